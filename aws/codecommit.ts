// CodeCommit: what a repository tells of its branches and commits. As JSON that is signed and posted: its client weighs
// more than most of what the sweep has besides.

import type {
  GetBranchOutput,
  GetCommitOutput,
  GetDifferencesOutput,
  GetRepositoryOutput,
  ListBranchesOutput,
} from '@aws-sdk/client-codecommit';
import type { Repository } from '../core/admission/repository.ts';
import { type RestService, signedCall } from './signed-call.ts';
import type { MemberAccess } from './sts.ts';
import { nameOf, translated } from './translate.ts';

/** A commit, with the one that it follows on its branch. */
export interface Committed {
  readonly id: string;
  /** ISO 8601. */
  readonly at: string;
  readonly firstParent?: string;
  /** The address of whoever has written it. */
  readonly author?: string;
}

/** A branch; without a tip there is none of that name. */
export interface Branch {
  /** The id of its newest commit. */
  readonly tip?: string;
}

/** Whatever is asked of a repository or a commit that is not there, or that nobody may look at, is undefined. */
export interface Repositories {
  defaultBranch(account: string, repository: Repository): Promise<string | undefined>;
  branch(account: string, repository: Repository, name: string): Promise<Branch | undefined>;
  /** What its branches are called. */
  branches(account: string, repository: Repository): Promise<readonly string[] | undefined>;
  commit(account: string, repository: Repository, id: string): Promise<Committed | undefined>;
  /** The files that differ, under both their names where they were moved. */
  changed(
    account: string,
    repository: Repository,
    before: string,
    after: string,
  ): Promise<readonly string[] | undefined>;
}

const GET_REPOSITORY = {
  service: 'codecommit',
  path: '/',
  target: 'CodeCommit_20150413.GetRepository',
};
const GET_BRANCH = {
  service: 'codecommit',
  path: '/',
  target: 'CodeCommit_20150413.GetBranch',
};
const LIST_BRANCHES = {
  service: 'codecommit',
  path: '/',
  target: 'CodeCommit_20150413.ListBranches',
};
const GET_COMMIT = {
  service: 'codecommit',
  path: '/',
  target: 'CodeCommit_20150413.GetCommit',
};
const GET_DIFFERENCES = {
  service: 'codecommit',
  path: '/',
  target: 'CodeCommit_20150413.GetDifferences',
};

/** Asks of a repository where it is. */
type Ask = <Answer>(what: string, of: RestService, asked: object) => Promise<Answer | undefined>;

export function codecommit(access: MemberAccess): Repositories {
  const asking =
    (account: string, { region, name: repositoryName }: Repository): Ask =>
    (what, of, asked) =>
      orUnknown(
        what,
        signedCall(access, { account, region }, of, { repositoryName, ...asked }),
      ) as Promise<never>;

  return {
    async defaultBranch(account, repository) {
      const what = `reading repository ${repository.name}`;
      const read = await asking(account, repository)<GetRepositoryOutput>(what, GET_REPOSITORY, {});
      return read?.repositoryMetadata?.defaultBranch;
    },
    async branch(account, repository, branchName) {
      const what = `reading branch ${branchName} of ${repository.name}`;
      try {
        const read = await asking(account, repository)<GetBranchOutput>(what, GET_BRANCH, {
          branchName,
        });
        return read && { ...(read.branch?.commitId && { tip: read.branch.commitId }) };
      } catch (thrown) {
        const { cause } = thrown as Error;
        if (nameOf(cause) === 'BranchDoesNotExistException') return {};
        throw thrown;
      }
    },
    branches: (account, repository) => branchesOf(asking(account, repository), repository),
    async commit(account, repository, commitId) {
      const what = `reading commit ${commitId}`;
      const read = await asking(account, repository)<GetCommitOutput>(what, GET_COMMIT, {
        commitId,
      });
      if (read?.commit === undefined) return undefined;
      const { parents = [], committer, author } = read.commit;
      const [firstParent] = parents;
      return {
        id: commitId,
        at: timeOf(committer?.date),
        ...(firstParent && { firstParent }),
        ...(author?.email && { author: author.email }),
      };
    },
    changed: (account, repository, before, after) =>
      changedBetween(asking(account, repository), { before, after }),
  };
}

async function branchesOf(ask: Ask, { name }: Repository) {
  const names: string[] = [];
  let nextToken: string | undefined;
  do {
    const asked = nextToken ? { nextToken } : {};
    const what = `listing branches of ${name}`;
    const page: ListBranchesOutput | undefined = await ask(what, LIST_BRANCHES, asked);
    if (page === undefined) return undefined;
    names.push(...(page.branches ?? []));
    nextToken = page.nextToken;
  } while (nextToken);
  return names;
}

async function changedBetween(
  ask: Ask,
  { before, after }: { readonly before: string; readonly after: string },
) {
  const paths = new Set<string>();
  let NextToken: string | undefined;
  do {
    const asked = {
      beforeCommitSpecifier: before,
      afterCommitSpecifier: after,
      ...(NextToken && { NextToken }),
    };
    const what = `reading what ${after} changed`;
    const page: GetDifferencesOutput | undefined = await ask(what, GET_DIFFERENCES, asked);
    if (page === undefined) return undefined;
    for (const { beforeBlob, afterBlob } of page.differences ?? [])
      for (const path of [beforeBlob?.path, afterBlob?.path]) if (path) paths.add(path);
    NextToken = page.NextToken;
  } while (NextToken && paths.size < MOST_PATHS);
  return NextToken ? undefined : [...paths];
}

/** A change of more files is not told: it is taken for one of everything. */
const MOST_PATHS = 20_000;

/** CodeCommit writes times as git does: `1484167798 -0800`. */
function timeOf(date = ''): string {
  const [, seconds] = /^(\d+)( [+-]\d{4})?$/.exec(date) ?? [];
  return new Date(Number(seconds ?? 0) * 1000).toISOString();
}

const UNKNOWN = /^(AccessDenied|Encryption|(Repository|Commit(Id)?)DoesNotExist|InvalidCommit)/;

async function orUnknown<T>(what: string, reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (cause) {
    if (UNKNOWN.test(nameOf(cause))) return undefined;
    return translated(what, Promise.reject(cause));
  }
}
