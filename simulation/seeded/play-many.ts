// Plays many seeds, in as many processes as there are processors.

import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Ask, SeedResult } from './worker.ts';

export interface ManySeeds {
  readonly seeds: number;
  readonly from: number;
  /** Where the smallest cases of the first failures are written, each into a folder of its own. */
  readonly saveInto: string;
  /** Plays the small world's cases of those numbers. */
  readonly isSmall?: boolean;
}

/** Finding a smaller case takes as long as a hundred seeds. */
const MOST_SHRUNK = 4;

/** In the order of the seeds. */
export async function playMany({
  seeds,
  from,
  saveInto,
  isSmall = false,
}: ManySeeds): Promise<SeedResult[]> {
  const all = Array.from({ length: seeds }, (_, index) => ({ seed: from + index, isSmall }));
  const results = await answersTo(all);
  const failed = results.filter(({ problems }) => problems.length > 0).slice(0, MOST_SHRUNK);
  const shrunk = await answersTo(
    failed.map(({ seed }) => ({ seed, isSmall, shrinkInto: join(saveInto, `seed-${seed}`) })),
  );
  return results.map((result) => ({
    ...result,
    ...shrunk.find(({ seed, replay }) => replay !== undefined && seed === result.seed),
  }));
}

/** In the order in which they were asked. */
export async function answersTo(asked: readonly Ask[]): Promise<SeedResult[]> {
  const left = [...asked];
  const results = new Map<Ask, SeedResult>();
  const workers = Math.min(availableParallelism(), asked.length);
  await Promise.all(Array.from({ length: workers }, () => work(left, results)));
  return asked.flatMap((each) => results.get(each) ?? []);
}

/** Takes seeds until none is left. A process that ends under a seed is what is wrong with that one. */
async function work(left: Ask[], results: Map<Ask, SeedResult>): Promise<void> {
  let worker = start();
  for (let next = left.shift(); next !== undefined; next = left.shift()) {
    results.set(next, await ask(worker, next));
    if (worker.exitCode !== null || worker.signalCode !== null) worker = start();
  }
  worker.kill();
}

function start(): ChildProcess {
  return fork(fileURLToPath(new URL('worker.ts', import.meta.url)), {
    stdio: 'inherit',
    // Most of what a world makes is garbage soon: with more room for the young, less of it is moved.
    execArgv: [...process.execArgv, '--max-semi-space-size=64'],
    env: { NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache'), ...process.env },
  });
}

function ask(worker: ChildProcess, asked: Ask): Promise<SeedResult> {
  return new Promise((resolve) => {
    const onMessage = (result: unknown) => {
      worker.off('exit', onExit);
      resolve(result as SeedResult);
    };
    const onExit = (code: number | null, signal: string | null) => {
      worker.off('message', onMessage);
      const problems = [`its process ended (${signal ?? `exit code ${code}`})`];
      resolve({ seed: asked.seed, problems, outcomes: [] });
    };
    worker.once('message', onMessage);
    worker.once('exit', onExit);
    worker.send(asked);
  });
}
