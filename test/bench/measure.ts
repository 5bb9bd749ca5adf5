// Measuring: seconds of wall-clock time, and bytes of heap after a collection.

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Run } from './engines.ts';

const ROUNDS = 5;

/** The median time of several runs, each on an engine of its own, after one to warm up. */
export async function medianSeconds(make: () => Run, rounds = ROUNDS): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const run = make();
    const start = performance.now();
    if (!(await run())) throw new Error('Expected the run to succeed, got another end.');
    if (round > 0) times.push((performance.now() - start) / 1000);
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)]!;
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

export function heapBytes(): number {
  collect();
  return process.memoryUsage().heapUsed;
}
