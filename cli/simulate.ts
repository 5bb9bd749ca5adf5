// tidegate simulate: plays a scenario on the embedded AWS and says how everything ended.

import { dirname, resolve } from 'node:path';
import type { Outcome } from '../core/outcome.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import { labelsOf, neverBegunIn, reportOf, spentOf } from '../simulation/report.ts';
import { makeWorld } from '../simulation/world/world.ts';
import { badDays } from './bad-days.ts';
import { unexpectedEnds } from './expected-ends.ts';
import { readText } from './files.ts';
import { print, printErrors, printJson } from './output.ts';
import { summaryLines } from './summary.ts';
import { refuseUsage } from './usage.ts';
import { readWorld } from './world-files.ts';

interface Asked {
  readonly file: string;
  readonly scenario: string | undefined;
  readonly faults: boolean;
  readonly seeds: number | undefined;
  readonly against: string | undefined;
  readonly messages: boolean;
  readonly seed: number;
  readonly expect: readonly Outcome[] | undefined;
  readonly json: boolean;
}

export async function simulate(asked: Asked): Promise<number> {
  const { file, seed, json } = asked;
  if (!asked.faults) return playScenario({ ...asked, scenario: scenarioOf(asked) });
  refuseBeside(asked, ['scenario', 'expect', 'messages']);
  return badDays({ file, against: asked.against, seeds: asked.seeds ?? BAD_DAYS, seed, json });
}

const BAD_DAYS = 100;

function scenarioOf(asked: Asked): string {
  refuseBeside(asked, ['seeds', 'against']);
  if (asked.scenario !== undefined) return asked.scenario;
  throw refuseUsage('expected --scenario FILE, or --faults, got neither');
}

/** What says nothing beside, or without, `--faults` would silently not be heeded. */
function refuseBeside(asked: Asked, names: readonly (keyof Asked)[]): void {
  const name = names.find((each) => isGiven(asked[each]));
  if (name === undefined) return;
  throw refuseUsage(
    asked.faults
      ? `expected --faults or --${name}, got both`
      : `expected --${name} with --faults, got it without`,
  );
}

function isGiven(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== false;
}

/** A topic that nobody has: what goes to it is what would be told. */
const PAGER = 'arn:aws:sns:us-east-1:111122223333:tidegate-pager';

function withPager(pipeline: PipelineDefinition): PipelineDefinition {
  return { messages: [{ sns: { topic: PAGER } }], ...pipeline };
}

async function playScenario(asked: Asked & { readonly scenario: string }): Promise<number> {
  const { file, scenario: scenarioFile, seed, expect = [], json } = asked;
  const { pipelines: read, scenario } = readWorld(file, scenarioFile);
  const [first, ...others] = read;
  const pipelines: typeof read = asked.messages
    ? [withPager(first), ...others.map(withPager)]
    : read;
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
