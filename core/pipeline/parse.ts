// Reads a pipeline file: strict, whole, or not at all.

import { Failure } from '../failure.ts';
import { parseStrictYaml } from '../strict-yaml.ts';
import { type PipelineDefinition, pipelineSchema, type StageDefinition } from './schema.ts';

/** The pipeline in a YAML text. Throws `Refused` with a line for each problem. */
export function parsePipeline(text: string, fileName: string): PipelineDefinition {
  const pipeline = parseStrictYaml(pipelineSchema, text, fileName);
  const problems = [...repeatedNames(pipeline), ...sharedPlaces(pipeline), ...emptyBakes(pipeline)];
  if (problems.length > 0) {
    throw new Failure('Refused', problems.map((problem) => `${fileName}: ${problem}`).join('\n'));
  }
  return pipeline;
}

/** All targets of a stage, whether it names them itself or in waves. */
export function targetsOf(stage: StageDefinition) {
  return stage.targets ?? stage.waves?.flatMap(({ targets }) => targets) ?? [];
}

function repeatedNames({ stages }: PipelineDefinition): string[] {
  return [
    ...repeated(
      'stage',
      stages.map(({ name }) => name),
    ),
    ...repeated(
      'target',
      stages.flatMap(targetsOf).map(({ name }) => name),
    ),
    ...stages.flatMap(({ name, waves = [], tests }) => [
      ...repeated(
        `wave of stage ${name}`,
        waves.map((wave) => wave.name),
      ),
      ...repeated(
        `test of stage ${name}`,
        tests.map((test) => test.name),
      ),
    ]),
  ];
}

function repeated(what: string, names: readonly string[]): string[] {
  const twice = names.filter((name, index) => names.indexOf(name) < index);
  return [...new Set(twice)].map(
    (name) => `expected each ${what} to have its own name, got ${name} twice`,
  );
}

/** Two targets in one deployment group would fight for its single deployment. */
function sharedPlaces({ stages }: PipelineDefinition): string[] {
  const places = stages.flatMap(targetsOf).map(({ account, region, lambda, ec2 }) => {
    const { application, deploymentGroup } = (lambda ?? ec2)!;
    return `${account}/${region}/${application}/${deploymentGroup}`;
  });
  const twice = places.filter((place, index) => places.indexOf(place) < index);
  return [...new Set(twice)].map(
    (place) => `expected one target for each deployment group, got two for ${place}`,
  );
}

/** A bake that watches nothing would be time alone, which proves nothing. */
function emptyBakes({ stages }: PipelineDefinition): string[] {
  return stages.flatMap((stage) => {
    const waves = stage.waves ?? (stage.targets ? [{ ...stage, targets: stage.targets }] : []);
    return waves
      .filter((wave) => wave.bake ?? stage.bake)
      .flatMap(({ targets }) => targets)
      .filter(({ alarms, dataPoints }) => alarms.length === 0 && dataPoints === undefined)
      .map(
        ({ name }) =>
          `expected target ${name} of stage ${stage.name} to name alarms or dataPoints, since its wave bakes, got neither`,
      );
  });
}
