// Plays what a seed draws, and says what is wrong with how it ended.

import { parsePipeline } from '../../core/pipeline/parse.ts';
import { type Report, reportOf } from '../report.ts';
import { makeWorld } from '../world/world.ts';
import { check } from './check.ts';
import { randomScenario, simulatedPipeline } from './draw-case.ts';

export interface PlayedSeed {
  readonly problems: readonly string[];
  readonly report: Report;
}

export async function playSeed(seed: number): Promise<PlayedSeed> {
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
