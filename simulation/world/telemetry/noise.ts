// Noise as a function: the same minute has the same noise, however often and in whatever order it is asked.

import type { Chance } from '@tidegate/embedded-aws/chance';
import { exp } from '@tidegate/judge/logarithm';

export interface Noise {
  /** A number in [0, 1) of that minute; the salt tells apart what is drawn in it. */
  uniform(minute: number, salt: number): number;
  /** About normal, of mean 0 and deviation 1, never beyond 3.5. */
  normal(minute: number, salt: number): number;
}

/** The noise of a name under the run's seed. */
export function noiseOf(chance: Chance, name: string): Noise {
  const seed = chance.stream(`telemetry ${name}`).below(4294967296);

  const uniform = (minute: number, salt: number) =>
    mixed(seed ^ mixed(minute * 64 + salt)) / 2 ** 32;
  const normal = (minute: number, salt: number) => {
    const sum = [0, 1, 2, 3].reduce((total, part) => total + uniform(minute, salt * 8 + part), 0);
    return (sum - 2) * Math.sqrt(3);
  };
  return { uniform, normal };
}

/** The finalizer of MurmurHash3 (Austin Appleby, public domain): each bit of the input moves half of the output's. */
function mixed(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/**
 * How many there are where so many are expected: Poisson, from one uniform draw; from 50 on about normal.
 *
 *     expected 0                →  0
 *     expected 1, draw 0.3679…  →  1
 */
export function countOf(expected: number, minute: number, salt: number, noise: Noise): number {
  if (expected <= 0) return 0;
  if (expected >= 50)
    return Math.max(0, Math.round(expected + Math.sqrt(expected) * noise.normal(minute, salt)));
  const draw = noise.uniform(minute, salt);
  let chance = exp(-expected);
  let below = chance;
  let count = 0;
  while (draw >= below && count < 200) {
    count += 1;
    chance *= expected / count;
    below += chance;
  }
  return count;
}
