// Ends a wave: keeps how; after a pass, what it runs is baked.

import type { Answered } from '../core/answered.ts';
import { bakeAnswerOf, overrideOf, testsOverrideOf } from '../core/asking.ts';
import { endedWave } from '../core/ended-wave.ts';
import { Failure } from '../core/failure.ts';
import { reasonsText } from '../core/gate/gate-reason.ts';
import { type Halted, isTakenBack } from '../core/halt.ts';
import { keys } from '../core/keys.ts';
import type { VerdictWord } from '../core/outcome.ts';
import { reasonOf } from '../core/plain-reason.ts';
import type { PlannedWave } from '../core/planned-wave.ts';
import type { Release } from '../core/release.ts';
import { type FailedIn, type RollbackScope, rollbackScopeOf } from '../core/rollback-scope.ts';
import { baked } from '../core/target.ts';
import { driftText, isDrift, type TruthReading } from '../core/verdict.ts';
import {
  decisionOf,
  driftOf,
  harmOf,
  hasBaked,
  hasFinishedBake,
  hasOpened,
  isThrough,
  type OpenedWave,
  type Wave,
  type WaveEnd,
} from '../core/wave.ts';
import { waveName } from '../core/wave-name.ts';
import { askBeforePass } from './ask-runs.ts';
import { deployedAt } from './deployed-at.ts';
import { finishHeld } from './finish-held.ts';
import { gatherTruth, itemsOf } from './gather-truth.ts';
import { isHalfWay } from './half-way.ts';
import { readLiveWave } from './hands.ts';
import { stopLoad } from './load.ts';
import { lookAtGateOf } from './look-at-gate.ts';
import type { Ports } from './ports.ts';
import { changeWave, readRelease } from './read.ts';
import { leaveUnits } from './scale-units.ts';
import { areThrough, haltSlices, lookAtTestsOf, plansOf } from './slices.ts';
import { entryOf, leaveStage } from './stages.ts';
import { stopExperiments } from './tests/experiment-test.ts';
import { toldOfDrift } from './told-of-drift.ts';
import { unconsentedIn } from './unconsented.ts';
import { unwatchAlarms } from './watch-alarms.ts';

/** How the machine says that a wave ended. */
export interface End {
  readonly pipeline: string;
  readonly release: string;
  readonly wave: number;
  readonly ended: 'Passed' | 'Overridden' | 'Failed' | 'Stopped' | 'Superseded';
  readonly failedIn: FailedIn;
  readonly verdict: VerdictWord | null;
  readonly reason: string;
}

export interface Consequence {
  readonly ended: End['ended'];
  /** How much is taken back, where anything is. */
  readonly scope: RollbackScope;
  readonly reason: string;
}

/**
 * Keeps the end, marks what a pass has baked, and leaves the stage after its last wave; resolves to what follows. Of a
 * target that somebody else has moved, neither a pass nor a failed test says anything: the wave is stopped.
 *
 * Throws `NotReady` where the platform is still bringing the revision to a part of a target, and `ServiceFailed` where
 * it does not say what runs: try again.
 */
