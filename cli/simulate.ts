// tidegate simulate: plays a scenario on the embedded AWS and says how everything ended.

import { dirname, resolve } from 'node:path';
import { labelsOf, reportOf } from '../simulation/report.ts';
import { makeWorld } from '../simulation/world/world.ts';
import { readText } from './files.ts';
import { print, printJson } from './output.ts';
import { summaryLines } from './summary.ts';
import { readWorld } from './world-files.ts';

interface Asked {
  readonly file: string;
  readonly scenario: string;
  readonly seed: number;
  readonly json: boolean;
}

export async function simulate(asked: Asked): Promise<number> {
  const { file, scenario: scenarioFile, seed, json } = asked;
  const { pipelines, scenario } = readWorld(file, scenarioFile);
  const world = await makeWorld({
    pipelines,
    scenario,
    seed,
    readFile: (path) => readText(resolve(dirname(scenarioFile), path)),
  });
  await world.play();
  const report = await reportOf(world);
  const labels = await labelsOf(world);
  const spent = world.aws.statistics();
  await world.close();
  if (json) printJson(report);
  else print(summaryLines({ report, pipelines, labels, spent }));
  return 0;
}
