// Plays many seeds, in as many processes as there are processors.

import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { SeedResult } from './worker.ts';

export interface ManySeeds {
  readonly seeds: number;
  readonly from: number;
  readonly onResult?: (result: SeedResult) => void;
}

/** In the order of the seeds. */
export async function playMany({
  seeds,
  from,
  onResult = () => {},
}: ManySeeds): Promise<SeedResult[]> {
  const left = Array.from({ length: seeds }, (_, index) => from + index);
  const results: SeedResult[] = [];
  const workers = Math.min(availableParallelism(), seeds);
  const tellOf = (result: SeedResult) => {
    results.push(result);
    onResult(result);
  };
  await Promise.all(Array.from({ length: workers }, () => work(left, tellOf)));
  return results.sort((a, b) => a.seed - b.seed);
}

/** Takes seeds until none is left. A process that ends under a seed is what is wrong with that one. */
async function work(left: number[], tellOf: (result: SeedResult) => void): Promise<void> {
  let worker = start();
  for (let seed = left.shift(); seed !== undefined; seed = left.shift()) {
    const result = await ask(worker, seed);
    tellOf(result);
    if (worker.exitCode !== null || worker.signalCode !== null) worker = start();
  }
  worker.kill();
}

function start(): ChildProcess {
  return fork(fileURLToPath(new URL('worker.ts', import.meta.url)), { stdio: 'inherit' });
}

function ask(worker: ChildProcess, seed: number): Promise<SeedResult> {
  return new Promise((resolve) => {
    const onMessage = (result: unknown) => {
      worker.off('exit', onExit);
      resolve(result as SeedResult);
    };
    const onExit = (code: number | null, signal: string | null) => {
      worker.off('message', onMessage);
      const problems = [`its process ended (${signal ?? `exit code ${code}`})`];
      resolve({ seed, problems, outcomes: [] });
    };
    worker.once('message', onMessage);
    worker.once('exit', onExit);
    worker.send(seed);
  });
}
