// A stage's waves with their bakes: as the file says, or as its planner derives them.

import { secondsIn } from '../duration.ts';
import type { Hours } from '../pipeline/hours-schema.ts';
import type { MinHealthy } from '../pipeline/min-healthy-schema.ts';
import type { PipelineDefinition } from '../pipeline/schema.ts';
import type { BakeDefinition, StageDefinition } from '../pipeline/stage-schema.ts';
import type { TargetDefinition } from '../pipeline/target-schema.ts';
import { deriveWaves } from './planner.ts';

export interface StageWave extends Hours {
  readonly scaleUnit?: string | undefined;
  readonly name: string;
  readonly targets: readonly TargetDefinition[];
  readonly bake?: BakeDefinition | undefined;
  readonly minHealthy?: MinHealthy | undefined;
}

/** What a planner lets change at once at most; one that is too large for an execution is carried out in slices. */
const MOST_TARGETS = 10_000;

/** A stage of tests alone, or of targets without a planner, is one wave with the stage's name. */
export function stageWaves(
  stage: StageDefinition,
  { neverTogether }: Pick<PipelineDefinition, 'neverTogether'>,
  mostWaves: number,
): readonly StageWave[] {
  const { name, targets = [], planner, bake, minHealthy } = stage;
  if (stage.waves)
    return stage.waves.map((wave) => ({
      ...wave,
      bake: wave.bake ?? bake,
      minHealthy: wave.minHealthy ?? minHealthy,
    }));
  if (planner === undefined) return [{ name, targets, bake, minHealthy }];

  const bakes = {
    oneBox: derivedBake(planner.bakes.oneBox, bake),
    firstRegion: derivedBake(planner.bakes.firstRegion, bake),
    later: derivedBake(planner.bakes.later, bake),
  };
  const waves = deriveWaves({
    targets,
    planner,
    neverTogether,
    mostTargets: MOST_TARGETS,
    mostWaves,
  });
  return waves.map((wave) => ({ ...wave, bake: bakes[wave.bakes], minHealthy }));
}

/**
 * The planner says how long, the stage's bake all else; where the stage's is longer, it is the least of each wave.
 *
 *     planner 1h, stage none                         →  1h
 *     planner 1h, stage { for: 2h, extendBy: 30m }   →  { for: 2h, extendBy: 30m }
 *     planner 12h, stage { for: 2h, extendBy: 30m }  →  { for: 12h, extendBy: 30m }
 */
function derivedBake(planned: string, bake: BakeDefinition | undefined): BakeDefinition {
  if (bake === undefined) return { for: planned };
  return secondsIn(bake.for) > secondsIn(planned) ? bake : { ...bake, for: planned };
}
