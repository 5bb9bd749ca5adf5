// When the waves of a release start and end at the earliest.

import { deploymentsInDrill, watchedSecondsOf } from './drill.ts';
import { type Pace, slowestSecondsOf } from './pace.ts';
import { areOfOneWave, type PlannedWave } from './planned-wave.ts';
import { wholeWaves } from './slices.ts';

/** How long a deployment, besides the shift of its traffic, and a test are taken to last. */
export interface Assumed {
  readonly deploymentSeconds: number;
  readonly testSeconds: number;
}

export interface Slot {
  readonly wave: PlannedWave;
  /** Seconds since the release's start. */
  readonly startsAt: number;
  readonly bakesFrom: number;
  readonly endsAt: number;
}

/** The earliest start of a wave that could begin after so many seconds. */
export type Opening = (wave: PlannedWave, after: number) => number;

const ALWAYS_OPEN: Opening = (_, after) => after;

/**
 * The earliest time of each wave, where every gate is open and every bake passes in its own time.
 *
 * Targets of a wave are deployed together and its tests run together, 40 at a time. A wave whose groups were read
 * takes what the slowest of them shifts for, besides.
 *
 *     tests alone, then one target with a bake of 1h; 5m each  →  0s to 5m, 5m to 1h10m
 *     the same, where the target shifts for 2h                 →  0s to 5m, 5m to 3h10m
 */
export function timetableOf(
  plan: readonly PlannedWave[],
  assumed: Assumed,
  opening = ALWAYS_OPEN,
): Slot[] {
  const slots: Slot[] = [];
  for (const wave of plan) {
    const { targets, bake, shiftSeconds = 0 } = wave;
    const tests = wave.tests.filter(({ drill }) => drill === undefined);
    const startsAt = opening(wave, endBefore(slots, wave));
    const bakesFrom =
      startsAt +
      roundsOf(targets.length) * (assumed.deploymentSeconds + shiftSeconds) +
      roundsOf(tests.length) * assumed.testSeconds +
      drillSecondsOf(wave, assumed);
    slots.push({ wave, startsAt, bakesFrom, endsAt: bakesFrom + (bake?.seconds ?? 0) });
  }
  return slots;
}

/** What takes it back is at once; up again it shifts as long as it did before. */
function drillSecondsOf(wave: PlannedWave, { deploymentSeconds }: Assumed): number {
  const { targets, shiftSeconds = 0 } = wave;
  const moves = deploymentsInDrill(wave) * roundsOf(targets.length) * deploymentSeconds;
  const shift = moves > 0 ? roundsOf(targets.length) * shiftSeconds : 0;
  return watchedSecondsOf(wave, 'best') + moves + shift;
}

/** Slices of one wave begin together, once its gate is open; what follows them waits for the last. */
function endBefore(slots: readonly Slot[], wave: PlannedWave): number {
  const before = slots.filter(
    ({ wave: other }) => !areOfOneWave(wave, other) || other.index === wave.sliced?.first,
  );
  return latestOf(before.map(({ endsAt }) => endsAt));
}

/** When the last of them ends: the release, where these are all of its slots. */
export function endOf(slots: readonly Slot[]): number {
  return latestOf(slots.map(({ endsAt }) => endsAt));
}

function latestOf(seconds: readonly number[]): number {
  return seconds.reduce((latest, each) => Math.max(latest, each), 0);
}

/** The slots of the waves as people wrote them: slices are one again. */
export function wholeSlots(slots: readonly Slot[]): Slot[] {
  const waves = wholeWaves(slots.map(({ wave }) => wave));
  return waves.map((wave) => {
    const own = slots.filter((slot) => areOfOneWave(slot.wave, wave));
    if (own.length <= 1) return { ...own[0]!, wave };
    const bakesFrom = latestOf(own.map((slot) => slot.bakesFrom));
    return { wave, startsAt: own[0]!.startsAt, bakesFrom, endsAt: endOf(own) };
  });
}

/** The waves with what their slowest deployment groups take, by the names of their targets. */
export function withShifts(
  plan: readonly PlannedWave[],
  paces: ReadonlyMap<string, Pace>,
): PlannedWave[] {
  return plan.map((wave) => {
    const known = wave.targets.flatMap(({ name }) => paces.get(name) ?? []);
    return known.length > 0 ? { ...wave, shiftSeconds: slowestSecondsOf(known) } : wave;
  });
}

export const AT_A_TIME = 40;

function roundsOf(count: number): number {
  return Math.ceil(count / AT_A_TIME);
}
