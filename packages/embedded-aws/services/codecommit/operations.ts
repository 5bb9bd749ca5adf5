// CodeCommit's API actions.

import * as z from 'zod';
import { partitionOf } from '../../partition.ts';
import { AwsError, type Call, type Operation } from '../../service.ts';
import { number, parseInput, text } from '../input.ts';
import { pageOf } from '../paging.ts';
import type { Place } from '../places.ts';
import { type Commit, type Repository, sha1 } from './repositories.ts';

const Named = z.object({ repositoryName: text });
const OfCommit = Named.extend({ commitId: text });
const OfBranch = Named.extend({ branchName: text });
const Paged = z.object({ nextToken: text.optional() });
const Differences = Named.extend({
  beforeCommitSpecifier: text.optional(),
  afterCommitSpecifier: text,
  beforePath: text.optional(),
  afterPath: text.optional(),
  MaxResults: number.default(400),
  NextToken: text.optional(),
});

const PAGE_SIZE = 100;
const BAD_TOKEN = 'InvalidContinuationTokenException';

type RepositoriesAt = (place: Place) => ReadonlyMap<string, Repository>;

export function codecommitOperations(at: RepositoriesAt): Record<string, Operation> {
  const named = (name: string, call: Call) => {
    const found = at(call).get(name);
    if (found) return found;
    throw new AwsError('RepositoryDoesNotExistException', `${name} does not exist`);
  };
  return {
    GetRepository: (input, call) => {
      const { repositoryName } = parseInput(Named, input);
      return { repositoryMetadata: repositoryForm(named(repositoryName, call)) };
    },
    GetBranch: (input, call) => {
      const { repositoryName, branchName } = parseInput(OfBranch, input);
      const commitId = named(repositoryName, call).branches.get(branchName);
      if (commitId) return { branch: { branchName, commitId } };
      throw new AwsError('BranchDoesNotExistException', `${branchName} does not exist`);
    },
    GetCommit: (input, call) => {
      const { repositoryName, commitId } = parseInput(OfCommit, input);
      if (!/^[0-9a-f]{40}$/.test(commitId))
        throw new AwsError('InvalidCommitIdException', 'The commit ID is not valid');
      const commit = named(repositoryName, call).commits.get(commitId);
      if (commit) return { commit: commitForm(commit) };
      throw new AwsError('CommitIdDoesNotExistException', `${commitId} does not exist`);
    },
    GetDifferences: (input, call) => {
      const asked = parseInput(Differences, input);
      const all = differencesOf(named(asked.repositoryName, call), asked);
      const page = pageOf(all, asked.MaxResults, asked.NextToken, BAD_TOKEN);
      return { differences: page.items, NextToken: page.nextToken };
    },
    ListRepositories: (input, call) => {
      const { nextToken } = parseInput(Paged, input);
      const all = [...at(call).values()].map((each) => ({
        repositoryName: each.name,
        repositoryId: repositoryId(each),
      }));
      const page = pageOf(all, PAGE_SIZE, nextToken, BAD_TOKEN);
      return { repositories: page.items, nextToken: page.nextToken };
    },
    ListBranches: (input, call) => {
      const { repositoryName, nextToken } = parseInput(Paged.extend(Named.shape), input);
      const all = [...named(repositoryName, call).branches.keys()].sort();
      const page = pageOf(all, PAGE_SIZE, nextToken, BAD_TOKEN);
      return { branches: page.items, nextToken: page.nextToken };
    },
  };
}

export function repositoryId({ account, region, name }: Repository): string {
  const hash = sha1(`${account} ${region} ${name}`);
  return [0, 8, 12, 16, 20]
    .map((from, index, all) => hash.slice(from, all[index + 1] ?? 32))
    .join('-');
}

function repositoryForm(repository: Repository) {
  const { account, region, name, defaultBranch } = repository;
  const host = `git-codecommit.${region}.amazonaws.com/v1/repos/${name}`;
  return {
    accountId: account,
    repositoryId: repositoryId(repository),
    repositoryName: name,
    defaultBranch,
    cloneUrlHttp: `https://${host}`,
    cloneUrlSsh: `ssh://${host}`,
    Arn: `arn:${partitionOf(region)}:codecommit:${region}:${account}:${name}`,
  };
}

/** CodeCommit writes times as git does: seconds, and the zone. */
function commitForm({ id, parents, at, tree }: Commit) {
  const date = `${Math.floor(at.getTime() / 1000)} +0000`;
  const person = { name: 'A Person', email: 'person@example.com', date };
  return {
    commitId: id,
    treeId: sha1([...tree].join('\n')),
    parents,
    message: `Commit ${id.slice(0, 7)}`,
    author: person,
    committer: person,
    additionalData: '',
  };
}

/** Of whole trees: without a commit before, all that there is was added. */
function differencesOf(repository: Repository, asked: z.output<typeof Differences>) {
  const { beforeCommitSpecifier: before, afterCommitSpecifier: after } = asked;
  const old = within(
    before === undefined ? new Map() : treeOf(repository, before),
    asked.beforePath,
  );
  const young = within(treeOf(repository, after), asked.afterPath);
  const paths = [...new Set([...old.keys(), ...young.keys()])].sort();
  return paths.flatMap((path) => {
    const [was, is] = [old.get(path), young.get(path)];
    if (was === is) return [];
    return [
      {
        changeType: was === undefined ? 'A' : is === undefined ? 'D' : 'M',
        ...(was !== undefined && { beforeBlob: { blobId: was, path, mode: '100644' } }),
        ...(is !== undefined && { afterBlob: { blobId: is, path, mode: '100644' } }),
      },
    ];
  });
}

function treeOf({ branches, commits }: Repository, specifier: string): Commit['tree'] {
  const id = branches.get(specifier.replace('refs/heads/', '')) ?? specifier;
  const tree = commits.get(id)?.tree;
  if (tree) return tree;
  throw new AwsError('CommitDoesNotExistException', `${specifier} does not exist`);
}

function within(tree: Commit['tree'], folder: string | undefined): Commit['tree'] {
  if (folder === undefined) return tree;
  const prefix = `${folder.replace(/^\/|\/$/g, '')}/`;
  return new Map([...tree].filter(([path]) => path.startsWith(prefix)));
}
