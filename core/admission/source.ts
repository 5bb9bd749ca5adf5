// What Tidegate knows of a pipeline's source: asked once as the pipeline is applied, and kept.

import * as z from 'zod';
import { noun } from '../noun.ts';

const filterSchema = z
  .strictObject({ type: z.string(), pattern: z.string(), excludes: z.boolean() })
  .readonly();

const sourceSchema = z
  .strictObject({
    at: z.string(),
    defaultBranch: z.string().exactOptional(),
    /** The repository that tells what a commit changed and where it stands; absent where none does. */
    repository: z.string().exactOptional(),
    /** What the project's webhook lets build; absent where it has none. */
    filters: z.array(z.array(filterSchema).readonly()).readonly().exactOptional(),
  })
  .readonly();

export type KnownSource = z.output<typeof sourceSchema>;

export const sourceNoun = noun('source', sourceSchema);

/** A batch of builds that has not ended yet: no event says when it does. */
const batchSchema = z
  .strictObject({
    batch: z.string(),
    project: z.string(),
    account: z.string(),
    region: z.string(),
    since: z.string(),
  })
  .readonly();

export type OpenBatch = z.output<typeof batchSchema>;

export const batchNoun = noun('open batch', batchSchema);

/** The build of a commit that was pushed, started by Tidegate. */
const pushedSchema = z
  .strictObject({ build: z.string(), branch: z.string(), at: z.string() })
  .readonly();

export const pushedNoun = noun('push', pushedSchema);

/** The tags that an image was pushed under, as its events told: they may be moved on before it is looked at. */
const taggedSchema = z
  .strictObject({ tags: z.array(z.string()).readonly(), at: z.string() })
  .readonly();

/** Once it is claimed, nobody asks. */
const TAGGED_SECONDS = 90 * 86_400;

export const taggedNoun = {
  ...noun('tags of an image', taggedSchema),
  keptSeconds: TAGGED_SECONDS,
};

/** When the commit of a revision was first built, as far as Tidegate has seen: its place among all commits. */
const firstBuildSchema = z
  .strictObject({ build: z.string(), startedAt: z.string(), number: z.int() })
  .readonly();

export type FirstBuild = z.output<typeof firstBuildSchema>;

export const firstBuildNoun = noun('first build', firstBuildSchema);
