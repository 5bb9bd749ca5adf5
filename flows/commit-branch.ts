// Which branch of a repository has a commit: its newest commits are looked at, along first parents.

import { fitsGlob } from '../core/admission/glob.ts';
import { LONGEST_WALK } from '../core/admission/line.ts';
import type { Repository } from '../core/admission/repository.ts';
import type { Ports } from './ports.ts';

export interface CommitIn {
  readonly account: string;
  readonly repository: Repository;
  readonly commit: string;
}

/** Clocks of committers differ: a commit may seem younger by this than one that follows it. */
const CLOCKS_DIFFER_MILLIS = 86_400_000;

/** Of more branches than this the rest are not asked. */
const MOST_BRANCHES = 100;

/**
 * The branch among those that the globs fit, or none; undefined where nobody may ask. A repository that fails throws:
 * what it would have told decides what is released.
 */
export async function branchWithCommit(
  ports: Pick<Ports, 'repositories'>,
  asked: CommitIn,
  globs: readonly string[],
): Promise<{ readonly branch?: string } | undefined> {
  const { account, repository, commit } = asked;
  const own = await ports.repositories.commit(account, repository, commit);
  const names = own && (await branchesThatFit(ports, asked, globs));
  if (own === undefined || names === undefined) return undefined;
  const since = Date.parse(own.at) - CLOCKS_DIFFER_MILLIS;
  const seen = new Set<string>();
  for (const branch of names.slice(0, MOST_BRANCHES)) {
    const read = await ports.repositories.branch(account, repository, branch);
    if (read === undefined) return undefined;
    if (await isBehind(ports, asked, { tip: read.tip, since, seen })) return { branch };
  }
  return {};
}

/** A branch that is named is asked without a list of all. */
async function branchesThatFit(
  { repositories }: Pick<Ports, 'repositories'>,
  { account, repository }: CommitIn,
  globs: readonly string[],
): Promise<readonly string[] | undefined> {
  const named = globs.filter((glob) => !/[*?]/.test(glob));
  if (named.length === globs.length) return named;
  const all = await repositories.branches(account, repository);
  return all?.filter((name) => globs.some((glob) => fitsGlob(glob, name)));
}

interface Behind {
  readonly tip: string | undefined;
  /** What was committed before is not walked on from. */
  readonly since: number;
  /** What walks along other branches have met. */
  readonly seen: Set<string>;
}

async function isBehind(
  { repositories }: Pick<Ports, 'repositories'>,
  { account, repository, commit }: CommitIn,
  { tip, since, seen }: Behind,
): Promise<boolean> {
  let next = tip;
  for (let steps = 0; next !== undefined && steps < LONGEST_WALK; steps += 1) {
    if (next === commit) return true;
    if (seen.has(next)) return false;
    seen.add(next);
    const step = await repositories.commit(account, repository, next);
    next = step && Date.parse(step.at) >= since ? step.firstParent : undefined;
  }
  return false;
}
