// How a release has ended, told from what its waves and targets prove.

import { wasSentBack } from './intent.ts';
import type { Outcome, WaveOutcome } from './outcome.ts';
import { passedText } from './passed-text.ts';
import { reasonOf } from './plain-reason.ts';
import { labelOf } from './revision.ts';
import {
  damagedOf,
  type Facts,
  isBack,
  isDrilled,
  isNotBack,
  isStaying,
  isTaken,
  isTakenBack,
  isUnproven,
  isUntouched,
  targetsToReturn,
  wasNeverChanged,
} from './settlement-facts.ts';
import type { Settlement } from './settlement-schema.ts';
import type { Target } from './target.ts';
import { timeToSafe } from './time-to-safe.ts';
import { hasPassed, isThrough, outcomeOf, type Wave } from './wave.ts';

/**
 * The one outcome that is true of the waves and targets.
 *
 * A claim counts only if the targets bear it out; what cannot be proven is `LeftDirty`. Where the execution has ended
 * by itself, its outcome stands: there is one end, wherever one looks.
 *
 *     every wave passed, and every target runs it still        →  Promoted
 *     the same, but that a person has let some of them through →  Promoted
 *     the same, but for targets that were left behind          →  Promoted, with their names
 *     every wave passed, what a target runs cannot be read     →  LeftDirty
 *     every wave passed, somebody else has moved a target      →  Stopped
 *     somebody else has moved what was taken back              →  LeftDirty
 *     some target's last change failed or is open              →  LeftDirty
 *     the item of a wave cannot be read                        →  LeftDirty
 *     claimed Superseded                                       →  Superseded
 *     what failed touched no target                            →  RolledBack where claimed
 *     all that failed runs its last baked revision again       →  RolledBack
 *     the same of all that has a way back                      →  RolledBack
 *     some of it does                                          →  LeftDirty
 *     a rollback by hand returned all it was to return         →  RolledBack
 *     it returned some, and did not come to the others         →  LeftDirty
 *     else                                                     →  Stopped
 */
export function settlementOf(facts: Facts): Settlement {
  const { waves, waveCount, targets, reason, said } = facts;
  const allPassed =
    facts.returning === undefined && waves.length === waveCount && waves.every(isThrough);
  const { moved, unknown } = facts.truth;
  const isTrue = moved.size === 0 && unknown.size === 0;
  if (allPassed && isTrue && (said === undefined || said === 'Promoted')) {
    const passed = waves.map((wave) => (hasPassed(wave) ? 'Passed' : 'Overridden'));
    return { outcome: 'Promoted', reason: passedText(waves), waves: passed, dirty: [] };
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
    waves: waveOutcomesOf(facts, unproven, outcome),
    dirty: isDirty ? dirtyStages(facts, unproven) : [],
    ...(safe && { safe }),
  };
}

/** By index: of one that cannot be read, nothing is proven. */
function waveOutcomesOf(
  facts: Facts,
  unproven: readonly Target[],
  outcome: Outcome,
): WaveOutcome[] {
  const dirty = new Set(outcome === 'LeftDirty' ? dirtyNames(facts, unproven) : []);
  const found = new Map(
    facts.waves.map((wave) => [
      wave.plan.index,
      // What freezes a stage is what left its wave dirty.
      hasAny(wave, dirty) ? ('LeftDirty' as const) : waveOutcome(wave, facts, unproven, outcome),
    ]),
  );
  const count = Math.max(-1, ...found.keys(), ...damagedOf(facts).map(({ index }) => index)) + 1;
  return Array.from({ length: count }, (_, index) => found.get(index) ?? 'LeftDirty');
}

function claimOf(facts: Facts, unproven: readonly Target[]): Outcome {
  const { claimed } = facts;
  if (unproven.length > 0 || damagedOf(facts).length > 0) return 'LeftDirty';
  if (claimed === 'Superseded') return claimed;
  if (facts.returning !== undefined) return wayBackOutcome(facts, facts.returning);
  const scope = targetsToReturn(facts);
  if (scope.length === 0 && claimed === 'RolledBack') return claimed;
  // What somebody else has taken is theirs: nothing of the release is left there to take back.
  const touched = scope.filter(
    (target) =>
      !isUntouched(target, facts) &&
      !isTaken(target, facts) &&
      !isStaying(target, facts) &&
      !wasNeverChanged(target),
  );
  const back = touched.filter((target) => isBack(target, facts));
  if (back.length === 0) return touched.some(isNotBack(facts)) ? 'LeftDirty' : 'Stopped';
  return back.length === touched.length ? 'RolledBack' : 'LeftDirty';
}

