// Applies the pipelines of a world: one that cannot be beside the others is refused, and the world goes on.

import { Failure, isFailure } from '../../core/failure.ts';
import type { PipelineDefinition } from '../../core/pipeline/schema.ts';
import { contradictionsIn } from '../../core/stage-limits.ts';
import { applyPipeline } from '../../flows/definitions.ts';
import { readKnownPaces } from '../../flows/paces.ts';
import type { Ports } from '../../flows/ports.ts';

export interface Refusal {
  readonly pipeline: string;
  readonly reason: string;
}

interface Parts {
  readonly pipelines: readonly PipelineDefinition[];
  readonly onlooker: Ports;
  readonly refusals: Refusal[];
}

/** The first must be applied; of one that shares its world it is told that it was refused. */
export async function applyIn(
  { pipelines, onlooker, refusals }: Parts,
  pipeline: PipelineDefinition,
): Promise<void> {
  try {
    await refuseContradictions(onlooker, pipeline);
    await applyPipeline(onlooker, pipeline);
  } catch (thrown) {
    if (pipeline === pipelines[0] || !isFailure(thrown, 'Refused')) throw thrown;
    refusals.push({ pipeline: pipeline.pipeline, reason: thrown.message });
  }
}

/** As command `apply` does, which tells each at its line: a world has definitions, and no files. */
async function refuseContradictions(onlooker: Ports, pipeline: PipelineDefinition): Promise<void> {
  const { paces } = await readKnownPaces(onlooker, pipeline);
  const found = contradictionsIn(pipeline.stages, paces);
  if (found.length > 0) throw new Failure('Refused', found.map(({ text }) => text).join('\n'));
}