export async function endWave(ports: Ports, claimed: End): Promise<Consequence> {
  const { pipeline, release: releaseId, wave: index } = claimed;
  const release = await readRelease(ports, pipeline, releaseId);
  const before = await readLiveWave(ports, releaseId, index);
  await stopExperiments(ports, before).catch((thrown: unknown) =>
    // What harms is taken back all the same, and the release's end stops them again.
    ports.log.warn('an experiment may run on', { thrown }),
  );
  await stopLoad(ports, before).catch((thrown: unknown) =>
    ports.log.warn('a load may run on', { thrown }),
  );
  const answered = withAnswer(before, withWaitedFor(before, claimed));
  const end = await asFound(ports, before, await provenEnd(ports, before, answered));
  const { verdict, reason } = end;
  const { ended, scope } = consequenceOf(before.plan, end);
  const deployed = await deployedAt(ports, before);
  const wave = await changeWave(ports, releaseId, index, (item) => {
    if (item.status === 'ended') return undefined;
    // A person has let it through while its time ran out: that is what was decided.
    if (overrideOf(item) && !overrideOf(before))
      throw new Failure('Contended', 'expected nobody to answer meanwhile, got an override');
    const text = `wave ended, ${ended}${reason ? `: ${reason}` : ''}`;
    const entry = entryOf(ports, release, 'WaveEnded', waveName(item.plan), text);
    const said = { ...(verdict && { verdict }), ...(reason && { reason }) };
    const wave = endedWave(item, { outcome: reachedBy(item, ended), ...said }, entry.at);
    const times = hasOpened(wave) && deployed !== undefined && { deployedAt: deployed };
    return { item: { ...wave, ...times }, entries: [entry] };
  });
  await forgetAlarms(ports, wave);
  if (!['Passed', 'Overridden'].includes(ended)) await haltSlices(ports, wave, { ended, reason });
  // A release that was settled meanwhile has no wave left to pass.
  if (hasFinishedBake(wave)) {
    await finishHeld(ports, wave);
    await markBaked(ports, wave);
  }
  if (hasOpened(wave) && isThrough(wave)) await leave(ports, release, wave);
  return { ended, scope, reason };
}

const TOO_LATE = 'the gate did not open in time';

/** Its machine knows that its time is over, and its wave what it has waited for. */
function withWaitedFor(wave: Wave, end: End): End {
  if (wave.status !== 'waiting' || end.reason !== TOO_LATE) return end;
  const waited = reasonsText(wave.blockedBy ?? []);
  return waited === '' ? end : { ...end, reason: `${TOO_LATE}: ${waited}` };
}

/** What a person has let through is so, though the machine's time ran out at the same moment. */
function withAnswer(wave: Wave, end: End): End {
  if (end.ended === 'Failed' || end.ended === 'Superseded') return end;
  const ofBake = bakeAnswerOf(wave);
  if (ofBake?.says === 'override')
    return overridden(end, ofBake, `its bake was inconclusive: ${decisionOf(wave).reason ?? ''}`);
  const ofTests = testsOverrideOf(wave);
  if (ofTests === undefined || !hasOpened(wave)) return end;
  const why = wave.doubt?.reason ?? '';
  if (end.ended !== 'Stopped')
    return overridden(end, ofTests, hasBaked(wave) ? `${why}; its bake passed` : why);
  // Its time ran out at the same moment: without a bake there is nothing left to be done.
  return wave.plan.bake === undefined ? overridden(end, ofTests, why) : end;
}

function overridden(end: End, { name, reason }: Answered, why: string): End {
  const text = `let through by ${name}: ${reason}; ${why}`;
  return { ...end, ended: 'Overridden', verdict: 'inconclusive', reason: text };
}

/** The end as the targets bear it out at this moment. One that has been kept stands. */
async function asFound(ports: Ports, wave: Wave, end: End): Promise<End> {
  const isClaim =
    ['Passed', 'Overridden'].includes(end.ended) ||
    (end.ended === 'Failed' && end.failedIn === 'test');
  if (wave.status === 'ended' || !isClaim) return end;
  if (end.ended !== 'Failed') await askBeforePass(ports, wave);
  const { found, unread } = await gatherTruth(ports, wave, await itemsOf(ports, wave));
  const moved = found.filter(isDrift);
  if (moved.length > 0) {
    const reason = [reasonOf(moved.map(driftText)), end.reason].filter(Boolean).join('; ');
    return { ...end, ended: 'Stopped', verdict: 'inconclusive', reason };
  }
  if (end.ended === 'Failed') return end;
  if (unread.length > 0)
    throw new Failure('ServiceFailed', `expected to read ${unread.join(', ')}, got no answer`);
  if (found.length > 0) {
    const [{ target, text }] = found as [TruthReading];
    throw new Failure('NotReady', `expected all of ${target} to run the revision, got: ${text}`);
  }
  return end;
}

/**
 * What was found before the bake had begun is why the wave ended, whatever its machine has seen of it. Where somebody
 * else has moved a target, nothing is taken back but what a deployment that failed has left half-way.
 */
