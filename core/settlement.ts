// How a release has ended, told from what its waves and targets prove.

import { resultOf } from './intent.ts';
import type { Outcome, WaveOutcome } from './outcome.ts';
import { reasonOf } from './plain-reason.ts';
import type { PlannedWave } from './planned-wave.ts';
import { labelOf } from './revision.ts';
import { isInScope, rollbackScopeOf } from './rollback-scope.ts';
import type { Settlement } from './settlement-schema.ts';
import { runsBaked, type Target } from './target.ts';
import { timeToSafe } from './time-to-safe.ts';
import { outcomeOf, testsOf, verdictOf, type Wave } from './wave.ts';

export interface Truths {
  /** Somebody else has moved it. */
  readonly moved: ReadonlyMap<string, string>;
  /** It could not be found out. */
  readonly unknown: ReadonlyMap<string, string>;
}

export interface Facts {
  /** What the machine says, or `Unknown` where it died. */
  readonly claimed: Outcome | 'Unknown';
  readonly reason: string;
  readonly waves: readonly Wave[];
  /** Those whose items cannot be read. */
  readonly damaged?: readonly PlannedWave[];
  /** How many the release has: fewer are written where it died while it was claimed. */
  readonly waveCount: number;
  /** The targets that this release has touched last. */
  readonly targets: readonly Target[];
  /** What was read of them just now, where that is not what the ledger says: what it is, by their names. */
  readonly truth: Truths;
  readonly release: string;
  /** The outcome that the release's execution has ended with already. */
  readonly said?: Outcome;
}

/**
 * The one outcome that is true of the waves and targets.
 *
 * A claim counts only if the targets bear it out; what cannot be proven is `LeftDirty`. Where the execution has ended
 * by itself, its outcome stands: there is one end, wherever one looks.
 *
 *     every wave passed, and every target runs it still        →  Promoted
 *     every wave passed, what a target runs cannot be read     →  LeftDirty
 *     every wave passed, somebody else has moved a target      →  Stopped
 *     somebody else has moved what was taken back              →  LeftDirty
 *     some target's last change failed or is open              →  LeftDirty
 *     the item of a wave cannot be read                        →  LeftDirty
 *     claimed Superseded                                       →  Superseded
 *     what failed touched no target                            →  RolledBack where claimed
 *     all that failed runs its last baked revision again       →  RolledBack
 *     some of it does                                          →  LeftDirty
 *     else                                                     →  Stopped
 */
export function settlementOf(facts: Facts): Settlement {
  const { waves, waveCount, targets, reason, said } = facts;
  const allPassed =
    waves.length === waveCount && waves.every((wave) => outcomeOf(wave) === 'Passed');
  const { moved, unknown } = facts.truth;
  const isTrue = moved.size === 0 && unknown.size === 0;
  if (allPassed && isTrue && (said === undefined || said === 'Promoted')) {
    const passed = waves.map(() => 'Passed' as const);
    return { outcome: 'Promoted', reason: 'every wave passed', waves: passed, dirty: [] };
  }
  const unproven = targets.filter((target) => isUnproven(target, facts));
  const outcome = said ?? claimOf(facts, unproven);
  const isDirty = outcome === 'LeftDirty';
  const others = isDirty ? '' : reasonOf([...moved.values()]);
  const why = [others, allPassed && others ? '' : reason].filter(Boolean).join('; ');
  const safe = outcome === 'RolledBack' ? timeToSafe(facts.release, waves, targets) : undefined;
  return {
    outcome,
    reason: isDirty ? dirtyReason(facts, unproven) : withUntouched(why, facts, outcome),
    waves: waveOutcomesOf(facts, unproven, isDirty ? dirtyOf(facts, unproven) : []),
    dirty: isDirty ? dirtyStages(facts, unproven) : [],
    ...(safe && { safe }),
  };
}

