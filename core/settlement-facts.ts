// What a release has left, and what that says of its targets.

import { type Intent, resultOf, UNCONSENTED } from './intent.ts';
import type { Outcome } from './outcome.ts';
import type { PlannedWave } from './planned-wave.ts';
import { isInScope, rollbackScopeOf } from './rollback-scope.ts';
import { runsBaked, type Target } from './target.ts';
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
  /** Of a rollback by hand: the targets that it was to return; `unknown` where it ended before it knew them. */
  readonly returning?: readonly string[] | 'unknown';
}

export function damagedOf({ damaged = [] }: Facts): readonly PlannedWave[] {
  return damaged;
}

/** A way back was wanted, and is missing: what it runs is known, and is what was to be taken back. */
export const isNotBack =
  ({ release }: Facts) =>
  ({ intent }: Target): boolean =>
    intent?.release === release && isWayBack(intent) && resultOf(intent) === 'Failed';

/** What a drill takes back it brings up again: wherever it ends, nothing was taken back. */
function isWayBack({ doing, drill }: Intent): boolean {
  return doing === 'rollBack' && drill === undefined;
}

/** Where a drill was ended on its way, and has left what last baked there. */
export function isDrilled({ intent, name }: Target, { release, truth }: Facts): boolean {
  if (intent?.release !== release || intent.doing !== 'rollBack') return false;
  const isBrought = intent.drill !== undefined && resultOf(intent) === 'Succeeded';
  return isBrought && !truth.moved.has(name);
}

/** Nothing was started there, and what it runs is not what last baked there: there is nothing to take back. */
export function isUntouched({ intent, ...target }: Target, { truth }: Facts): boolean {
  return resultOf(intent) === 'GivenUp' && (truth.moved.has(target.name) || !runsBaked(target));
}

/** Nothing of what was prepared for it was carried out: it runs what it ran, and nothing brought that back. */
export function wasNeverChanged({ intent }: Target): boolean {
  if (intent?.status !== 'ended' || intent.doing !== 'deploy') return false;
  const { end } = intent;
  return end.result === 'GivenUp' && end.reason?.startsWith(UNCONSENTED);
}

/** What a rollback would have had to take back: what failed waves touched, their stages, or the whole release. */
export function targetsToReturn({ waves, targets, returning }: Facts): readonly Target[] {
  if (returning === 'unknown') return [];
  if (returning !== undefined) return targets.filter(({ name }) => returning.includes(name));
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

export function isBack(target: Target, { release, truth }: Facts): boolean {
  const isAsItWas = resultOf(target.intent) === 'GivenUp' && runsBaked(target);
  return isTakenBack(target, release) || (isAsItWas && !truth.moved.has(target.name));
}

/** It has no way back, or none that its pipeline’s floor allows: nothing may be put in the place of what it runs. */
export function isStaying(target: Target, facts: Facts): boolean {
  return target.stays?.release === facts.release && !isBack(target, facts);
}

/** Somebody else has taken it while the release shifted there: what it runs is theirs. */
export function isTaken({ intent }: Target, { release }: Facts): boolean {
  return intent?.release === release && resultOf(intent) === 'Moved';
}

/** A deployment that failed leaves something between two revisions; an open one, something not known yet. */
export function isUnproven(target: Target, { release, truth }: Facts): boolean {
  const { intent, running, name } = target;
  if (intent?.release !== release) return false;
  if (truth.unknown.has(name)) return true;
  if (truth.moved.has(name) && isTakenBack(target, release)) return true;
  return intent.status === 'open' || (intent.end.result === 'Failed' && running === undefined);
}

/** A way back that was left to whoever is there has taken nothing back. */
export function isTakenBack({ intent, running }: Target, release: string): boolean {
  if (intent?.release !== release || resultOf(intent) === 'Moved') return false;
  return isWayBack(intent) && running?.release !== release;
}
