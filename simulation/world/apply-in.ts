// Applies the pipelines of a world: one that cannot be beside the others is refused, and the world goes on.

import { isFailure } from '../../core/failure.ts';
import type { PipelineDefinition } from '../../core/pipeline/schema.ts';
import { applyPipeline } from '../../flows/definitions.ts';
import { refuseContradictions } from '../../flows/paces.ts';
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
    await refuseContradictions(onlooker.deployments, pipeline);
    await applyPipeline(onlooker, pipeline);
  } catch (thrown) {
    if (pipeline === pipelines[0] || !isFailure(thrown, 'Refused')) throw thrown;
    refusals.push({ pipeline: pipeline.pipeline, reason: thrown.message });
  }
}
