// CodeCommit: what a repository tells of its branches and commits.

import {
  CodeCommitClient,
  GetBranchCommand,
  GetCommitCommand,
  GetDifferencesCommand,
  GetRepositoryCommand,
  ListBranchesCommand,
} from '@aws-sdk/client-codecommit';
import type { Repository } from '../core/admission/repository.ts';
import type { Place } from './clients.ts';
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

export function codecommit(access: MemberAccess): Repositories {
  const clientFor = (account: string, { region }: Repository) =>
    access.client(CodeCommitClient, { account, region } satisfies Place);

  return {
    async defaultBranch(account, repository) {
      const client = await clientFor(account, repository);
      const command = new GetRepositoryCommand({ repositoryName: repository.name });
      const read = await orUnknown(`reading repository ${repository.name}`, client.send(command));
      return read?.repositoryMetadata?.defaultBranch;
    },
    async branch(account, repository, branchName) {
      const client = await clientFor(account, repository);
      const command = new GetBranchCommand({ repositoryName: repository.name, branchName });
      try {
        const what = `reading branch ${branchName} of ${repository.name}`;
        const read = await orUnknown(what, client.send(command));
        return read && { ...(read.branch?.commitId && { tip: read.branch.commitId }) };
      } catch (thrown) {
        const { cause } = thrown as Error;
        if (nameOf(cause) === 'BranchDoesNotExistException') return {};
        throw thrown;
      }
    },
    branches: async (account, repository) =>
      branchesOf(await clientFor(account, repository), repository),
    async commit(account, repository, commitId) {
      const client = await clientFor(account, repository);
      const command = new GetCommitCommand({ repositoryName: repository.name, commitId });
      const read = await orUnknown(`reading commit ${commitId}`, client.send(command));
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
    changed: async (account, repository, before, after) =>
      changedBetween(await clientFor(account, repository), repository, { before, after }),
  };
}

async function branchesOf(client: CodeCommitClient, repository: Repository) {
  const names: string[] = [];
  let nextToken: string | undefined;
  do {
    const asked = { repositoryName: repository.name, nextToken };
    const reading = client.send(new ListBranchesCommand(asked));
    const page = await orUnknown(`listing branches of ${repository.name}`, reading);
    if (page === undefined) return undefined;
    names.push(...(page.branches ?? []));
    nextToken = page.nextToken;
  } while (nextToken);
  return names;
}

async function changedBetween(
  client: CodeCommitClient,
  repository: Repository,
  { before, after }: { readonly before: string; readonly after: string },
) {
  const paths = new Set<string>();
  let NextToken: string | undefined;
  do {
    const command = new GetDifferencesCommand({
      repositoryName: repository.name,
      beforeCommitSpecifier: before,
      afterCommitSpecifier: after,
      NextToken,
    });
    const what = `reading what ${after} changed`;
    const page = await orUnknown(what, client.send(command));
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
