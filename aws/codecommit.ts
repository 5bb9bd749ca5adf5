// CodeCommit: what a repository tells of its branches and commits.

import {
  CodeCommitClient,
  GetCommitCommand,
  GetDifferencesCommand,
  GetRepositoryCommand,
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

/** Whatever is asked of a repository or a commit that is not there, or that nobody may look at, is undefined. */
export interface Repositories {
  defaultBranch(account: string, repository: Repository): Promise<string | undefined>;
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
    async changed(account, repository, before, after) {
      const client = await clientFor(account, repository);
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
    },
  };
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
