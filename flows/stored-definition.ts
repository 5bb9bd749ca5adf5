// How a definition lies in the table: whole in its item, or, where that would be too large, in parts beside it.

import { createHash } from 'node:crypto';
import { Failure } from '../core/failure.ts';
import { keys } from '../core/keys.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import type { Ports } from './ports.ts';

/** What is kept of a definition, besides when it was applied. */
export interface StoredDefinition {
  /** Of its JSON. The parts are found by it, so that none is ever overwritten. */
  readonly digest: string;
  readonly pipeline?: PipelineDefinition;
  readonly parts?: number;
}

/** An item may have 400 KB; what stands beside the definition needs its share. */
const ITEM_BYTES = 300_000;

/** Stores the parts, if it needs any; what is returned belongs in the item. Nothing refers to it before that. */
export async function storeDefinition(
  { table }: Pick<Ports, 'table'>,
  pipeline: PipelineDefinition,
): Promise<StoredDefinition> {
  const bytes = Buffer.from(JSON.stringify(pipeline));
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  if (bytes.length <= ITEM_BYTES) return { digest, pipeline };

  const parts = Math.ceil(bytes.length / ITEM_BYTES);
  for (let part = 0; part < parts; part += 1) {
    const piece = bytes.subarray(part * ITEM_BYTES, (part + 1) * ITEM_BYTES);
    await table.put(keys.definitionPart(pipeline.pipeline, digest, part), { bytes: piece });
  }
  return { digest, parts };
}

/** Throws `Missing` where a part is not there. */
export async function loadDefinition(
  { table }: Pick<Ports, 'table'>,
  name: string,
  { digest, pipeline, parts = 0 }: StoredDefinition,
): Promise<PipelineDefinition> {
  if (pipeline) return pipeline;
  const pieces = await Promise.all(
    Array.from({ length: parts }, async (_, part) => {
      const key = keys.definitionPart(name, digest, part);
      const item = await table.get<{ bytes: Uint8Array }>(key);
      if (item) return item.bytes;
      throw new Failure(
        'Missing',
        `expected ${key.pk} ${key.sk} in the table, got nothing; apply the pipeline again`,
      );
    }),
  );
  return JSON.parse(Buffer.concat(pieces).toString()) as PipelineDefinition;
}
