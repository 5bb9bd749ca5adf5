// One process: plays worlds and files of tests, with one mutant on or none, as it is asked.

import { allMutants } from './all-mutants.ts';
import { loadSwitched } from './load-switched.ts';
import type { Answer, Ask } from './workplace.ts';

const [alone] = process.argv.slice(2).map(Number);
const { turn, taken, loaded } = loadSwitched(allMutants(), alone);

process.on('message', async ({ probe, number }: Ask) => {
  const before = process.cpuUsage();
  const loadedBefore = loaded();
  turn(number);
  taken();
  const problems = await play(probe);
  turn(undefined);
  const { user, system } = process.cpuUsage(before);
  const answer: Answer = {
    problems: problems.map((each) => each.slice(0, 200)).slice(0, 3),
    reached: number === undefined ? taken() : [],
    loaded: loaded() - loadedBefore,
    seconds: (user + system) / 1e6,
    megabytes: Math.round(process.memoryUsage.rss() / 1e6),
  };
  process.send?.(answer);
});

async function play(probe: string): Promise<readonly string[]> {
  if (probe.endsWith('.test.ts')) return (await import('./test-file.ts')).problemsOfTests(probe);
  return (await import('./worlds.ts')).problemsOfWorld(probe);
}
// Whoever asked is gone.
process.on('disconnect', () => process.exit());
process.send?.('ready');
