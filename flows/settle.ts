// Ends a release, however it came to its end: settles its targets, names its outcome, leaves its stages.

import { endedWave } from '../core/ended-wave.ts';
import { harmLeft, provenOf } from '../core/harm.ts';
import { keys, ranges } from '../core/keys.ts';
import type { Outcome } from '../core/outcome.ts';
import {
  type EndedRelease,
  hasEnded,
  type Open,
  type Release,
  releaseEndOf,
} from '../core/release.ts';
import { settlementOf } from '../core/settlement.ts';
import type { Settlement } from '../core/settlement-schema.ts';
import { hasOpened, outcomeOf, type Wave, type WaveEnd } from '../core/wave.ts';
import { plannedTargetsOf } from '../core/wave-targets.ts';
import { finishAfterEnd, finishAtEnd } from './finish-at-end.ts';
import { forgetBehind } from './forget-behind.ts';
import { barAtEnd, noteHarmAtEnd } from './harm-at-end.ts';
import type { Claimed } from './how-ended.ts';
import { keepEnd } from './keep-end.ts';
import { leaveAll } from './leave-all.ts';
import { withLeftRunning } from './left-running.ts';
import { lookAtGateOf } from './look-at-gate.ts';
import { readableItems } from './one-by-one.ts';
import type { Ports } from './ports.ts';
import { removeWaits } from './remove-waits.ts';
import { sealRelease } from './seal.ts';
import { settledTruth } from './settled-truth.ts';
import { sideBySide } from './side-by-side.ts';
import { forgetUnclaimed } from './unclaimed.ts';

export interface Ended {
  readonly outcome: Outcome;
  readonly reason: string;
}

/**
 * Settles the release that an execution carries. Doing it again changes nothing.
 *
 * The release is sealed first, so that what is found stays so; the first to find out decides; what follows from it is
 * done by whoever comes, and only then has the release ended. Throws `NotReady` while a deployment of it still runs, or
 * a call may still take effect: try again later, what it leaves is not known yet.
 */
export async function settleExecution(
  ports: Ports,
  execution: string,
  how: Claimed,
): Promise<Ended> {
  const settled = await settleClaimed(ports, execution, how);
  if (settled === undefined) return unclaimed(how);
  if (settled.isFinished) await ports.table.remove(keys.open(execution));
  return settled.end;
}

const unclaimed = ({ reason }: Claimed): Ended => ({ outcome: 'Refused', reason });

interface Settled {
  readonly end: Ended;
  /** Nothing that it has begun outside is to be finished any more. */
  readonly isFinished: boolean;
}

/** Undefined where it carries no release. */
async function settleClaimed(
  ports: Ports,
  execution: string,
  how: Claimed,
): Promise<Settled | undefined> {
  const open = await ports.table.get(keys.open(execution));
  const release = open && (await ports.table.get(keys.release(open.pipeline, open.release)));
  if (release?.execution !== execution) {
    await forgetUnclaimed(ports, execution, open);
    return undefined;
  }
  const { end, isFinished } = hasEnded(release)
    ? await finished(ports, release, open)
    : await settle(ports, release, how);
  await replayAll(ports, release);
  const { outcome, reason } = end;
  return { end: { outcome, reason }, isFinished };
}

async function finished(
  ports: Ports,
  release: EndedRelease,
  open: Open | undefined,
): Promise<Settled> {
  const isFinished = open?.unfinished === undefined || (await finishAfterEnd(ports, release));
  return { end: release.end, isFinished };
}

/**
 * The same for the machine, whose end is what it is told. Once the outcome is decided it is the one end, though what
 * follows from it cannot be done yet: the execution's end wakes OnExecution, and behind it the sweep, which do it.
 *
 * By the execution it is found again, whoever of its own dies before it has answered: that is forgotten from outside.
 */
export async function settleAtEnd(ports: Ports, execution: string, how: Claimed): Promise<Ended> {
  try {
    return (await settleClaimed(ports, execution, how))?.end ?? unclaimed(how);
  } catch (thrown) {
    const open = await ports.table.get(keys.open(execution));
    const release = open && (await ports.table.get(keys.release(open.pipeline, open.release)));
    const decided = release && (releaseEndOf(release) ?? settlingOf(release));
    if (release?.execution !== execution || decided === undefined) throw thrown;
    const { outcome, reason } = decided;
    return { outcome, reason };
  }
}

