// A revision: an immutable artifact, pinned once and never resolved again.

import * as z from 'zod';
import { Failure } from './failure.ts';

const builtSchema = z.strictObject({ startedAt: z.string(), number: z.int() }).readonly();

/** Where a commit stands in its branch: further on is newer. */
const branchPlaceSchema = z.strictObject({ branch: z.string(), at: z.int() }).readonly();

export type BranchPlace = z.output<typeof branchPlaceSchema>;

const artifactSchema = z.strictObject({
  /** Where the bucket is. */
  account: z.string(),
  region: z.string(),
  bucket: z.string(),
  key: z.string(),
  version: z.string(),
  eTag: z.string(),
});

export type Artifact = z.output<typeof artifactSchema>;

const partSchema = z
  .strictObject({
    digest: z.string(),
    artifact: artifactSchema.exactOptional(),
    images: z.record(z.string(), z.string()).readonly().exactOptional(),
    templates: z.record(z.string(), z.string()).readonly().exactOptional(),
    /** What people call it: `api.zip@3sL4kqt`. */
    name: z.string().exactOptional(),
  })
  .readonly();

/** One of several artifacts that are one revision. */
export type RevisionPart = z.output<typeof partSchema>;

export const revisionSchema = z.strictObject({
  /**
   * `sha256:` and 64 hexadecimal digits of the artifact's bytes, or of the image where it is nothing else; of what has
   * parts, of these together.
   */
  digest: z.string(),
  /** Absent where it is an image, and nothing in S3. */
  artifact: artifactSchema.exactOptional(),
  /**
   * What the artifact says that containers get, each by its digest: `app` → `…/shop@sha256:…`. Under `*` for whichever
   * container a target means.
   */
  images: z.record(z.string(), z.string()).readonly().exactOptional(),
  /** The digests of the templates that targets get, by their paths in the artifact. */
  templates: z.record(z.string(), z.string()).readonly().exactOptional(),
  /** Where several artifacts are one revision: each by its name, and nothing of it beside them. */
  parts: z.record(z.string(), partSchema).readonly().exactOptional(),
  /** The commit that CodeBuild resolved the source to; empty where the source has none. */
  commit: z.string(),
  build: z.strictObject({
    arn: z.string(),
    /** 0 of what no build has made. */
    number: z.int(),
    startedAt: z.string(),
    /** What people call what no build has made: `main@4f1d2a7`, by an image’s tag and digest. */
    name: z.string().exactOptional(),
  }),
  /** The first build of its commit, where that was an earlier one. */
  firstBuild: builtSchema.exactOptional(),
  /** Where its commit stands, where the source tells. */
  place: branchPlaceSchema.exactOptional(),
  /** Who has written the change, as git knows them, where that is told. */
  author: z.string().exactOptional(),
  /** When a person asked for it as a step back: it stands where it would if it had been built then. */
  steppedBackAt: z.string().exactOptional(),
});

export type Revision = z.infer<typeof revisionSchema>;

/**
 * What puts revisions in order: where their commit stands in its branch, as far as that is told; when it was first
 * built (ISO 8601, and the build's number); and of one commit, when it was built again.
 */
export const orderSchema = z
  .strictObject({
    place: branchPlaceSchema.exactOptional(),
    startedAt: z.string(),
    number: z.int(),
    again: builtSchema.exactOptional(),
  })
  .readonly();

export type RevisionOrder = z.output<typeof orderSchema>;

export function orderOf({ build, firstBuild, place, steppedBackAt }: Revision): RevisionOrder {
  if (steppedBackAt !== undefined) return { startedAt: steppedBackAt, number: build.number };
  const own = { startedAt: build.startedAt, number: build.number };
  return { ...(place && { place }), ...(firstBuild ? { ...firstBuild, again: own } : own) };
}

/**
 * Whether `a` is newer than `b`: by the places of their commits, where both are of one branch; else by the first builds
 * of their commits, their start first, then their number; of one commit by the builds themselves. Equal is not newer.
 *
 *     10:00 #7                  vs  09:00 #8  →  true
 *     10:00 #8                  vs  10:00 #7  →  true
 *     10:00 #7                  vs  10:00 #7  →  false
 *     09:00 #8, again 11:00 #9  vs  10:00 #7  →  false
 *     09:00 #8, again 11:00 #9  vs  09:00 #8  →  true
 *     main 5, 09:00 #7          vs  main 4, 10:00 #8  →  true
 */
export function isNewer(a: RevisionOrder, b: RevisionOrder): boolean {
  const { place } = a;
  if (place && b.place && place.branch === b.place.branch && place.at !== b.place.at)
    return place.at > b.place.at;
  if (isLater(a, b)) return true;
  return !isLater(b, a) && isLater(a.again ?? a, b.again ?? b);
}

type Built = z.output<typeof builtSchema>;

function isLater(a: Built, b: Built): boolean {
  const [aTime, bTime] = [Date.parse(a.startedAt), Date.parse(b.startedAt)];
  return aTime > bTime || (aTime === bTime && a.number > b.number);
}

/** How people see a revision: build number, or the name of what no build made, and short commit: `#412 9f2c1d7`. */
export function labelOf({ build, commit }: Pick<Revision, 'build' | 'commit'>): string {
  const named = calledOf(build);
  return commit ? `${named} ${commit.slice(0, 7)}` : named;
}

/** `#412`, or what people call what no build has made. */
export function calledOf({ number, name }: Pick<Revision['build'], 'number' | 'name'>): string {
  return name ?? `#${number}`;
}

/** What a person types for a revision: a build’s number, or the name of what has none. */
export function wordOf({ number, name }: Pick<Revision['build'], 'number' | 'name'>): string {
  return name ?? String(number);
}

/** What it has in S3. Throws `Refused` where it is an image alone. */
export function artifactIn(revision: Pick<Revision, 'build' | 'commit' | 'artifact'>): Artifact {
  if (revision.artifact) return revision.artifact;
  throw new Failure(
    'Refused',
    `expected ${labelOf(revision)} to be an artifact in S3, got an image alone: targets of its pipeline take images`,
  );
}