async function provenEnd(ports: Ports, wave: Wave, end: End): Promise<End> {
  const harm = harmOf(wave);
  if (harm) return { ...end, ended: 'Failed', verdict: 'fail', reason: harm.reason };
  const drift = driftOf(wave);
  if (wave.halted) return haltedEnd(ports, wave, wave.halted, end);
  if (drift === undefined && end.failedIn === 'deployment')
    return unlessUnconsented(ports, wave, end);
  if (drift === undefined) return end;
  if (end.ended === 'Superseded') return end;
  const reason = await toldOfDrift(ports, wave, drift);
  const isBetween = end.failedIn === 'deployment' && isTakenBack(drift);
  if (isBetween)
    return {
      ...end,
      ended: 'Failed',
      verdict: 'inconclusive',
      reason: `${reason}; what shifted is taken back`,
    };
  if (end.failedIn === 'deployment' && (await isHalfWay(ports, wave)))
    return { ...end, reason: `${end.reason}; ${reason}` };
  return { ...end, ended: 'Stopped', verdict: 'inconclusive', reason };
}

/** It was stopped with another slice, which says what follows; unless a deployment of its own has failed besides. */
async function haltedEnd(ports: Ports, wave: Wave, halted: Halted, end: End): Promise<End> {
  const failed = end.failedIn === 'deployment' && !halted.stops && (await isHalfWay(ports, wave));
  if (failed) return end;
  return { ...end, ended: 'Stopped', verdict: 'inconclusive', reason: halted.reason };
}

/** What was left as it was, since nobody has consented to more, is not taken back. */
async function unlessUnconsented(ports: Ports, wave: Wave, end: End): Promise<End> {
  const reason = end.ended === 'Failed' ? await unconsentedIn(ports, wave) : undefined;
  return reason === undefined ? end : { ...end, ended: 'Stopped', verdict: 'inconclusive', reason };
}

/** What follows from how the wave ended: whether anything is taken back, and how much. */
function consequenceOf(
  plan: PlannedWave,
  { ended, failedIn }: Pick<End, 'ended' | 'failedIn'>,
): Omit<Consequence, 'reason'> {
  if (ended === 'Failed' && failedIn === 'bake' && plan.onBakeFailure === 'stop') {
    return { ended: 'Stopped', scope: 'wave' };
  }
  return { ended, scope: rollbackScopeOf(plan, failedIn) };
}

async function leave(ports: Ports, release: Release, wave: OpenedWave): Promise<void> {
  // The last slice to pass leaves for all of them: until then the others are there.
  if (!(await areThrough(ports, wave))) return lookAtTestsOf(ports, wave);
  const plans = await plansOf(ports, wave);
  const shared = await leaveUnits(ports, release.id, plans);
  const next = wave.plan.lastOfStage && (await leaveStage(ports, release, wave.plan.stage));
  for (const waiting of new Set([...shared, ...(next ? [next] : [])]))
    await lookAtGateOf(ports, waiting);
}

/** A wave whose gate never opened has changed nothing. */
function reachedBy(wave: Wave, ended: End['ended']): WaveEnd['outcome'] {
  if (ended === 'Superseded') return 'NotStarted';
  return hasOpened(wave) ? ended : 'Stopped';
}

/** Nothing of a wave that has ended is woken any more. It watched its alarms before its gate had opened. */
export async function forgetAlarms(ports: Ports, wave: Wave): Promise<void> {
  await unwatchAlarms(ports, 'bake', wave);
  if (!hasOpened(wave)) await unwatchAlarms(ports, 'gate', wave);
}

/** What a wave's targets run has baked there, unless somebody has come to them since: the fence tells. */
export async function markBaked(
  ports: Ports,
  { pipeline, release, plan, fence }: OpenedWave,
): Promise<void> {
  for (const { name } of plan.targets) {
    await ports.table.change(keys.target(pipeline, name), (target) => {
      if (target === undefined || target.fence > fence) return undefined;
      const after = baked(target, release);
      return after === target ? undefined : { item: after };
    });
  }
}