async function settle(ports: Ports, release: Release, how: Claimed): Promise<Settled> {
  const isDecided =
    release.status === 'settling' && [undefined, release.settling.outcome].includes(how.said);
  const settling = isDecided ? release.settling : await decide(ports, release, how);
  const waves = await readableItems(ports, ranges.waves(release.id));
  if (settling.harm) await barAtEnd(ports, release, settling.harm);
  await keepWaveOutcomes(ports, release, waves, settling);
  await forgetBehind(ports, release, waves, settling);
  await removeWaits(ports, release, waves);
  // Nobody comes back to it: what the release leaves there is whole.
  const isFinished = await finishAtEnd(ports, release, waves);
  const { next, open } = await leaveAll(ports, release, waves, settling);
  const reason = [settling.reason, ...open].filter(Boolean).join('; ');
  const end = await keepEnd(ports, release, { ...settling, reason });
  for (const waiting of next) await lookAtGateOf(ports, waiting);
  return { end, isFinished };
}

async function decide(ports: Ports, release: Release, how: Claimed): Promise<Settlement> {
  const { id, pipeline, waveCount } = release;
  const isUnsaid = how.claimed === 'Unknown' && how.said === undefined;
  if (isUnsaid) await noteHarmAtEnd(ports, release);
  const sealed = await sealRelease(ports, release);
  const harm = isUnsaid ? harmLeft(sealed.waves, sealed.targets) : undefined;
  const found = await settledTruth(ports, release, sealed);
  const truth = { ...found, unknown: new Map([...found.unknown, ...sealed.unread]) };
  const settled = settlementOf({ ...how, ...sealed, waveCount, truth, release: id });
  const settling = await withLeftRunning(ports, release, sealed, withHarm(settled, harm));
  const decided = await ports.table.change(keys.release(pipeline, id), (item) => {
    if (item === undefined || hasEnded(item)) return undefined;
    // What was decided stands, unless the execution has said something else since: there is one end.
    if (item.status === 'settling' && how.said === undefined) return undefined;
    const after: Release = { ...item, status: 'settling', settling };
    return { item: after };
  });
  return settlingOf(decided) ?? settling;
}

/** Its end says so, unless its machine has said it before it died. */
function withHarm(settled: Settlement, harm: Settlement['harm']): Settlement {
  if (harm === undefined) return settled;
  const { reason } = settled;
  const told = reason.includes(harm.reason) ? reason : `${reason}; ${harm.reason}`;
  return { ...settled, reason: told, harm };
}

function settlingOf(release: Release | undefined): Settlement | undefined {
  return release === undefined || release.status === 'running' ? undefined : release.settling;
}

/** Written past the seal: this is what the seal was for. */
async function keepWaveOutcomes(
  ports: Ports,
  { id }: Release,
  waves: readonly Wave[],
  { waves: outcomes }: Settlement,
): Promise<void> {
  const at = ports.clock.now().toISOString();
  for (const wave of waves) {
    const { index } = wave.plan;
    const outcome = outcomes[index];
    if (outcome === undefined || outcome === outcomeOf(wave)) continue;
    await ports.table.change(keys.wave(id, index), (item) =>
      item === undefined || outcomeOf(item) === outcome
        ? undefined
        : { item: endedWave(item, { outcome, ...provenIn(item) }, at) },
    );
  }
}

/** What was proven of a wave that its machine has not ended. */
function provenIn(wave: Wave): Pick<WaveEnd, 'verdict' | 'reason'> {
  const proven = wave.status === 'ended' ? undefined : provenOf(wave);
  return proven ? { verdict: 'fail', reason: proven.reason } : {};
}

/** Writes what a function that died has left unwritten in the ledger. */
async function replayAll(ports: Ports, { pipeline, id, revision }: Release): Promise<void> {
  const waves = await readableItems(ports, ranges.waves(id));
  const touched = waves.filter(hasOpened);
  const stages = new Set(touched.map(({ plan }) => plan.stage));
  const targets = touched.flatMap(plannedTargetsOf);
  const all = [
    keys.release(pipeline, id),
    keys.quarantine(pipeline, revision.digest),
    ...[...stages].map((stage) => keys.stage(pipeline, stage)),
    ...touched.map(({ plan }) => keys.wave(id, plan.index)),
    ...targets.map(({ name }) => keys.target(pipeline, name)),
  ];
  await sideBySide(all, (key) => ports.table.replay(key));
}
