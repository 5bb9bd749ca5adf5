// A revision: an immutable artifact, pinned once and never resolved again.

import * as z from 'zod';

export const revisionSchema = z.strictObject({
  /** `sha256:` and 64 hexadecimal digits of the artifact's bytes. */
  digest: z.string(),
  artifact: z.strictObject({
    /** Where the bucket is. */
    account: z.string(),
    region: z.string(),
    bucket: z.string(),
    key: z.string(),
    version: z.string(),
    eTag: z.string(),
  }),
  /** The commit that CodeBuild resolved the source to; empty where the source has none. */
  commit: z.string(),
  build: z.strictObject({ arn: z.string(), number: z.int(), startedAt: z.string() }),
});

export type Revision = z.infer<typeof revisionSchema>;

/** What puts revisions in order: the build's start (ISO 8601), then its number. */
export const orderSchema = z.strictObject({ startedAt: z.string(), number: z.int() }).readonly();

export type RevisionOrder = z.output<typeof orderSchema>;

export function orderOf(revision: Revision): RevisionOrder {
  return { startedAt: revision.build.startedAt, number: revision.build.number };
}

/**
 * Whether `a` was built after `b`: by the build's start, then by its number. Equal is not newer.
 *
 *     10:00 #7  vs  09:00 #8  →  true
 *     10:00 #8  vs  10:00 #7  →  true
 *     10:00 #7  vs  10:00 #7  →  false
 */
export function isNewer(a: RevisionOrder, b: RevisionOrder): boolean {
  const [aTime, bTime] = [Date.parse(a.startedAt), Date.parse(b.startedAt)];
  return aTime > bTime || (aTime === bTime && a.number > b.number);
}

/** How people see a revision: build number and short commit, `#412 9f2c1d7`. */
export function labelOf(revision: Revision): string {
  const commit = revision.commit.slice(0, 7);
  return `#${revision.build.number}${commit ? ` ${commit}` : ''}`;
}
