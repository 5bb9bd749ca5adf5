// A release: one revision's trip through one pipeline.

import { createHash } from 'node:crypto';
import * as z from 'zod';
import { noun } from './noun.ts';
import { outcomes } from './outcome.ts';
import { policyCheckSchema } from './practice/policy-check-schema.ts';
import { revisionSchema } from './revision.ts';
import { settlementSchema } from './settlement-schema.ts';
import { safeSchema } from './time-to-safe.ts';
import { wayBackSchema } from './way-back.ts';

const endSchema = z
  .strictObject({
    at: z.string(),
    outcome: z.enum(outcomes),
    reason: z.string(),
    /** How long it took until what was taken back was back. */
    safe: safeSchema.exactOptional(),
  })
  .readonly();

export type ReleaseEnd = z.output<typeof endSchema>;

const fields = {
  kind: z.literal('release'),
  id: z.string(),
  pipeline: z.string(),
  revision: revisionSchema,
  /** 1 for the first release of this build, then one more for each `retry`. */
  attempt: z.int(),
  /** The ARN of the execution that carries it. */
  execution: z.string(),
  definitionVersion: z.int(),
  waveCount: z.int(),
  startedAt: z.string(),
  /** Which rules it broke as it started, by its name since 0.1.0; absent where no policy was in force. */
  judged: policyCheckSchema.exactOptional(),
  /** Of one that catches targets up which were left behind: these, and no others. */
  only: z.array(z.string()).readonly().exactOptional(),
  /** Of a rollback by hand; its revision is then the newest that it takes back. */
  rollback: wayBackSchema.exactOptional(),
};

const releaseSchema = z.discriminatedUnion('status', [
  z.strictObject({ ...fields, status: z.literal('running') }).readonly(),
  /** How it will have ended, once all that follows from it is done: decided once, by the first to find out. */
  z
    .strictObject({ ...fields, status: z.literal('settling'), settling: settlementSchema })
    .readonly(),
  z
    .strictObject({
      ...fields,
      status: z.literal('ended'),
      /** 0.1.0 did not keep it. */
      settling: settlementSchema.exactOptional(),
      end: endSchema,
    })
    .readonly(),
]);

export type Release = z.output<typeof releaseSchema>;
export type EndedRelease = Extract<Release, { readonly status: 'ended' }>;

/** In 0.1.0 a release had an end, or had none. */
const releaseBefore = z
  .strictObject({
    ...fields,
    settling: settlementSchema.exactOptional(),
    end: endSchema.exactOptional(),
  })
  .transform(({ settling, end, ...rest }) => {
    const found = settling && { settling };
    if (end) return { ...rest, ...found, status: 'ended', end };
    return { ...rest, ...found, status: settling ? 'settling' : 'running' };
  });

export const releaseNoun = noun('release', releaseSchema, [releaseBefore]);

export const releaseKinds = ['release', 'rollback'] as const;

/** Whether it brings its revision forward, or is a person's way back from it. */
export function kindOf({ rollback }: Pick<Release, 'rollback'>): (typeof releaseKinds)[number] {
  return rollback ? 'rollback' : 'release';
}

export function hasEnded(release: Release): release is EndedRelease {
  return release.status === 'ended';
}

/** Undefined while it runs, or is being settled. */
export function releaseEndOf(release: Release): ReleaseEnd | undefined {
  return hasEnded(release) ? release.end : undefined;
}

/** A release that has been claimed and not settled, as it is kept under its execution. */
const openFields = { pipeline: z.string(), release: z.string(), execution: z.string() };
const openSchema = z
  .strictObject({
    ...openFields,
    since: z.string(),
    /** The release has ended, and something that it began outside could not be finished: it is tried again. */
    unfinished: z.string().exactOptional(),
  })
  .readonly();

/** 0.1.0 did not say since when: long enough. */
const openBefore = z
  .strictObject(openFields)
  .transform((open) => ({ ...open, since: '1970-01-01T00:00:00.000Z' }));

export type Open = z.output<typeof openSchema>;

export const openNoun = noun('open release', openSchema, [openBefore]);

/** A release that a rule has refused: kept so that it is told once, and of which revision. */
const refusedSchema = z
  .strictObject({
    release: z.string(),
    revision: revisionSchema,
    execution: z.string(),
    at: z.string(),
    reason: z.string(),
  })
  .readonly();

export type RefusedRelease = z.output<typeof refusedSchema>;

export const refusedNoun = noun('refused release', refusedSchema);

/** Says that a build has had its release. */
export const releasedNoun = noun(
  'released build',
  z.strictObject({ release: z.string() }).readonly(),
);

/**
 * The release's id: its build and attempt, so that whoever starts the same one meets the same item. The same bytes of
 * another build are another release.
 *
 *     checkout, arn:aws:codebuild:…:build/checkout-build:2f6c1b58-7d1a-…, 1  →  'checkout-84f0c1e6f1d2-1'
 */
export function releaseIdOf(pipeline: string, build: string, attempt: number): string {
  return `${pipeline}-${createHash('sha256').update(build).digest('hex').slice(0, 12)}-${attempt}`;
}
