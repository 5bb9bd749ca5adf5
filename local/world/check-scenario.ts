// Checks that a scenario speaks of things its pipelines have: a misspelt target would silently never misbehave.

import { Failure } from '../../core/failure.ts';
import { nearest } from '../../core/nearest.ts';
import { targetsOf } from '../../core/pipeline/parse.ts';
import type { PipelineDefinition } from '../../core/pipeline/schema.ts';
import type { Scenario } from './scenario.ts';

/** Throws `Refused` with a line for each name that no pipeline has. */
export function checkScenario(
  scenario: Scenario,
  pipelines: readonly PipelineDefinition[],
  fileName: string,
): void {
  const stages = pipelines.flatMap((pipeline) => pipeline.stages);
  const targets = stages.flatMap(targetsOf);
  const names = targets.map(({ name }) => name);
  const alarms = targets.flatMap((target) => target.alarms);
  const tests = stages
    .flatMap((stage) => stage.tests)
    .flatMap(({ name, project }) => [name, project]);
  const { misbehaviours, builds, baseline } = scenario;
  const revisions = [
    ...builds.flatMap(({ revision }) => revision ?? []),
    ...(baseline ? [baseline] : []),
  ];

  const problems = [
    ...misbehaviours.map((each) => unknown('revision', each.revision, revisions)),
    ...misbehaviours.map((each) =>
      unknown('target', 'target' in each ? each.target : undefined, names),
    ),
    ...misbehaviours.map((each) =>
      unknown('alarm', each.how === 'alarm' ? each.alarm : undefined, alarms),
    ),
    ...misbehaviours.map((each) =>
      unknown('test', each.how === 'test' ? each.test : undefined, tests),
    ),
    ...scenario.alarms.map((each) => unknown('alarm', each.alarm, alarms)),
    ...scenario.alarms.map((each) => unknown('target', each.target, names)),
    ...scenario.traffic.map((each) => unknown('target', each.target, names)),
    ...builds.map((each) =>
      unknown(
        'pipeline',
        each.pipeline,
        pipelines.map(({ pipeline }) => pipeline),
      ),
    ),
  ].filter((problem) => problem !== undefined);
  if (problems.length === 0) return;
  throw new Failure('Refused', problems.map((problem) => `${fileName}: ${problem}`).join('\n'));
}

function unknown(
  what: string,
  got: string | undefined,
  known: readonly string[],
): string | undefined {
  if (got === undefined || known.includes(got)) return undefined;
  const meant = nearest(got, known);
  const hint = meant ? `did you mean ${meant}?` : `known are ${known.join(', ') || 'none'}`;
  return `expected a ${what} that is there, got ${got}; ${hint}`;
}
