// Every five minutes: looks at everything that waits, in case the event that should have woken it was lost.

import * as z from 'zod';
import { Failure } from '../core/failure.ts';
import { type BakeWait, type Wait, waitKey } from '../core/wait.ts';
import { alarmId, statesByAlarm } from '../flows/alarm-states.ts';
import { lookAtBake } from '../flows/look-at-bake.ts';
import { lookAtDeployment } from '../flows/look-at-deployment.ts';
import { lookAtGate } from '../flows/look-at-gate.ts';
import { lookAtTest } from '../flows/look-at-test.ts';
import type { Ports } from '../flows/ports.ts';
import { howEnded, type Open, settleExecution } from '../flows/settle.ts';
import { listener } from './task.ts';

const Event = z.object({ source: z.literal('aws.events') });

export const sweep = listener(Event, async (_, ports) => {
  const listed = await ports.table.list<Wait>('waits');
  const open = await ports.table.list<Open>('open');
  const waits = await ofOpenReleases(ports, listed, open);
  const bakes = waits.filter((wait) => wait.kind === 'bake');
  await carryOn(ports, { kind: 'bakes' }, () => lookAtFiring(ports, bakes));
  for (const wait of waits) await carryOn(ports, wait, () => lookAt(ports, wait));
  if (open.length > 0) await carryOn(ports, { kind: 'open' }, () => settleAllDead(ports, open));
});

/**
 * The waits without those that functions left which died as their releases ended. A release is open before it can have
 * waits: the waits must be listed first.
 */
async function ofOpenReleases(
  ports: Ports,
  waits: readonly Wait[],
  open: readonly Open[],
): Promise<Wait[]> {
  const releases = new Set(open.map(({ release }) => release));
  for (const wait of waits.filter(({ release }) => !releases.has(release)))
    await carryOn(ports, wait, () => ports.table.remove(waitKey(wait)));
  return waits.filter(({ release }) => releases.has(release));
}

/** One that cannot be looked at must not keep the others from being looked at. */
async function carryOn(ports: Ports, subject: object, look: () => Promise<void>): Promise<void> {
  try {
    await look();
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown;
    ports.log.warn(thrown.message, { code: thrown.code, subject });
  }
}

/** Reads the alarms of all bakes in batches, and looks at those bakes that have one firing. */
async function lookAtFiring(ports: Ports, bakes: readonly BakeWait[]): Promise<void> {
  const states = await statesByAlarm(
    ports,
    bakes.flatMap(({ alarms }) => alarms),
  );
  const isFiring = ({ alarms }: BakeWait) =>
    alarms.some((alarm) => states.get(alarmId(alarm))?.state === 'ALARM');
  for (const wait of bakes.filter(isFiring))
    await carryOn(ports, wait, () => lookAtBake(ports, wait));
}

async function lookAt(ports: Ports, wait: Wait): Promise<void> {
  if (wait.kind === 'gate') await lookAtGate(ports, wait);
  if (wait.kind === 'deployment') await lookAtDeployment(ports, wait);
  if (wait.kind === 'test') await lookAtTest(ports, wait);
}

/** One call tells of all that run; whoever is not in it is asked for by name, since the list lags behind. */
async function settleAllDead(ports: Ports, open: readonly Open[]): Promise<void> {
  const running = await ports.workflows.running();
  for (const each of open.filter(({ execution }) => !running.has(execution))) {
    await carryOn(ports, each, () => settleDead(ports, each));
  }
}

/** A release whose execution is gone is settled. */
async function settleDead(ports: Ports, { execution }: Open): Promise<void> {
  const end = await ports.workflows.endOf(execution);
  if (end !== undefined) await settleExecution(ports, execution, howEnded(end));
}

export const handler = sweep.onAws();
