// Measuring: seconds of wall-clock time.

import type { Run } from './engines.ts';
import { collect } from './heap.ts';

/** Rounds go on until there are so many, and so much has been measured: what is short is repeated more often. */
const ROUNDS = 7;
const SECONDS = 3;

/**
 * The best time of each, in seconds, over rounds that take turns, so that a busy machine slows all alike; each run has
 * an engine of its own, and the first round only warms up.
 */
export async function bestSeconds(makers: readonly (() => Run)[]): Promise<number[]> {
  const best = makers.map(() => Number.POSITIVE_INFINITY);
  let total = 0;
  for (let round = 0; round <= ROUNDS || total < SECONDS; round += 1) {
    for (const [index, make] of makers.entries()) {
      const seconds = await timed(make());
      total += seconds;
      if (round > 0) best[index] = Math.min(best[index]!, seconds);
    }
  }
  return best;
}

async function timed(run: Run): Promise<number> {
  // The young generation alone: a full collection throws away compiled code, as no real run does time and again.
  collect({ type: 'minor' });
  const start = performance.now();
  if (!(await run())) throw new Error('Expected the run to succeed, got another end.');
  return (performance.now() - start) / 1000;
}
