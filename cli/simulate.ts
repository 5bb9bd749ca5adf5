// tidegate simulate: plays a scenario on the embedded AWS and says how everything ended.

import { dirname, resolve } from 'node:path';
import type { Outcome } from '../core/outcome.ts';
import { labelsOf, neverBegunIn, reportOf, spentOf } from '../simulation/report.ts';
import { makeWorld } from '../simulation/world/world.ts';
import { unexpectedEnds } from './expected-ends.ts';
import { readText } from './files.ts';
import { print, printErrors, printJson } from './output.ts';
import { summaryLines } from './summary.ts';
import { readWorld } from './world-files.ts';

interface Asked {
  readonly file: string;
  readonly scenario: string;
  readonly seed: number;
  readonly expect: readonly Outcome[] | undefined;
  readonly json: boolean;
}

export async function simulate(asked: Asked): Promise<number> {
  const { file, scenario: scenarioFile, seed, expect = [], json } = asked;
  const { pipelines, scenario } = readWorld(file, scenarioFile);
  const world = await makeWorld({
    pipelines,
    scenario,
    seed,
    sweeps: 'needed',
    readFile: (path) => readText(resolve(dirname(scenarioFile), path)),
  });
  await world.play();
  const report = await reportOf(world);
  const labels = await labelsOf(world);
  const neverBegun = await neverBegunIn(world);
  const spent = spentOf(world);
  await world.close();
  if (json) printJson(report);
  else print(summaryLines({ report, pipelines, labels, neverBegun, spent }));
  const unexpected = unexpectedEnds(expect, report.releases);
  printErrors(unexpected);
  return unexpected.length === 0 ? 0 : 1;
}
