// A pipeline's targets with where they stand in its file.

import { extensionsOf } from '../bake.ts';
import { secondsIn } from '../duration.ts';
import type { PipelineDefinition } from './schema.ts';
import type { BakeDefinition, StageDefinition } from './stage-schema.ts';
import type { TargetDefinition } from './target-schema.ts';

export interface PlacedTarget {
  readonly target: TargetDefinition;
  readonly stage: string;
  /** Whether the wave that it is in bakes. */
  readonly bakes: boolean;
  /** How long that bake may last, extended as far as it may be; 0 without one. */
  readonly bakeSeconds: number;
  readonly path: readonly PropertyKey[];
}

export function placedTargets({ stages }: Pick<PipelineDefinition, 'stages'>): PlacedTarget[] {
  return stages.flatMap((stage, index) => placedIn(stage, ['stages', index]));
}

export function placedIn(
  stage: StageDefinition,
  path: readonly PropertyKey[],
): readonly PlacedTarget[] {
  const waves = stage.targets ? [{ targets: stage.targets }] : (stage.waves ?? []);
  return waves.flatMap((wave, position) => {
    const own = stage.targets ? [] : ['waves', position];
    const bakes = ('bake' in wave ? wave.bake : undefined) ?? stage.bake;
    return wave.targets.map((target, place) => ({
      target,
      stage: stage.name,
      bakes: bakes !== undefined || stage.planner !== undefined,
      bakeSeconds: Math.max(0, ...longestOf(stage, bakes)),
      path: [...path, ...own, 'targets', place],
    }));
  });
}

/** A planner's bakes differ by wave, and which wave a target is in is not known yet. */
function longestOf({ planner }: StageDefinition, bake: BakeDefinition | undefined): number[] {
  if (bake !== undefined) {
    const extension = secondsIn(bake.extendBy ?? bake.for);
    return [secondsIn(bake.for) + extensionsOf(bake) * extension];
  }
  return Object.values(planner?.bakes ?? {}).map((each) => 2 * secondsIn(each));
}
