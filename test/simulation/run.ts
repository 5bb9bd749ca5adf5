// Plays random scenarios from the command line: node test/simulation/run.ts FROM TO

import { parsePipeline } from '../../core/pipeline/parse.ts';
import { reportOf } from '../../simulation/report.ts';
import { makeWorld } from '../../simulation/world/world.ts';
import { check } from './checkers.ts';
import { randomScenario, simulatedPipeline } from './random-scenario.ts';

export async function playSeed(seed: number) {
  const world = await makeWorld({
    pipelines: [parsePipeline(simulatedPipeline, 'shop.yml')],
    scenario: randomScenario(seed),
    seed,
    readFile: () => '',
  });
  const ended = await world.play();
  const problems = [...(ended ? [] : ['it did not end']), ...(await check(world))];
  const report = await reportOf(world);
  await world.close();
  return { problems, report };
}

if (import.meta.main) {
  const [from = '1', to = from] = process.argv.slice(2);
  const outcomes: Record<string, number> = {};
  for (let seed = Number(from); seed <= Number(to); seed += 1) {
    const { problems, report } = await playSeed(seed).catch((thrown: Error) => ({
      problems: [thrown.stack ?? ''],
      report: undefined,
    }));
    for (const { outcome } of report?.releases ?? [])
      outcomes[String(outcome)] = (outcomes[String(outcome)] ?? 0) + 1;
    if (problems.length > 0) console.log(`seed ${seed}:\n  ${problems.join('\n  ')}`);
  }
  console.log(outcomes);
}
