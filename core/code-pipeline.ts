// What CodePipeline tells of its executions, and which release an execution of it has started.

import * as z from 'zod';
import { noun } from './noun.ts';

/** A name that a person gives in CodePipeline. */
const name = z.string().regex(/^[\w.@-]{1,100}$/);
const executionId = z.string().regex(/^[\w-]{1,64}$/);

export const codePipelineExecution = executionId;

export const codePipelineEvent = z.object({
  id: z.string().regex(/^[\w-]{1,64}$/),
  source: z.literal('aws.codepipeline'),
  'detail-type': z.enum([
    'CodePipeline Stage Execution State Change',
    'CodePipeline Action Execution State Change',
  ]),
  time: z.iso.datetime(),
  detail: z.object({
    pipeline: name,
    'execution-id': executionId,
    stage: name,
    /** Absent of a stage. */
    action: name.optional(),
    state: z.string().regex(/^[A-Z_]{1,32}$/),
    type: z.object({ category: z.string() }).optional(),
    /** Of a source's action the commit, where it has one. */
    'execution-result': z.object({ 'external-execution-id': z.string().optional() }).optional(),
  }),
});

export type CodePipelineEvent = z.output<typeof codePipelineEvent>;

const moveSchema = z
  .strictObject({
    /** The event's own: heard of twice, it is kept once. */
    id: z.string(),
    /** ISO 8601. */
    at: z.string(),
    /** `Release`, or `Release/Start` for an action of the stage. */
    where: z.string(),
    state: z.string(),
    codePipeline: z.string(),
  })
  .readonly();

/** A stage or an action of an execution of CodePipeline that began or ended. */
export type Move = z.output<typeof moveSchema>;

/** A release is asked after for longer, but then its ledger has told it. */
const KEPT_SECONDS = 30 * 86_400;

export const moveNoun = { ...noun('move of CodePipeline', moveSchema), keptSeconds: KEPT_SECONDS };

const startedSchema = z.strictObject({ pipeline: z.string(), release: z.string() }).readonly();

/** A release that an execution of CodePipeline has started. */
export type StartedByCodePipeline = z.output<typeof startedSchema>;

export const startedNoun = {
  ...noun('release of CodePipeline', startedSchema),
  keptSeconds: KEPT_SECONDS,
};

const carriedSchema = z.strictObject({ execution: z.string() }).readonly();

/** Which execution of CodePipeline brought a commit last. */
export const carriedNoun = {
  ...noun('commit of CodePipeline', carriedSchema),
  keptSeconds: KEPT_SECONDS,
};

export function moveOf({ id, time, detail }: CodePipelineEvent): Move {
  const { stage, action, state, pipeline } = detail;
  return {
    id,
    at: new Date(time).toISOString(),
    where: action === undefined ? stage : `${stage}/${action}`,
    state,
    codePipeline: pipeline,
  };
}

/**
 * The commit that an execution brings, as its source's action says at its end.
 *
 *     Source SUCCEEDED, 4f1d0c2ab7e94f1d0c2ab7e94f1d0c2ab7e94f1d  →  that
 *     Source SUCCEEDED, a version of an object in S3              →  undefined
 */
export function commitOf({ detail }: CodePipelineEvent): string | undefined {
  if (detail.type?.category !== 'Source' || detail.state !== 'SUCCEEDED') return undefined;
  const told = detail['execution-result']?.['external-execution-id'] ?? '';
  return /^[0-9a-f]{40}$/.test(told) ? told : undefined;
}
