// How long a deployment group takes to move its traffic, and how long a deployment may take because of it.

import * as z from 'zod';

/** A configuration by which traffic moves in steps of its own. */
export const steppedPaceSchema = z
  .strictObject({
    /** Its name: nobody changes what stands under it. */
    configuration: z.string(),
    kind: z.enum(['canary', 'linear']),
    percent: z.number(),
    minutes: z.number(),
  })
  .readonly();

export type SteppedPace = z.output<typeof steppedPaceSchema>;

/** A group's pace, as CodeDeploy has it. */
export interface Pace {
  /** The name of its deployment configuration. */
  readonly configuration: string;
  /** From the first change of traffic to the last; of servers, what the last good deployment took. */
  readonly seconds: number;
  /** Where the traffic of a function moves by steps. */
  readonly stepped?: SteppedPace;
}

/** How a deployment configuration moves the traffic of a function. */
export interface Routing {
  readonly kind: 'allAtOnce' | 'canary' | 'linear';
  readonly percent: number;
  readonly minutes: number;
}

/**
 * From the first change of traffic to the last.
 *
 *     all at once                    →      0
 *     canary, 10% for 30 minutes     →  1,800
 *     linear, 10% every 10 minutes   →  5,400: ten steps, nine waits
 *     linear, 30% every 10 minutes   →  1,800: four steps
 */
export function shiftSecondsOf({ kind, percent, minutes }: Routing): number {
  if (kind === 'allAtOnce') return 0;
  const waits = kind === 'canary' ? 1 : Math.ceil(100 / percent) - 1;
  return waits * minutes * 60;
}

/** How much earlier a step may seem to come: clocks differ. */
const EARLY_SECONDS = 30;

/**
 * The greatest share of the traffic, in (0, 1], that may have the new version so many seconds after its deployment was
 * asked for. CodeDeploy begins later than it is asked, and never earlier; Lambda gets there later still.
 *
 *     canary, 10% for 30 minutes, after  6 minutes     →  0.1
 *     the same, after 30 minutes                       →  1
 *     linear, 10% every 10 minutes, after 6 minutes    →  0.1
 *     the same, after 25 minutes                       →  0.3
 *     linear, 30% every 10 minutes, after 40 minutes   →  1
 */
export function mostShareOf({ kind, percent, minutes }: SteppedPace, seconds: number): number {
  const steps = Math.max(0, Math.floor((seconds + EARLY_SECONDS) / (minutes * 60)));
  if (kind === 'canary') return steps === 0 ? percent / 100 : 1;
  return Math.min(1, (percent / 100) * (steps + 1));
}

/** What a deployment takes besides moving traffic: it starts, is queued, has hooks that answer within the hour. */
const BESIDES_SECONDS = 3_600;

/** CodeDeploy lets no deployment of a function run longer: 48 hours of shifting, and an hour for each of two hooks. */
export const LONGEST_SHIFT_SECONDS = 50 * 3_600;

/**
 * How long one deployment of a wave may take where its stage does not say: an hour beyond what the slowest of its
 * groups takes.
 *
 *     no group's pace is known, or all shift at once  →  3,600
 *     the slowest shifts for 30 minutes               →  5,400
 */
export function deploySecondsOf(paces: Iterable<Pace>): number {
  return BESIDES_SECONDS + slowestSecondsOf(paces);
}

/** What the slowest of them takes; 0 where no group's pace is known. */
export function slowestSecondsOf(paces: Iterable<Pace>): number {
  return Math.max(0, ...[...paces].map(({ seconds }) => seconds));
}
