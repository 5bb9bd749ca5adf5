// Robust statistics of a sample: what is usual, and how far from it is still usual.

import type { Direction, Series } from './case.ts';
import { gauge } from './settings.ts';

export interface Noise {
  readonly centre: number;
  readonly spread: number;
  /** The scaled median absolute deviation alone: blind to whatever happens less than half the time. */
  readonly deviation: number;
  /** Distances from the centre in the bad direction, rising. */
  readonly excesses: Float64Array;
}

/** The values that are there, in order of time. */
export function present(series: Series): number[] {
  return series.filter((it) => it !== null && Number.isFinite(it)) as number[];
}

/**
 * The quantile of a sorted sample, linear between neighbours (type 7 of Hyndman and Fan 1996, as in R and NumPy).
 *
 *     [1, 2, 3, 4], 0.5   →  2.5
 *     [1, 2, 3, 4], 1     →  4
 *     [7], 0.9            →  7
 */
export function quantile(sorted: Float64Array, part: number): number {
  const at = (sorted.length - 1) * part;
  const low = Math.floor(at);
  const below = sorted[low] ?? Number.NaN;
  const above = sorted[low + 1] ?? below;
  return below + (above - below) * (at - low);
}

/**
 * The distance from the centre in the direction that hurts.
 *
 *     up,   9 from 5  →   4
 *     down, 9 from 5  →  -4
 *     both, 1 from 5  →   4
 */
export function excess(value: number, centre: number, bad: Direction): number {
  if (bad === 'both') return Math.abs(value - centre);
  return bad === 'down' ? centre - value : value - centre;
}

/**
 * The noise of a sample: the median, and the larger of two spreads that one wild value cannot move, the scaled median
 * absolute deviation (Rousseeuw and Croux 1993) and the tail on the bad side, which sees what the first is blind to,
 * a metric that is calm nine times of ten. Both are a standard deviation for a normal law.
 *
 *     [1, 2, 3, 4, 5], up          →  centre 3, spread 1.48
 *     [1, 1, 1, 1, 1, 1, 9, 9], up →  centre 1, spread 6.25
 *     [5, 5, 5], both              →  centre 5, spread 0
 */
export function noiseOf(values: ArrayLike<number>, bad: Direction): Noise {
  const sorted = Float64Array.from(values).sort();
  const centre = quantile(sorted, 0.5);
  const distances = sorted.map((it) => Math.abs(it - centre)).sort();
  const excesses = bad === 'both' ? distances : sorted.map((it) => excess(it, centre, bad)).sort();
  const part = bad === 'both' ? 2 * gauge.tailQuantile - 1 : gauge.tailQuantile;
  const tail = quantile(excesses, part) / gauge.tailSpreads;
  const deviation = 1.4826 * quantile(distances, 0.5);
  return { centre, spread: Math.max(deviation, tail), deviation, excesses };
}

/** How many of the rising values are at least this. */
export function atLeast(rising: Float64Array, least: number): number {
  let first = rising.length;
  while (first > 0 && (rising[first - 1] as number) >= least) first--;
  return rising.length - first;
}