/** By index: of one that cannot be read, nothing is proven. */
function waveOutcomesOf(
  facts: Facts,
  unproven: readonly Target[],
  dirty: readonly Target[],
): WaveOutcome[] {
  const names = new Set(dirty.map(({ name }) => name));
  const found = new Map(
    facts.waves.map((wave) => [
      wave.plan.index,
      // What freezes a stage is what left its wave dirty.
      hasAny(wave, names) ? ('LeftDirty' as const) : waveOutcome(wave, facts, unproven),
    ]),
  );
  const count = Math.max(-1, ...found.keys(), ...damagedOf(facts).map(({ index }) => index)) + 1;
  return Array.from({ length: count }, (_, index) => found.get(index) ?? 'LeftDirty');
}

function damagedOf({ damaged = [] }: Facts): readonly PlannedWave[] {
  return damaged;
}

function claimOf(facts: Facts, unproven: readonly Target[]): Outcome {
  const { claimed } = facts;
  if (unproven.length > 0 || damagedOf(facts).length > 0) return 'LeftDirty';
  if (claimed === 'Superseded') return claimed;
  const scope = targetsToReturn(facts);
  if (scope.length === 0 && claimed === 'RolledBack') return claimed;
  const touched = scope.filter((target) => !isUntouched(target, facts));
  const back = touched.filter((target) => isBack(target, facts));
  if (back.length === 0) return touched.some(isNotBack(facts)) ? 'LeftDirty' : 'Stopped';
  return back.length === touched.length ? 'RolledBack' : 'LeftDirty';
}

/** A way back was wanted, and is missing: what it runs is known, and is what was to be taken back. */
const isNotBack =
  ({ release }: Facts) =>
  ({ intent }: Target): boolean =>
    intent?.release === release && intent.doing === 'rollBack' && resultOf(intent) === 'Failed';

/** Nothing was started there, and what it runs is not what last baked there: there is nothing to take back. */
function isUntouched({ intent, ...target }: Target, { truth }: Facts): boolean {
  return resultOf(intent) === 'GivenUp' && (truth.moved.has(target.name) || !runsBaked(target));
}

/** The end says what runs where that is neither the revision nor what last baked there, or is somebody else’s. */
function withUntouched(reason: string, facts: Facts, outcome: Outcome): string {
  if (outcome !== 'Stopped' && outcome !== 'RolledBack') return reason;
  const inScope = targetsToReturn(facts);
  const texts = [
    ...inScope
      .filter((target) => isUntouched(target, facts))
      .map(({ name, running }) =>
        running && !facts.truth.moved.has(name)
          ? `nothing was started on ${name}, which runs ${labelOf(running.revision)}`
          : `nothing was started on ${name}`,
      ),
    ...inScope.flatMap(({ name, intent }) =>
      intent?.status === 'ended' &&
      intent.end.result === 'Moved' &&
      !reason.includes(intent.end.reason)
        ? [`${name} is left to whoever has moved it: ${intent.end.reason}`]
        : [],
    ),
  ];
  if (texts.length === 0) return reason;
  return [reason, reasonOf(texts)].filter(Boolean).join('; ');
}

/** What is not proven; where all is, what should have been taken back and was not. */
function dirtyOf(facts: Facts, unproven: readonly Target[]): readonly Target[] {
  return unproven.length > 0 ? unproven : keptOf(facts);
}

function keptOf(facts: Facts): readonly Target[] {
  return targetsToReturn(facts).filter((target) => !isBack(target, facts));
}

function hasAny({ plan }: Wave, names: ReadonlySet<string>): boolean {
  return plan.targets.some(({ name }) => names.has(name));
}

function dirtyStages(facts: Facts, unproven: readonly Target[]): string[] {
  const names = new Set(dirtyOf(facts, unproven).map(({ name }) => name));
  const stages = facts.waves.filter((wave) => hasAny(wave, names)).map(({ plan }) => plan.stage);
  return [...new Set([...stages, ...damagedOf(facts).map(({ stage }) => stage)])];
}

