// Whose a target is: its stage in the table, and the pipeline of a release.

import { kindFor } from '../../../core/kinds/kinds.ts';
import { targetsOf } from '../../../core/pipeline/parse.ts';
import type { TargetDefinition } from '../../../core/pipeline/target-schema.ts';
import type { Stage } from '../../../core/stage.ts';
import type { World } from '../../world/world.ts';
import type { KeptItems } from './kept-items.ts';

/** Where a target deploys to: another pipeline's target of that name deploys elsewhere. */
export function placeText(target: TargetDefinition): string {
  const places = kindFor(target).placesOf(target);
  return JSON.stringify([target.account, target.region, ...places.map(({ node }) => node)]);
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
