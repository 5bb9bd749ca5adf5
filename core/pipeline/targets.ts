// A pipeline's targets with where they stand in its file.

import type { PipelineDefinition } from './schema.ts';
import type { StageDefinition } from './stage-schema.ts';
import type { TargetDefinition } from './target-schema.ts';

export interface PlacedTarget {
  readonly target: TargetDefinition;
  readonly stage: string;
  /** Whether the wave that it is in bakes. */
  readonly bakes: boolean;
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
      path: [...path, ...own, 'targets', place],
    }));
  });
}
