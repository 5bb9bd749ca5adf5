// A rollback drill: under traffic, half of a wave's targets go back, then all of them, then all go forth again.

import * as z from 'zod';
import { secondsIn } from './duration.ts';
import type { PlannedTest, PlannedWave } from './planned-wave.ts';

/** How its targets stand in each leg, in their order. */
const legs = ['up', 'half', 'down', 'up again'] as const;
export type Leg = (typeof legs)[number];

/** How far a drill has got. */
export const drillRunSchema = z
  .strictObject({
    /** The number of the leg that it began with: they are counted through all of its tries. */
    first: z.int(),
    leg: z.int(),
    /** Since when the leg is watched; absent while its targets are brought there. */
    since: z.string().exactOptional(),
    /** Those that have a revision to return to. */
    targets: z.array(z.string()).readonly(),
    /** Why a leg could not be judged: its targets go up again, and then a person is asked. */
    doubt: z.string().exactOptional(),
  })
  .readonly();

export type DrillRun = z.output<typeof drillRunSchema>;

export type PlannedDrill = PlannedTest & { readonly drill: string };

/** The drill of a wave, of which there is one at most. */
export function drillIn({ tests }: Pick<PlannedWave, 'tests'>): PlannedDrill | undefined {
  return tests.find((test): test is PlannedDrill => test.drill !== undefined);
}

/** For how long each leg is watched. */
export function legSecondsOf({ drill }: Pick<PlannedDrill, 'drill'>): number {
  return secondsIn(drill);
}

export function legOf({ first, leg }: Pick<DrillRun, 'first' | 'leg'>): Leg {
  return legs[Math.min(leg - first, legs.length - 1)] ?? 'up again';
}

/** What is moved for a leg, and whereto: `up` has nothing to move, for its wave was deployed just then. */
export interface Moves {
  readonly doing: 'none' | 'back' | 'up';
  readonly targets: readonly string[];
}

/**
 *     of a, b, c in leg half      →  a goes back
 *     of a, b, c in leg down      →  b and c go back
 *     of a, b, c in leg up again  →  all of them go up
 *     of a alone in leg down      →  a goes back: half of one there is not
 */
export function movesOf(run: DrillRun): Moves {
  const { targets } = run;
  const half = Math.floor(targets.length / 2);
  switch (legOf(run)) {
    case 'up':
      return { doing: 'none', targets: [] };
    case 'half':
      return { doing: 'back', targets: targets.slice(0, half) };
    case 'down':
      return { doing: 'back', targets: targets.slice(half) };
    case 'up again':
      return { doing: 'up', targets };
  }
}

/** The number of the next leg; undefined after the last, and where nothing is down that would have to go up. */
export function nextLeg(run: DrillRun): number | undefined {
  const { first, targets, doubt } = run;
  const leg = legOf(run);
  if (leg === 'up again') return undefined;
  if (doubt !== undefined) return leg === 'up' ? undefined : first + legs.indexOf('up again');
  const isSkipped = leg === 'up' && targets.length < 2;
  return run.leg + (isSkipped ? 2 : 1);
}

/** The number that the first leg of another try has. */
export function legAfter(run: DrillRun | undefined): number {
  return run === undefined ? 0 : run.first + legs.length;
}

/** How often each leg is looked at, at most: as it begins, when its time is over, once more where it says nothing. */
const LOOKS_OF_A_LEG = 4;
export const MOST_LOOKS = legs.length * LOOKS_OF_A_LEG;

/** How long its legs are watched, if all goes well, or at most: one that says nothing is watched as long again. */
export function watchedSecondsOf(
  wave: Pick<PlannedWave, 'tests' | 'targets'>,
  at: 'best' | 'most',
): number {
  const drill = drillIn(wave);
  if (drill === undefined) return 0;
  return (deploymentsInDrill(wave) + 1) * legSecondsOf(drill) * (at === 'most' ? 2 : 1);
}

/** How often its targets are deployed to one after the other: half back, the other half, all of them up. */
export function deploymentsInDrill({ tests, targets }: Pick<PlannedWave, 'tests' | 'targets'>) {
  return drillIn({ tests }) === undefined ? 0 : targets.length > 1 ? 3 : 2;
}
