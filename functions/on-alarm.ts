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
  detail: z.object({ alarmName: z.string() }),
});

export const onAlarm = listener(Event, async ({ account, region, detail }, ports) => {
  const watches = ({ alarms }: BakeWait | GateWait) =>
    alarms.some(
      (alarm) =>
        alarm.name === detail.alarmName && alarm.account === account && alarm.region === region,
    );
  for (const bake of (await ports.table.list<BakeWait>('waits', 'bake#')).filter(watches)) {
    await lookAtBake(ports, bake);
  }
  for (const gate of (await ports.table.list<GateWait>('waits', 'gate#')).filter(watches)) {
    await lookAtGate(ports, gate);
  }
});

export const handler = onAlarm.onAws();