/** What a rollback would have had to take back: what failed waves touched, their stages, or the whole release. */
function targetsToReturn({ waves, targets }: Facts): readonly Target[] {
  const failed = waves.filter((wave) => outcomeOf(wave) === 'Failed');
  const isToReturn = ({ plan }: Wave) =>
    failed.some((wave) => {
      const scope = rollbackScopeOf(wave.plan, failedTest(wave) ? 'test' : 'bake');
      return isInScope(scope, wave.plan, plan);
    });
  const names = new Set(
    waves.filter(isToReturn).flatMap(({ plan }) => plan.targets.map(({ name }) => name)),
  );
  return targets.filter(({ name }) => names.has(name));
}

function failedTest(wave: Wave): boolean {
  return Object.values(testsOf(wave)).some((run) => verdictOf(run) === 'fail');
}

function isBack(target: Target, { release, truth }: Facts): boolean {
  const isAsItWas = resultOf(target.intent) === 'GivenUp' && runsBaked(target);
  return isTakenBack(target, release) || (isAsItWas && !truth.moved.has(target.name));
}

/** A deployment that failed leaves something between two revisions; an open one, something not known yet. */
function isUnproven(target: Target, { release, truth }: Facts): boolean {
  const { intent, running, name } = target;
  if (intent?.release !== release) return false;
  if (truth.unknown.has(name)) return true;
  if (truth.moved.has(name) && isTakenBack(target, release)) return true;
  return intent.status === 'open' || (intent.end.result === 'Failed' && running === undefined);
}

function isTakenBack({ intent, running }: Target, release: string): boolean {
  return intent?.release === release && intent.doing === 'rollBack' && running?.release !== release;
}

function waveOutcome(wave: Wave, facts: Facts, unproven: readonly Target[]): WaveOutcome {
  const names = new Set(wave.plan.targets.map(({ name }) => name));
  const own = facts.targets.filter(({ name }) => names.has(name));
  if (own.some((target) => unproven.includes(target) || isNotBack(facts)(target)))
    return 'LeftDirty';
  if (own.some((target) => isTakenBack(target, facts.release))) {
    return own.every((target) => isBack(target, facts)) ? 'RolledBack' : 'LeftDirty';
  }
  const reached = outcomeOf(wave);
  if (reached === 'Passed' && own.some(({ name }) => facts.truth.moved.has(name))) return 'Stopped';
  if (reached === 'Failed' && own.length === 0 && facts.claimed === 'RolledBack')
    return 'RolledBack';
  if (reached === 'Failed' && own.length > 0 && own.every((target) => isBack(target, facts)))
    return 'RolledBack';
  return reached === 'Running' || reached === 'Failed' ? 'Stopped' : reached;
}

/** The machine of a rollback may have said so already, and why. */
const NOT_BACK = 'not taken back: ';

function dirtyReason(facts: Facts, unproven: readonly Target[]): string {
  const { moved, unknown: unread } = facts.truth;
  const unknown = unproven.map(({ name, intent }) => {
    const end =
      intent?.status === 'ended' ? intent.end.reason : 'its deployment is not known to have ended';
    return `${name} (${moved.get(name) ?? unread.get(name) ?? end})`;
  });
  const kept = keptOf(facts);
  const what =
    unproven.length > 0
      ? `what runs is not proven on: ${reasonOf(unknown)}`
      : kept.length > 0 &&
        !facts.reason.includes(NOT_BACK) &&
        `${NOT_BACK}${reasonOf(kept.map(({ name }) => name))}`;
  // Whoever settles it again is told what the first has said.
  if (what && facts.reason.includes(what)) return facts.reason;
  const damaged = damagedOf(facts).map(({ stage, wave }) => `${stage}/${wave}`);
  const unreadable = damaged.length > 0 && `the item cannot be read of wave ${reasonOf(damaged)}`;
  return [what, unreadable, facts.reason].filter(Boolean).join('; ');
}
