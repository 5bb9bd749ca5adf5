// One process: loads a mutant in the place of its file, and plays seeds until one of them finds it.

import { root } from './all-mutants.ts';
import { loadMutated } from './load-mutant.ts';

export interface Order {
  readonly file: string;
  readonly source: string;
  readonly seeds: readonly string[];
}

/** What one seed said of the mutant. */
export interface Said {
  readonly seed: string;
  readonly problems: readonly string[];
}

process.on('message', async ({ file, source, seeds }: Order) => {
  loadMutated(root, file, source);
  for (const seed of seeds) {
    const problems = await problemsWith(seed);
    process.send?.({ seed, problems } satisfies Said);
    if (problems.length > 0 || !process.connected) break;
  }
  process.disconnect();
});

async function problemsWith(seed: string): Promise<readonly string[]> {
  try {
    const { playCase } = await import('../../simulation/seeded/play-case.ts');
    const { caseOf } = await import('./case-of.ts');
    return (await playCase(caseOf(seed))).problems;
  } catch (thrown) {
    return [thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown)];
  }
}
