// Buckets whose time is over, kept: they change only if a late sample comes, and are asked again at every look.

import type { Bucket } from './statistics.ts';

/** Which buckets: of that many milliseconds, of samples with that unit. */
interface Kind {
  readonly period: number;
  readonly unit: string | undefined;
}

type Collect = (from: number, until: number) => readonly Bucket[];

export interface OverBuckets {
  /** Those of a stretch that is over and begins and ends with a bucket; `collect` makes what is not known yet. */
  between(kind: Kind, from: number, until: number, collect: Collect): readonly Bucket[];
  /** What holds that time, and what comes after it, may be another now. */
  forgetFrom(at: number): void;
}

/** All buckets of one stretch, in their order; where nothing was, there is none. */
interface Kept {
  readonly period: number;
  from: number;
  until: number;
  /** The longest stretch that was asked for. */
  longest: number;
  buckets: Bucket[];
}

/** Kept are so many of the longest stretches: an alarm asks for minutes, as long as its world goes on. */
const KEPT_STRETCHES = 2;

export function overBuckets(): OverBuckets {
  const all = new Map<string, Kept>();

  function keptOf({ period, unit = '' }: Kind, from: number, until: number): Kept {
    const key = `${period} ${unit}`;
    const known = all.get(key);
    if (known && from <= known.until && until >= known.from) return known;
    const made: Kept = { period, from, until: from, longest: 0, buckets: [] };
    all.set(key, made);
    return made;
  }

  return {
    between(kind, from, until, collect) {
      const kept = keptOf(kind, from, until);
      if (from < kept.from) {
        const earlier = collect(from, kept.from);
        kept.buckets = [...earlier, ...kept.buckets];
        kept.from = from;
      }
      if (until > kept.until) {
        for (const bucket of collect(kept.until, until)) kept.buckets.push(bucket);
        kept.until = until;
      }
      kept.longest = Math.max(kept.longest, until - from);
      forgetBefore(kept, from);
      const [first, last] = [placeOf(kept.buckets, from), placeOf(kept.buckets, until)];
      return kept.buckets.slice(first, last);
    },
    forgetFrom(at) {
      for (const kept of all.values()) {
        if (at >= kept.until) continue;
        kept.until = Math.max(kept.from, Math.floor(at / kept.period) * kept.period);
        kept.buckets.length = placeOf(kept.buckets, kept.until);
      }
    },
  };
}

/** What is older than anybody has asked for lately: not at each look, so that most cost nothing. */
function forgetBefore(kept: Kept, from: number): void {
  const { longest, until, buckets } = kept;
  if (until - kept.from <= 2 * KEPT_STRETCHES * longest) return;
  const first = Math.min(from, until - KEPT_STRETCHES * longest);
  buckets.splice(0, placeOf(buckets, first));
  kept.from = first;
}

/** Where the first bucket is that begins then or later. */
function placeOf(buckets: readonly Bucket[], at: number): number {
  let low = 0;
  let high = buckets.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((buckets[middle]?.at ?? Infinity) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
