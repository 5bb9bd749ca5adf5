// Revisions as the world knows them: a name, and the bytes that their artifact has.

import { createHash } from 'node:crypto';
import type { Archives } from './archives.ts';

export interface Revisions {
  /** The artifact's content; the same name has the same bytes in every run. */
  contentOf(name: string): string;
  /** The images that it says; undefined where nothing of the world gets any. */
  imagesOf(name: string): Readonly<Record<string, string>> | undefined;
  /** The digests of the templates in it; undefined where no target is a stack. */
  templatesOf(name: string): Readonly<Record<string, string>> | undefined;
  commitOf(name: string): string;
  /** The name of what has this SHA-256, in hexadecimal digits. */
  nameOf(sha256: string): string | undefined;
  /** Says which commit a revision was last built of. */
  built(name: string, commit: string): void;
  /** The commit of a revision, or the one that a scenario calls so; undefined for what was not built yet. */
  builtOf(name: string): string | undefined;
  /** The revision that was built of a commit. */
  builtFrom(commit: string): string | undefined;
}

export function revisions(archives?: Archives): Revisions {
  const names = new Map<string, string>();
  const commits = new Map<string, string>();
  /** Of whatever was built. */
  const all = new Set<string>();

  function contentOf(name: string): string {
    const content = archives?.archiveOf(name) ?? `the artifact of ${name}\n`;
    names.set(createHash('sha256').update(content).digest('hex'), name);
    return content;
  }

  return {
    contentOf,
    imagesOf: (name) => archives?.imagesOf(name),
    templatesOf: (name) => archives?.templatesOf(name),
    commitOf: hashOf,
    nameOf: (sha256) => names.get(sha256),
    built: (name, commit) => {
      commits.set(name, commit);
      all.add(commit);
    },
    builtOf: (name) => commits.get(name) ?? (all.has(hashOf(name)) ? hashOf(name) : undefined),
    builtFrom: (commit) => [...commits].find(([, built]) => built === commit)?.[0],
  };
}

function hashOf(name: string): string {
  return createHash('sha1').update(name).digest('hex');
}
