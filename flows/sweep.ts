// Looks at everything that waits, and settles releases whose executions are gone: events may have been lost.

import { Failure } from '../core/failure.ts';
import { keys, ranges, waitKey } from '../core/keys.ts';
import type { Open } from '../core/release.ts';
import type { AlarmName, BakeWait, Wait } from '../core/wait.ts';
import type { WaveOf } from '../core/wave.ts';
import { alarmId, alarmNamesOf, statesByAlarm } from './alarm-states.ts';
import { lookAtBatch } from './consider-build.ts';
import { lookAtBake } from './look-at-bake.ts';
import { lookAtDeployment, lookAtUnproven } from './look-at-deployment.ts';
import { lookAtGate } from './look-at-gate.ts';
import { lookAtShift } from './look-at-shift.ts';
import { lookAtTest } from './look-at-test.ts';
import { lookAtTruth } from './look-at-truth.ts';
import { eachInTurn, orLogged, readableItems } from './one-by-one.ts';
import type { Ports } from './ports.ts';
import { howEnded, settleExecution } from './settle.ts';
import { sideBySide } from './side-by-side.ts';

export async function lookAtAll(ports: Ports): Promise<void> {
  // A release is open before it can have waits: they are listed first.
  const listed = await readableItems(ports, ranges.waits());
  const { items: open, unreadable } = await ports.table.readable(ranges.open());
  for (const { message, code } of unreadable) ports.log.error(message, { code });
  const unproven = await readableItems(ports, ranges.unproven());
  const releases = new Set(open.map(({ release }) => release));
  const ofOpen = Map.groupBy(listed, ({ release }) => releases.has(release));
  const waits = ofOpen.get(true) ?? [];
  const orphans = ofOpen.get(false) ?? [];
  const bakes = waits.filter((wait) => wait.kind === 'bake');
  const shifting = await shiftingWaves(ports, waits);
  const batches = await readableItems(ports, ranges.batches());
  await inTurn(ports, [
    // Functions left them that died as their releases ended; where one cannot be read, nobody knows whose they are.
    ...(unreadable.length > 0 ? [] : orphans.map((wait) => removalOf(ports, wait))),
    { subject: 'waves', look: () => lookAtFiring(ports, bakes, shifting) },
    ...bakes.map((wait) => ({ subject: wait, look: () => lookAtTruth(ports, wait) })),
    ...waits.map((wait) => ({ subject: wait, look: () => lookAt(ports, wait) })),
    ...unproven.map((each) => ({ subject: each, look: () => lookAtUnproven(ports, each) })),
    ...batches.map((batch) => ({ subject: batch, look: () => lookAtBatch(ports, batch) })),
    ...(open.length > 0
      ? [{ subject: 'open releases', look: () => settleAllDead(ports, open) }]
      : []),
  ]);
}

function removalOf({ table }: Ports, wait: Wait): Turn {
  return { subject: wait, look: () => table.remove(waitKey(wait), { token: wait.token }) };
}

interface Turn {
  readonly subject: unknown;
  readonly look: () => Promise<void>;
}

/** One that cannot be looked at keeps no other from being looked at, and is looked at again in five minutes. */
async function inTurn(ports: Ports, turns: readonly Turn[]): Promise<void> {
  const thrown = await eachInTurn(ports, turns, ({ look }) => look());
  const bug = thrown.find((each) => !(each instanceof Failure));
  if (bug !== undefined) throw bug;
}

/**
 * Reads the alarms of all bakes and shifts in batches, and looks at those that have one firing. At the others that
 * shift the judge may be due.
 */
async function lookAtFiring(
  ports: Ports,
  bakes: readonly BakeWait[],
  shifting: readonly WaveOf<'open'>[],
): Promise<void> {
  const shifts = shifting.map((wave) => ({
    subject: { release: wave.release, wave: wave.plan.index },
    alarms: alarmNamesOf(wave.plan.targets),
    isHarmful: wave.harm !== undefined,
  }));
  const alarms = [...bakes, ...shifts].flatMap((each) => each.alarms);
  const states = await orLogged(ports, { subject: 'alarms' }, () => statesByAlarm(ports, alarms));
  const isFiring = (names: readonly AlarmName[]) =>
    names.some((alarm) => states?.get(alarmId(alarm))?.state === 'ALARM');
  await inTurn(ports, [
    ...bakes
      .filter((bake) => isFiring(bake.alarms))
      .map((wait) => ({ subject: wait, look: () => lookAtBake(ports, wait) })),
    ...shifts.map(({ subject, isHarmful, alarms: its }) => ({
      subject,
      look: () => lookAtShift(ports, subject, isHarmful || isFiring(its) ? 'alarm' : 'sweep'),
    })),
  ]);
}

/** The waves that have deployments or tests under way. */
async function shiftingWaves(ports: Ports, waits: readonly Wait[]): Promise<WaveOf<'open'>[]> {
  const under = waits.filter(({ kind }) => kind === 'deployment' || kind === 'test');
  const named = new Map(under.map((wait) => [`${wait.release} ${wait.wave}`, wait]));
  const waves = await sideBySide([...named.values()], ({ release, wave }) =>
    orLogged(ports, { release, wave }, () => ports.table.get(keys.wave(release, wave))),
  );
  return waves.filter((wave) => wave?.status === 'open');
}

async function lookAt(ports: Ports, wait: Wait): Promise<void> {
  if (wait.kind === 'gate') await lookAtGate(ports, wait);
  if (wait.kind === 'deployment') await lookAtDeployment(ports, wait);
  if (wait.kind === 'test') await lookAtTest(ports, wait);
}

/** One call tells of all that run; whoever is not in it is asked for by name, since the list lags behind. */
async function settleAllDead(ports: Ports, open: readonly Open[]): Promise<void> {
  const running = await ports.workflows.running();
  const dead = open.filter(({ execution }) => !running.has(execution));
  await inTurn(
    ports,
    dead.map((each) => ({ subject: each, look: () => settleDead(ports, each) })),
  );
}

/** A release whose execution is gone is settled. */
async function settleDead(ports: Ports, { execution }: Open): Promise<void> {
  const end = await ports.workflows.endOf(execution);
  if (end !== undefined) await settleExecution(ports, execution, howEnded(end));
}
