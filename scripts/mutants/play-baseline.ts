// One process: plays seeds as the tree is, and tells of each whether it is clean and which safeguards it reaches.

import { playCase } from '../../simulation/seeded/play-case.ts';
import { allMutants, root } from './all-mutants.ts';
import { caseOf } from './case-of.ts';
import { countReached } from './coverage.ts';
import type { Mutant } from './mutant.ts';
import type { PlayedSeed } from './progress.ts';

process.on('message', async (seeds: readonly string[]) => {
  const mutants = allMutants();
  const takeReached = countReached(root, mutants);
  await takeReached();
  for (const seed of seeds) {
    if (!process.connected) return;
    const { problems, record } = await playCase(caseOf(seed));
    const reached = await takeReached();
    const states = new Set(
      record.executions.flatMap(({ visits }) => visits.map(({ state }) => state)),
    );
    // A bound is read as its file is loaded: whoever reaches something of the file may need it.
    const files = new Set(mutants.filter(({ id }) => reached.has(id)).map(({ file }) => file));
    const isBound = ({ id }: Mutant) => /:\d+ [A-Z_]+ = \d+$/.test(id);
    const all = mutants.filter((mutant) =>
      'state' in mutant
        ? states.has(mutant.state)
        : reached.has(mutant.id) || (isBound(mutant) && files.has(mutant.file)),
    );
    const played: PlayedSeed = {
      seed,
      isClean: problems.length === 0,
      reached: all.map(({ id }) => id),
    };
    process.send?.(played);
  }
  process.disconnect();
});
