// How a definition lies in the table: whole in its item, or, where that would be too large, in parts beside it.

import { createHash } from 'node:crypto';
import { keys } from '../core/keys.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import { ITEM_BYTES, loadPieces, storePieces } from './pieces.ts';
import type { Ports } from './ports.ts';

/** What is kept of a definition, besides when it was applied. */
export interface StoredDefinition {
  /** Of its JSON. The parts are found by it, so that none is ever overwritten. */
  readonly digest: string;
  readonly pipeline?: PipelineDefinition;
  readonly parts?: number;
}

/** Stores the parts, if it needs any; what is returned belongs in the item. Nothing refers to it before that. */
export async function storeDefinition(
  ports: Pick<Ports, 'table'>,
  pipeline: PipelineDefinition,
): Promise<StoredDefinition> {
  const bytes = Buffer.from(JSON.stringify(pipeline));
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  if (bytes.length <= ITEM_BYTES) return { digest, pipeline };
  const keyOf = (part: number) => keys.definitionPart(pipeline.pipeline, digest, part);
  return { digest, parts: await storePieces(ports, bytes, keyOf) };
}

/** Throws `Missing` where a part is not there. */
export async function loadDefinition(
  ports: Pick<Ports, 'table'>,
  name: string,
  { digest, pipeline, parts = 0 }: StoredDefinition,
): Promise<PipelineDefinition> {
  if (pipeline) return pipeline;
  const keyOf = (part: number) => keys.definitionPart(name, digest, part);
  const bytes = await loadPieces(ports, parts, keyOf, 'apply the pipeline again');
  return JSON.parse(bytes.toString()) as PipelineDefinition;
}
