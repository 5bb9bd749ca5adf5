// When the waves of a release start and end at the earliest.

import type { PlannedWave } from './planned-wave.ts';

/** How long a deployment and a test are taken to last. */
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
 * Targets of a wave are deployed together and its tests run together, 40 at a time.
 *
 *     tests alone, then one target with a bake of 1h; 5m each  →  0s to 5m, 5m to 1h10m
 */
export function timetableOf(
  plan: readonly PlannedWave[],
  assumed: Assumed,
  opening = ALWAYS_OPEN,
): Slot[] {
  const slots: Slot[] = [];
  for (const wave of plan) {
    const { targets, tests, bake } = wave;
    const startsAt = opening(wave, slots.at(-1)?.endsAt ?? 0);
    const bakesFrom =
      startsAt +
      roundsOf(targets.length) * assumed.deploymentSeconds +
      roundsOf(tests.length) * assumed.testSeconds;
    slots.push({ wave, startsAt, bakesFrom, endsAt: bakesFrom + (bake?.seconds ?? 0) });
  }
  return slots;
}

export const AT_A_TIME = 40;

function roundsOf(count: number): number {
  return Math.ceil(count / AT_A_TIME);
}
