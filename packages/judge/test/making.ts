// Cases for the judge's tests: metrics from a few words, chance from a seed.

import type { Case, Metric, Series } from '../case.ts';

// Taken once: inside jest's sandbox every look at a global costs as much as a small function.
const { exp, imul, max, round, sqrt } = Math;

export type Chance = () => number;

/** mulberry32: the same numbers on every machine. */
export function chance(seed: number): Chance {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = imul(a ^ (a >>> 15), 1 | a);
    t = (t + imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Twelve uniforms: normal enough, and only sums. */
export function normal(random: Chance): number {
  let sum = -6;
  for (let term = 0; term < 12; term++) sum += random();
  return sum;
}

/** Knuth's multiplication for small means, a rounded normal for large ones. */
export function poisson(random: Chance, mean: number): number {
  if (mean > 30) return max(0, round(mean + sqrt(mean) * normal(random)));
  const least = exp(-mean);
  let count = -1;
  for (let product = 1; product > least; product *= random()) count++;
  return count;
}

export function metricOf(words: Partial<Metric>): Metric {
  return {
    name: 'latency',
    node: 'shop',
    kind: 'latency',
    bad: 'up',
    unit: 'ms',
    before: [],
    control: null,
    canary: [],
    history: [],
    ...words,
  };
}

export function caseOf(metrics: readonly Metric[], words: Partial<Case> = {}): Case {
  return { id: 'made', stepSeconds: 60, metrics, sparseBaseline: false, edges: [], ...words };
}

/** `times` values of the same pattern. */
export function repeat(times: number, ...pattern: readonly (number | null)[]): Series {
  return Array.from({ length: times }, (_, at) => pattern[at % pattern.length] ?? null);
}

/** An ordinary latency: 100 ms and a little noise that repeats. */
export function calm(times: number): Series {
  return repeat(times, 100, 103, 98, 101, 97, 104, 99);
}
