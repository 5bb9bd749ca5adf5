// Where in a pipeline's definition the things stand that a plan is made of.

import type { PipelineDefinition } from '../pipeline/schema.ts';
import type { PlannedWave } from '../planned-wave.ts';

type Path = readonly PropertyKey[];

/** A wave's own place, or that of the planner that derived it, or its stage's. */
export function pathOfWave(
  { stages }: PipelineDefinition,
  { stage: stageName, wave }: Pick<PlannedWave, 'stage' | 'wave'>,
): Path {
  const index = stages.findIndex(({ name }) => name === stageName);
  const stage = stages[index];
  if (stage === undefined) return [];
  const position = stage.waves?.findIndex(({ name }) => name === wave) ?? -1;
  if (position >= 0) return ['stages', index, 'waves', position];
  return stage.planner ? ['stages', index, 'planner'] : ['stages', index];
}

export function pathOfStage({ stages }: PipelineDefinition, stage: string): Path {
  const index = stages.findIndex(({ name }) => name === stage);
  return index < 0 ? [] : ['stages', index];
}

/** Of each pipeline, found once: several rules ask. */
const found = new WeakMap<PipelineDefinition, ReadonlyMap<string, Path>>();

/** The place of each target, by its name. */
export function pathsOfTargets(pipeline: PipelineDefinition): ReadonlyMap<string, Path> {
  const known = found.get(pipeline) ?? placesIn(pipeline);
  found.set(pipeline, known);
  return known;
}

function placesIn({ stages }: PipelineDefinition): ReadonlyMap<string, Path> {
  const paths = new Map<string, Path>();
  for (const [index, { targets = [], waves = [] }] of stages.entries()) {
    for (const [place, { name }] of targets.entries())
      paths.set(name, ['stages', index, 'targets', place]);
    for (const [position, wave] of waves.entries())
      for (const [place, { name }] of wave.targets.entries())
        paths.set(name, ['stages', index, 'waves', position, 'targets', place]);
  }
  return paths;
}
