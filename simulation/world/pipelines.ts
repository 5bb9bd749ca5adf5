// The pipelines that a world plays.

import type { PipelineDefinition } from '../../core/pipeline/schema.ts';

/** The first is the one that is meant where a scenario names none. */
export type Pipelines = readonly [PipelineDefinition, ...PipelineDefinition[]];
