// Tries one mutant in a process of its own: what it breaks may be the process.

import { fork } from 'node:child_process';
import { join } from 'node:path';
import { textOf } from './all-mutants.ts';
import { type Mutant, mutated } from './mutant.ts';
import type { Order, Said } from './play-mutant.ts';
import type { Finding, PlayedSeed } from './progress.ts';

/** What hangs is stopped. Long: a busy machine is slow. */
const SILENCE_MILLIS = 180_000;

export function tryMutant(mutant: Mutant, seeds: readonly string[]): Promise<Finding> {
  const order: Order = { file: mutant.file, source: mutated(textOf(mutant.file), mutant), seeds };
  return new Promise((resolve) => {
    const said: Said[] = [];
    const child = start('play-mutant.ts');
    const end = (problem?: string) => {
      clearTimeout(silence);
      child.removeAllListeners();
      child.kill('SIGKILL');
      const found = said.find(({ problems }) => problems.length > 0);
      const foundBy = found?.seed ?? (problem === undefined ? undefined : seeds[said.length]);
      const first = found?.problems[0] ?? problem;
      resolve({
        played: said.length,
        ...(foundBy !== undefined && { foundBy }),
        ...(first !== undefined && { problem: first.slice(0, 200) }),
      });
    };
    let silence = setTimeout(end, SILENCE_MILLIS, 'it hangs');
    child.on('message', (each) => {
      said.push(each as Said);
      clearTimeout(silence);
      silence = setTimeout(end, SILENCE_MILLIS, 'it hangs');
    });
    child.on('exit', (code) => end(code === 0 ? undefined : `its process ended with ${code}`));
    child.send(order);
  });
}

/** Plays seeds as the tree is. */
export function playBaseline(
  seeds: readonly string[],
  onPlayed: (played: PlayedSeed) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = start('play-baseline.ts');
    child.on('message', (played) => onPlayed(played as PlayedSeed));
    child.on('exit', (code) =>
      code === 0
        ? resolve()
        : reject(new Error(`expected the seeds to be played, got exit code ${code}`)),
    );
    child.send(seeds);
  });
}

function start(file: string) {
  return fork(join(import.meta.dirname, file), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
}
