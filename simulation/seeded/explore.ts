// Steers seeds by what they reach: one that reaches something new is kept, and mutated in the rounds after it.

import { lineOf } from './case-of-seed.ts';
import { answersTo } from './play-many.ts';
import type { SeedResult } from './worker.ts';

export interface Explored {
  /** How the cases that were kept are drawn, in the order in which they were found. */
  readonly kept: readonly (readonly number[])[];
  readonly reached: number;
  readonly failed: readonly SeedResult[];
}

/** A round is played whole before the next is drawn: what is found does not hang on how fast processes are. */
const ROUND = 24;
/** The newest of them: what reached far is soon a child of what did before. */
const MOST_KEPT = 120;

export async function explore({
  seeds,
  from,
}: {
  readonly seeds: number;
  readonly from: number;
}): Promise<Explored> {
  const reached = new Set<string>();
  const failed: SeedResult[] = [];
  let kept: (readonly number[])[] = [];
  for (let first = from; first < from + seeds; first += ROUND) {
    const count = Math.min(ROUND, from + seeds - first);
    const lines = Array.from({ length: count }, (_, index) => lineOf(first + index, kept));
    const results = await answersTo(lines.map((line) => ({ seed: line.at(-1) ?? first, line })));
    for (const [index, result] of results.entries()) {
      if (result.problems.length > 0) failed.push(result);
      const before = reached.size;
      for (const each of result.reached ?? []) reached.add(each);
      const line = lines[index];
      if (reached.size > before && line && line.length < LONGEST_LINE) kept.push(line);
    }
    kept = kept.slice(-MOST_KEPT);
  }
  return { kept, reached: reached.size, failed };
}

/** Generations: each is drawn from the one before. */
const LONGEST_LINE = 6;
