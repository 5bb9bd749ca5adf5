// A pipeline as the table keeps it: a version whole in its item, or, where that would be too large, in parts beside it.

import * as z from 'zod';
import { noun } from '../noun.ts';
import { shapeOf } from '../shape.ts';
import { extension, type PipelineDefinition, pipelineSchema } from './schema.ts';

/** What was applied, with what was read of the template that it extends. */
export const appliedSchema: z.ZodType<PipelineDefinition> = z.preprocess(
  withTrafficSaid,
  shapeOf(
    pipelineSchema.extend({
      extends: extension
        .extend({ name: z.string().exactOptional(), digest: z.string().exactOptional() })
        .optional(),
      calendarFiles: z.record(z.string(), z.string()).exactOptional(),
    }),
  ),
);

type Bakes = { readonly bake?: { readonly traffic?: unknown } };

/** Until 0.9.0 a bake's traffic was kept as the name of its project. */
function withTrafficSaid(kept: unknown): unknown {
  const { stages } = (kept ?? {}) as { readonly stages?: unknown };
  if (!Array.isArray(stages)) return kept;
  return { ...(kept as object), stages: stages.map(ofStage) };
}

function ofStage(stage: Bakes & { readonly waves?: readonly Bakes[] }) {
  const { waves } = stage ?? {};
  return Array.isArray(waves) ? { ...said(stage), waves: waves.map(said) } : said(stage);
}

function said<Of extends Bakes>(of: Of): Of {
  const { traffic } = of?.bake ?? {};
  return typeof traffic === 'string'
    ? { ...of, bake: { ...of.bake, traffic: { project: traffic } } }
    : of;
}

const storedDefinitionSchema = z
  .strictObject({
    version: z.int(),
    appliedAt: z.string(),
    firstAppliedAt: z.string(),
    /** The ARN of whoever applied it, where that is known. */
    appliedBy: z.string().exactOptional(),
    /** Of its JSON. The parts are found by it, so that none is ever overwritten. */
    digest: z.string(),
    /** Of a pipeline that is being removed or renamed, or was: no release of it starts any more. */
    leaving: z
      .strictObject({
        since: z.string(),
        by: z.string().exactOptional(),
        /** What it is called from then on. */
        to: z.string().exactOptional(),
        /** What is called otherwise still, while it gets this name. */
        from: z.string().exactOptional(),
        /** When nothing more was left of it to take away. */
        ended: z.string().exactOptional(),
      })
      .readonly()
      .exactOptional(),
    /** What it was called before. */
    renamedFrom: z.string().exactOptional(),
    pipeline: appliedSchema.exactOptional(),
    parts: z.int().exactOptional(),
  })
  .readonly();

export type StoredDefinition = z.output<typeof storedDefinitionSchema>;

export const definitionNoun = noun('pipeline', storedDefinitionSchema);

/** A pipeline's name, among all names, and among those that a project's builds feed. */
export const pipelineNameNoun = noun(
  'pipeline’s name',
  z.strictObject({ pipeline: z.string() }).readonly(),
);
