// Whose a target is: its stage in the table, and the pipeline of a release.

import { targetsOf } from '../../../core/pipeline/parse.ts';
import type { TargetDefinition } from '../../../core/pipeline/target-schema.ts';
import type { Stage } from '../../../core/stage.ts';
import type { World } from '../../world/world.ts';
import type { KeptItems } from './kept-items.ts';

/** Where a target deploys to: another pipeline's target of that name deploys elsewhere. */
export function placeText({ account, region, lambda, ec2, ecs, stack }: TargetDefinition): string {
  return JSON.stringify([account, region, lambda, ec2, ecs, stack]);
}

export function stageWith(
  { pipelines }: Pick<World, 'pipelines'>,
  kept: KeptItems,
  target: TargetDefinition,
): Stage | undefined {
  const own = placeText(target);
  for (const { pipeline, stages } of pipelines)
    for (const stage of stages)
      if (targetsOf(stage).some((each) => placeText(each) === own))
        return kept.stage(pipeline, stage.name);
  return undefined;
}
