// How noisy each alarm is, and what Tidegate proposes of those that are.

import type { Bake } from '../judging/scores.ts';
import { harmOf } from '../wave.ts';

/** What is proposed: first it wakes nobody any more, then it stops nothing any more. */
export type Proposal = 'none' | 'loses its right to page' | 'loses its right to block';

export interface AlarmNoise {
  readonly target: string;
  readonly alarm: string;
  /** Waves that it failed. */
  readonly fired: number;
  /** Of those, the ones of which a person says that they were harmless. */
  readonly harmless: number;
  /** Between 0 and 1: how much of what it says is noise, with two firings of doubt. */
  readonly score: number;
  readonly proposal: Proposal;
  /** What somebody is to do about it; absent where nothing is proposed. */
  readonly task?: string;
}

/** Fewer prove nothing. */
const PAGES_FROM = { score: 0.3, harmless: 2 } as const;
const BLOCKS_FROM = { score: 0.5, harmless: 4 } as const;
const DOUBT = 2;

/**
 * The noisiest first. Who is right is told by people alone (`tidegate correct`): an alarm that fires often is none.
 *
 *     fired 4, 0 harmless  →  0     nothing
 *     fired 3, 2 harmless  →  0.4   loses its right to page
 *     fired 5, 4 harmless  →  0.57  loses its right to block
 */
export function noiseOf(bakes: readonly Bake[]): AlarmNoise[] {
  const counts = new Map<
    string,
    { target: string; alarm: string; fired: number; harmless: number }
  >();
  for (const { wave, correction } of bakes) {
    const charges = harmOf(wave)?.charges ?? wave.bake.lastLook?.charges ?? [];
    for (const { by, target, name: alarm } of charges) {
      if (by !== 'alarm') continue;
      const key = JSON.stringify([target, alarm]);
      const before = counts.get(key) ?? { target, alarm, fired: 0, harmless: 0 };
      const harmless = before.harmless + (correction?.is === 'harmless' ? 1 : 0);
      counts.set(key, { ...before, fired: before.fired + 1, harmless });
    }
  }
  return [...counts.values()]
    .map(({ target, alarm, fired, harmless }) => {
      const score = harmless / (fired + DOUBT);
      const proposal = proposalOf(score, harmless);
      return {
        ...{ target, alarm, fired, harmless, score, proposal },
        ...(proposal !== 'none' && { task: taskOf(alarm, fired, harmless) }),
      };
    })
    .sort((a, b) => b.score - a.score || b.fired - a.fired || (a.alarm < b.alarm ? -1 : 1));
}

function proposalOf(score: number, harmless: number): Proposal {
  if (score >= BLOCKS_FROM.score && harmless >= BLOCKS_FROM.harmless)
    return 'loses its right to block';
  const pages = score >= PAGES_FROM.score && harmless >= PAGES_FROM.harmless;
  return pages ? 'loses its right to page' : 'none';
}

function taskOf(alarm: string, fired: number, harmless: number): string {
  return `mend ${alarm}, which was wrong ${harmless} of ${fired} times: watch a rate in place of a count, over more periods, or split what it watches`;
}
