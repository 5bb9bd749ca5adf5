// What is wrong with a rollback drill before anything runs: where it is, what it says besides, and what it would move.

import { secondsIn } from '../duration.ts';
import type { Finding } from '../strict-yaml.ts';
import type { PipelineDefinition } from './schema.ts';
import type { StageDefinition } from './stage-schema.ts';
import type { TargetDefinition } from './target-schema.ts';
import { placedTargets } from './targets.ts';

export function senselessDrills(pipeline: PipelineDefinition): Finding[] {
  return pipeline.stages.flatMap((stage, index) => {
    const path = ['stages', index, 'tests'];
    const drills = stage.tests.flatMap((test, place) => (test.drill ? [{ test, place }] : []));
    const [first, second] = drills;
    if (first === undefined) return [];
    const { test, place } = first;
    return [
      ...(second ? [secondDrill(stage, [...path, second.place])] : []),
      ...withoutTargets(stage, [...path, place]),
      ...(['timeout', 'retries', 'contract'] as const)
        .filter((key) => test[key] !== undefined)
        .map((key) => ({
          path: [...path, place, key],
          text: `expected no ${key} of drill ${test.name}, got one: ${WITHOUT[key]}`,
        })),
      ...(secondsIn(test.drill ?? '') < SHORTEST_SECONDS
        ? [{ path: [...path, place, 'drill'], text: tooShort(test) }]
        : []),
      ...unfitTargets(pipeline, stage, test.name),
    ];
  });
}

/** An alarm and a metric tell of a minute once it is over. */
const SHORTEST_SECONDS = 120;

function tooShort({ name, drill }: StageDefinition['tests'][number]): string {
  return `expected each leg of drill ${name} to be watched for at least 2m, got ${drill}: in less nothing is seen`;
}

/** Why a drill has none of these. */
const WITHOUT = {
  timeout: 'each of its deployments has the stage’s deployTimeout, and each leg its own time',
  retries: 'what it has moved it has moved; a person who is asked may have it run again',
  contract: 'it is of the service’s own way back',
} as const;

function secondDrill({ name }: StageDefinition, path: readonly PropertyKey[]): Finding {
  const text = `expected one drill of stage ${name}, got two, which would move the same targets`;
  return { path, text };
}

function withoutTargets(
  { name, targets, waves }: StageDefinition,
  path: readonly PropertyKey[],
): Finding[] {
  if (targets !== undefined || waves !== undefined) return [];
  const text = `expected stage ${name} to have targets, since its drill takes them back and forth, got none`;
  return [{ path, text }];
}

function unfitTargets(
  pipeline: PipelineDefinition,
  { name: stage }: StageDefinition,
  drill: string,
): Finding[] {
  return placedTargets(pipeline)
    .filter((placed) => placed.stage === stage)
    .flatMap(({ target, path, bakes }) => {
      const isBlind = !bakes && target.alarms.length === 0 && target.dataPoints === undefined;
      const why = isBlind ? BLIND : whyUnfit(target);
      if (why === undefined) return [];
      const text = `expected targets that drill ${drill} may take back and forth, got ${target.name}: ${why}`;
      return [{ path, text }];
    });
}

const BLIND = 'it names neither alarms nor dataPoints, so that nothing would be seen of it';

/** Why a target cannot be drilled; undefined where it can. */
function whyUnfit({ stack, job }: TargetDefinition): string | undefined {
  if (stack)
    return 'what an update of a stack destroys on its way back and forth waits for a person, who would be asked for each leg';
  if (job && job.rollback === undefined)
    return 'its job names no rollback, and a drill of what was never written would only deploy';
  return undefined;
}
