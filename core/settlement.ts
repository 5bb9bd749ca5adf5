// How a release has ended, told from what its waves and targets prove.

import type { Outcome, WaveOutcome } from './outcome.ts';
import { reasonOf } from './plain-reason.ts';
import type { Target } from './target.ts';
import type { Wave } from './wave.ts';

export interface Facts {
  /** What the machine says, or `Unknown` where it died. */
  readonly claimed: Outcome | 'Unknown';
  readonly reason: string;
  readonly waves: readonly Wave[];
  /** How many the release has: fewer are written where it died while it was claimed. */
  readonly waveCount: number;
  /** The targets that this release has touched last. */
  readonly targets: readonly Target[];
  readonly release: string;
}

export interface Settlement {
  readonly outcome: Outcome;
  readonly reason: string;
  /** The waves' outcomes, by index. */
  readonly waves: readonly WaveOutcome[];
}

/**
 * The one outcome that is true of the waves and targets.
 *
 * A claim counts only if the targets bear it out; what cannot be proven is `LeftDirty`.
 *
 *     every wave passed                                        →  Promoted
 *     some target's last change failed or is open              →  LeftDirty
 *     all that failed runs its last baked revision again       →  RolledBack
 *     some of it does                                          →  LeftDirty
 *     claimed Superseded                                       →  Superseded
 *     else                                                     →  Stopped
 */
export function settlementOf(facts: Facts): Settlement {
  const { waves, waveCount, targets, reason } = facts;
  if (waves.length === waveCount && waves.every(({ outcome }) => outcome === 'Passed')) {
    return { outcome: 'Promoted', reason: 'every wave passed', waves: waves.map(() => 'Passed') };
  }
  const unproven = targets.filter((target) => isUnproven(target, facts));
  const outcome = outcomeOf(facts, unproven);
  const text = outcome === 'LeftDirty' ? dirtyReason(facts, unproven) : reason;
  return { outcome, reason: text, waves: waves.map((wave) => waveOutcome(wave, facts, unproven)) };
}

function outcomeOf(facts: Facts, unproven: readonly Target[]): Outcome {
  const { claimed } = facts;
  if (unproven.length > 0) return 'LeftDirty';
  if (claimed === 'RolledBack' || claimed === 'Superseded') return claimed;
  const scope = targetsToReturn(facts);
  const back = scope.filter((target) => isBack(target, facts.release));
  if (back.length === 0) return 'Stopped';
  return back.length === scope.length ? 'RolledBack' : 'LeftDirty';
}

/** What a rollback would have had to take back: what failed waves touched, their stages, or the whole release. */
function targetsToReturn({ waves, targets }: Facts): readonly Target[] {
  const failed = waves.filter(({ outcome }) => outcome === 'Failed');
  const isInScope = ({ plan }: Wave) =>
    failed.some(
      (wave) =>
        wave.plan.rollback === 'release' ||
        wave.plan.index === plan.index ||
        (failedTest(wave) && wave.plan.stage === plan.stage),
    );
  const names = new Set(
    waves.filter(isInScope).flatMap(({ plan }) => plan.targets.map(({ name }) => name)),
  );
  return targets.filter(({ name }) => names.has(name));
}

function failedTest({ tests }: Wave): boolean {
  return Object.values(tests).some(({ verdict }) => verdict === 'fail');
}

function isBack(target: Target, release: string): boolean {
  return target.intent?.result === 'GivenUp' || isTakenBack(target, release);
}

/** A deployment that failed leaves something between two revisions; an open one, something not known yet. */
function isUnproven({ intent, running }: Target, { release }: Facts): boolean {
  if (intent?.release !== release) return false;
  return intent.result === undefined || (intent.result === 'Failed' && running === undefined);
}

function isTakenBack({ intent, running }: Target, release: string): boolean {
  return intent?.release === release && intent.doing === 'rollBack' && running?.release !== release;
}

function waveOutcome(wave: Wave, facts: Facts, unproven: readonly Target[]): WaveOutcome {
  const names = new Set(wave.plan.targets.map(({ name }) => name));
  const own = facts.targets.filter(({ name }) => names.has(name));
  if (own.some((target) => unproven.includes(target))) return 'LeftDirty';
  if (own.some((target) => isTakenBack(target, facts.release))) {
    return own.every((target) => isBack(target, facts.release)) ? 'RolledBack' : 'LeftDirty';
  }
  if (wave.outcome === 'Failed' && facts.claimed === 'RolledBack') return 'RolledBack';
  if (wave.outcome === 'Running' || wave.outcome === 'Failed') return 'Stopped';
  return wave.outcome;
}

function dirtyReason(facts: Facts, unproven: readonly Target[]): string {
  const unknown = unproven.map(
    ({ name, intent }) =>
      `${name} (${intent?.reason ?? 'its deployment is not known to have ended'})`,
  );
  const kept = targetsToReturn(facts).filter((target) => !isBack(target, facts.release));
  const what =
    unproven.length > 0
      ? `what runs is not proven on: ${reasonOf(unknown)}`
      : `not taken back: ${reasonOf(kept.map(({ name }) => name))}`;
  return [what, facts.reason].filter(Boolean).join('; ');
}
