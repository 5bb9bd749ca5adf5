// How a definition lies in the table: whole in its item, or, where that would be too large, in parts beside it.

import { createHash } from 'node:crypto';
import { keys } from '../core/keys.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import { appliedSchema, type StoredDefinition } from '../core/pipeline/stored.ts';
import { ITEM_BYTES, loadPieces, storePieces } from './pieces.ts';
import type { Ports } from './ports.ts';

/** What is kept of a definition, besides when it was applied. */
type Body = Pick<StoredDefinition, 'digest' | 'pipeline' | 'parts'>;

/** Stores the parts, if it needs any; what is returned belongs in the item. Nothing refers to it before that. */
export async function storeDefinition(
  ports: Pick<Ports, 'table'>,
  pipeline: PipelineDefinition,
): Promise<Body> {
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
  { digest, pipeline, parts = 0 }: Body,
): Promise<PipelineDefinition> {
  if (pipeline) return pipeline;
  const keyOf = (part: number) => keys.definitionPart(name, digest, part);
  const bytes = await loadPieces(ports, parts, keyOf, 'apply the pipeline again');
  return appliedSchema.parse(JSON.parse(bytes.toString()));
}
