// Repositories as the simulation keeps them: commits with whole trees, and branches that point at them.

import { createHash } from 'node:crypto';
import type { Place } from '../places.ts';

export interface NewRepository extends Place {
  readonly name: string;
  /** Where it has none, nothing was ever pushed to it. */
  readonly defaultBranch?: string;
}

export interface NewCommit {
  /** 40 hexadecimal digits. */
  readonly id: string;
  /** What is moved on; a commit of no branch is one that nobody merged. */
  readonly branch?: string;
  /** By default the tip of that branch, else of the default branch. */
  readonly parents?: readonly string[];
  /** The files that it writes. */
  readonly writes?: readonly string[];
  readonly at: Date;
}

export interface Commit {
  readonly id: string;
  readonly parents: readonly string[];
  readonly at: Date;
  /** Each file's path, and the id of its blob. */
  readonly tree: ReadonlyMap<string, string>;
}

export interface Repository extends NewRepository {
  readonly branches: Map<string, string>;
  readonly commits: Map<string, Commit>;
  defaultBranch?: string;
}

/** Adds a commit, and moves its branch to it. The first branch of a repository becomes its default. */
export function push(repository: Repository, pushed: NewCommit): Commit {
  const { branches, commits } = repository;
  const { id, branch, writes = [], at } = pushed;
  const tip = branches.get(branch ?? '') ?? branches.get(repository.defaultBranch ?? '');
  const parents = pushed.parents ?? (tip === undefined ? [] : [tip]);
  const tree = new Map(parents.length > 0 ? commits.get(parents[0]!)?.tree : []);
  for (const path of writes) tree.set(path, sha1(`${id} ${path}`));
  const commit = commits.get(id) ?? { id, parents, at, tree };
  commits.set(id, commit);
  if (branch !== undefined) {
    branches.set(branch, id);
    repository.defaultBranch ??= branch;
  }
  return commit;
}

export function sha1(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}
