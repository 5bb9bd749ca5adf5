// A CloudWatch alarm has changed its state: looks at the bakes and gates that watch it.

import * as z from 'zod';
import type { BakeWait, GateWait } from '../core/wait.ts';
import { lookAtBake } from '../flows/look-at-bake.ts';
import { lookAtGate } from '../flows/look-at-gate.ts';
import { listener } from './task.ts';

const Event = z.object({
  source: z.literal('aws.cloudwatch'),
  account: z.string(),
  region: z.string(),
  detail: z.object({ alarmName: z.string(), state: z.object({ value: z.string() }) }),
});

export const onAlarm = listener(Event, async ({ account, region, detail }, ports) => {
  const watches = ({ alarms }: BakeWait | GateWait) =>
    alarms.some(
      (alarm) =>
        alarm.name === detail.alarmName && alarm.account === account && alarm.region === region,
    );
  // Only an alarm that fires can end a bake before its time; a gate may open when one no longer does.
  if (detail.state.value === 'ALARM') {
    for (const bake of (await ports.table.list<BakeWait>('waits', 'bake#')).filter(watches)) {
      await lookAtBake(ports, bake);
    }
    return;
  }
  for (const gate of (await ports.table.list<GateWait>('waits', 'gate#')).filter(watches)) {
    await lookAtGate(ports, gate);
  }
});

export const handler = onAlarm.onAws();
