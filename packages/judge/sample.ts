// Robust statistics of a sample: what is usual, and how far from it is still usual.

import { abs, floor, max, min, sqrt } from './arithmetic.ts';
import { type Direction, isValue, type Series } from './case.ts';
import { gauge, past } from './settings.ts';

export interface Noise {
  readonly centre: number;
  readonly spread: number;
  /** The scaled median absolute deviation alone: blind to whatever happens less than half the time. */
  readonly deviation: number;
  /** Distances from the centre in the bad direction, rising. */
  readonly excesses: Float64Array;
  /** How many independent values the sample is worth. */
  readonly worth: number;
  /** How much a value resembles the one before it, from 0 to 0.95. */
  readonly memory: number;
}

/** The values that are there, in order of time. */
export function present(series: Series): number[] {
  return series.filter(isValue);
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
  const low = floor(at);
  const below = sorted[low] ?? Number.NaN;
  const above = sorted[low + 1] ?? below;
  return below + (above - below) * (at - low);
}

/** The values in rising order. Samples are short: inserting is several times faster than the engine's sort. */
export function rising(values: ArrayLike<number>): Float64Array {
  const sorted = new Float64Array(values);
  if (sorted.length > 64) return sorted.sort();
  for (let at = 1; at < sorted.length; at++) {
    const value = sorted[at] as number;
    let to = at;
    while (to > 0 && (sorted[to - 1] as number) > value) {
      sorted[to] = sorted[to - 1] as number;
      to--;
    }
    sorted[to] = value;
  }
  return sorted;
}

/**
 * The distance from the centre in the direction that hurts.
 *
 *     up,   9 from 5  →   4
 *     down, 9 from 5  →  -4
 *     both, 1 from 5  →   4
 */
export function excess(value: number, centre: number, bad: Direction): number {
  if (bad === 'both') return abs(value - centre);
  return bad === 'down' ? centre - value : value - centre;
}

/**
 * The noise of a sample: the median, and the larger of two spreads that one wild value cannot move, the scaled
 * median absolute deviation (Rousseeuw and Croux 1993) and the tail on the bad side, which sees what the first
 * is blind to, a metric that is calm nine times of ten. Both are a standard deviation for a normal law.
 *
 *     [1, 2, 3, 4, 5], up          →  centre 3, spread 1.48
 *     [1, 1, 1, 1, 1, 1, 9, 9], up →  centre 1, spread 6.25
 *     [5, 5, 5], both              →  centre 5, spread 0
 *     99 times 0 and once 1, up    →  centre 0, spread 0.1
 */
export function noiseOf(
  values: ArrayLike<number>,
  bad: Direction,
  { inOrder = false }: { readonly inOrder?: boolean } = {},
): Noise {
  const sorted = rising(values);
  const centre = quantile(sorted, 0.5);
  const distances = distancesOf(sorted, centre);
  const excesses = bad === 'both' ? distances : excessesOf(sorted, centre, bad);
  const part = bad === 'both' ? 2 * gauge.tailQuantile - 1 : gauge.tailQuantile;
  const tail = quantile(excesses, part) / gauge.tailSpreads;
  const deviation = 1.4826 * quantile(distances, 0.5);
  const spread = max(deviation, tail) || deviationOfRare(distances);
  const memory = inOrder ? max(memoryOf(values, centre, spread), 2 / values.length) : 0;
  const worth = (values.length * (1 - min(memory, 0.95))) / (1 + memory);
  return { centre, spread, deviation, excesses, worth, memory };
}

/**
 * How much a value resembles the one before it, from 0 to 0.95: the autocorrelation at lag 1 of values clipped
 * at three spreads, its bias in short samples mended (Marriott and Pope 1954), and one standard error more: a
 * short past cannot show that it does not wander. A series that wanders says less than its length.
 *
 *     [1, 2, 1, 2, 1, 2, 1, 2]   →  0
 *     [1, 1, 1, 1, 2, 2, 2, 2]   →  0.95
 */
export function memoryOf(values: ArrayLike<number>, centre: number, spread: number): number {
  const length = values.length;
  if (length < 4 || spread === 0) return 0;
  const clip = (it: number) => max(-3 * spread, min(3 * spread, it - centre));
  let last = clip(values[0] as number);
  let square = last * last;
  let product = 0;
  for (let at = 1; at < length; at++) {
    const here = clip(values[at] as number);
    product += last * here;
    square += here * here;
    last = here;
  }
  if (square === 0) return 0;
  const correlation = product / square;
  const unbiased = correlation + (1 + 3 * correlation) / length;
  const error = sqrt(max(0, 1 - unbiased * unbiased) / length);
  return min(0.95, max(0, unbiased + error));
}

/** Of a metric that hardly ever moves, the root of the mean square: how far it goes when it does. */
function deviationOfRare(distances: Float64Array): number {
  let sum = 0;
  for (const distance of distances) sum += distance * distance;
  return sqrt(sum / max(1, distances.length));
}

function excessesOf(sorted: Float64Array, centre: number, bad: Direction): Float64Array {
  const excesses = new Float64Array(sorted.length);
  const last = sorted.length - 1;
  for (let at = 0; at <= last; at++)
    excesses[at] = excess(sorted[bad === 'down' ? last - at : at] as number, centre, bad);
  return excesses;
}

/** Distances from the centre, rising: the two sides of a sorted sample, merged from the middle outwards. */
function distancesOf(sorted: Float64Array, centre: number): Float64Array {
  const distances = new Float64Array(sorted.length);
  let above = sorted.length >> 1;
  let below = above - 1;
  for (let at = 0; at < sorted.length; at++) {
    const up = above < sorted.length ? (sorted[above] as number) - centre : Infinity;
    const down = below >= 0 ? centre - (sorted[below] as number) : Infinity;
    distances[at] = min(up, down);
    if (up <= down) above++;
    else below--;
  }
  return distances;
}

/**
 * The most that one point may be worth, by how often the past came near it: if r of n past values did, a point
 * like it has a chance of about (r + 1)/(n + 1) on any day (the rank test of conformal prediction, Vovk,
 * Gammerman and Shafer 2005).
 *
 *     5 of 25 past excesses were as large   →  4.3
 *     none of 25 was                        →  1000
 *     none of 5 was                         →  54
 */
export function mostOf(samples: readonly Past[], excess: number, most: number): number {
  const all = worthOf(samples) + 1;
  const visits = visitsTo(samples, excess);
  return min(most, visits > 0 ? all / (visits + 1) : past.trust * all * all);
}

/** How often the past came near so far an excess; a cluster of wandering values was one visit, not many. */
export function visitsTo(samples: readonly Past[], excess: number): number {
  let visits = 0;
  for (const { excesses, worth } of samples)
    visits += (atLeast(excesses, past.near * excess) * worth) / max(1, excesses.length);
  return visits;
}

/** How many independent values the samples are worth together. */
export function worthOf(samples: readonly Past[]): number {
  return samples.reduce((sum, { worth }) => sum + worth, 0);
}

export type Past = Pick<Noise, 'excesses' | 'worth'>;

/** How many of the sorted values are at least this. */
function atLeast(sorted: Float64Array, least: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) >= least) high = middle;
    else low = middle + 1;
  }
  return sorted.length - low;
}
