// Revisions as the world knows them: a name, and the bytes that their artifact has.

import { createHash } from 'node:crypto';

export interface Revisions {
  /** The artifact's content; the same name has the same bytes in every run. */
  contentOf(name: string): string;
  commitOf(name: string): string;
  /** The name of what has this SHA-256, in hexadecimal digits. */
  nameOf(sha256: string): string | undefined;
  /** Says which commit a revision was last built of. */
  built(name: string, commit: string): void;
  /** Undefined for what is no revision, or was not built yet. */
  builtOf(name: string): string | undefined;
  /** The revision that was built of a commit. */
  builtFrom(commit: string): string | undefined;
}

export function revisions(): Revisions {
  const names = new Map<string, string>();
  const commits = new Map<string, string>();

  function contentOf(name: string): string {
    const content = `the artifact of ${name}\n`;
    names.set(createHash('sha256').update(content).digest('hex'), name);
    return content;
  }

  return {
    contentOf,
    commitOf: (name) => createHash('sha1').update(name).digest('hex'),
    nameOf: (sha256) => names.get(sha256),
    built: (name, commit) => void commits.set(name, commit),
    builtOf: (name) => commits.get(name),
    builtFrom: (commit) => [...commits].find(([, built]) => built === commit)?.[0],
  };
}