/** Where its machine has come to its end, the targets that it did not touch had nothing to take back any more. */
function wayBackOutcome(facts: Facts, returning: NonNullable<Facts['returning']>): Outcome {
  if (returning === 'unknown') return 'Stopped';
  const touched = targetsToReturn(facts);
  const back = touched.filter((target) => isBack(target, facts));
  if (back.length < touched.length) return back.length === 0 ? 'Stopped' : 'LeftDirty';
  if (facts.claimed === 'RolledBack' || (back.length > 0 && back.length === returning.length))
    return 'RolledBack';
  return back.length === 0 ? 'Stopped' : 'LeftDirty';
}

/** The end says what runs where that is neither the revision nor what last baked there, or is somebody else’s. */
function withUntouched(reason: string, facts: Facts, outcome: Outcome): string {
  if (outcome !== 'Stopped' && outcome !== 'RolledBack') return reason;
  const inScope = targetsToReturn(facts);
  const texts = [
    ...inScope
      .filter((target) => isUntouched(target, facts) && !wasSentBack(target.intent))
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
  const staying = inScope.flatMap((target) =>
    isStaying(target, facts) && target.stays && !reason.includes(target.stays.reason)
      ? [`${target.name} is left as it is: ${target.stays.reason}`]
      : [],
  );
  const sentBack = facts.targets.flatMap(({ name, intent }) =>
    intent?.status === 'ended' && wasSentBack(intent) && !reason.includes(intent.end.reason)
      ? [`${name}: ${intent.end.reason}`]
      : [],
  );
  const drilled = facts.targets.flatMap((target) => {
    const { name, running } = target;
    const isLeft = isDrilled(target, facts) && !reason.includes(leftByDrill(name));
    return isLeft && running ? [`${leftByDrill(name)} ${labelOf(running.revision)}`] : [];
  });
  texts.push(...staying, ...sentBack, ...drilled);
  if (texts.length === 0) return reason;
  return [reason, reasonOf(texts)].filter(Boolean).join('; ');
}

const leftByDrill = (name: string) => `its drill has left ${name} at`;

/** What is not proven; where all is, what should have been taken back and was not. */
function dirtyNames(facts: Facts, unproven: readonly Target[]): readonly string[] {
  return unproven.length > 0 ? unproven.map(({ name }) => name) : namesNotBack(facts);
}

function hasAny({ plan }: Wave, names: ReadonlySet<string>): boolean {
  return plan.targets.some(({ name }) => names.has(name));
}

function dirtyStages(facts: Facts, unproven: readonly Target[]): string[] {
  const names = new Set(dirtyNames(facts, unproven));
  const stages = facts.waves.filter((wave) => hasAny(wave, names)).map(({ plan }) => plan.stage);
  return [...new Set([...stages, ...damagedOf(facts).map(({ stage }) => stage)])];
}

/** A rollback by hand may not have come to some of its targets, or have left them to others. */
function namesNotBack(facts: Facts): readonly string[] {
  const back = new Set(
    targetsToReturn(facts).flatMap((target) =>
      isBack(target, facts) || isStaying(target, facts) ? [target.name] : [],
    ),
  );
  const wanted = Array.isArray(facts.returning)
    ? facts.returning
    : targetsToReturn(facts).map(({ name }) => name);
  return wanted.filter((name) => !back.has(name));
}

/** Its wave was ended while it was being left behind: nothing else of the wave was to be taken back. */
function isLeaving(wave: Wave, { name }: Target): boolean {
  return wave.status === 'open' && wave.failing?.[name] !== undefined;
}

function waveOutcome(
  wave: Wave,
  facts: Facts,
  unproven: readonly Target[],
  outcome: Outcome,
): WaveOutcome {
  const names = new Set(wave.plan.targets.map(({ name }) => name));
  const own = facts.targets.filter(({ name }) => names.has(name));
  if (own.some((target) => unproven.includes(target) || isNotBack(facts)(target)))
    return 'LeftDirty';
  if (own.some((target) => isTakenBack(target, facts.release) && !isLeaving(wave, target))) {
    const isDone = (target: Target) =>
      isBack(target, facts) ||
      isTaken(target, facts) ||
      isStaying(target, facts) ||
      isUntouched(target, facts);
    return own.every(isDone) ? 'RolledBack' : 'LeftDirty';
  }
  const reached = outcomeOf(wave);
  if (facts.returning !== undefined && reached === 'Running' && outcome === 'RolledBack')
    return 'RolledBack';
  if (isThrough(wave) && own.some(({ name }) => facts.truth.moved.has(name))) return 'Stopped';
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
  const kept = targetsToReturn(facts).filter((target) => !isBack(target, facts));
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
