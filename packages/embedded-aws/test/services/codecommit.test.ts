import {
  CodeCommitClient,
  GetBranchCommand,
  GetCommitCommand,
  GetDifferencesCommand,
  GetRepositoryCommand,
  ListBranchesCommand,
  ListRepositoriesCommand,
} from '@aws-sdk/client-codecommit';
import { embedded, errorName, home } from '../embedded.ts';

const [first, second, aside] = ['1', '2', '3'].map((digit) => digit.repeat(40)) as [
  string,
  string,
  string,
];
const repositoryName = 'shop';

function pushed() {
  const world = embedded();
  const { codeCommit } = world.aws;
  const at = world.clock.now();
  codeCommit.addRepository({ ...home, name: repositoryName });
  const push = (id: string, branch: string | undefined, writes: string[]) =>
    codeCommit.push(repositoryName, home, { id, ...(branch && { branch }), writes, at });
  push(first, 'trunk', ['a.ts', 'b.ts']);
  push(second, 'trunk', ['b.ts', 'c.ts']);
  push(aside, undefined, ['d.ts']);
  return { ...world, codecommit: new CodeCommitClient(world.aws.sdkConfig()) };
}

test('a repository tells its default branch, its branches, and where they are', async () => {
  const { codecommit, play } = pushed();

  const [repository, branch, branches, all] = await play(() =>
    Promise.all([
      codecommit.send(new GetRepositoryCommand({ repositoryName })),
      codecommit.send(new GetBranchCommand({ repositoryName, branchName: 'trunk' })),
      codecommit.send(new ListBranchesCommand({ repositoryName })),
      codecommit.send(new ListRepositoriesCommand({})),
    ]),
  );

  expect(repository.repositoryMetadata).toMatchObject({
    defaultBranch: 'trunk',
    Arn: `arn:aws:codecommit:us-east-1:${home.account}:shop`,
  });
  expect(branch.branch).toEqual({ branchName: 'trunk', commitId: second });
  expect(branches.branches).toEqual(['trunk']);
  expect(all.repositories).toMatchObject([{ repositoryName }]);
});

test('a commit tells its parents and its time as git writes it', async () => {
  const { codecommit, play, clock } = pushed();
  const seconds = clock.millis() / 1000;

  const read = (commitId: string) =>
    codecommit.send(new GetCommitCommand({ repositoryName, commitId }));
  const [root, next, other] = await play(() =>
    Promise.all([read(first), read(second), read(aside)]),
  );

  expect(root.commit?.parents).toEqual([]);
  expect(next.commit).toMatchObject({ parents: [first], committer: { date: `${seconds} +0000` } });
  expect(other.commit?.parents).toEqual([second]);
});

test('differences are of whole trees, a page at a time, also under one folder', async () => {
  const { codecommit, play } = pushed();

  const differences = (more: object) =>
    play(() =>
      codecommit.send(
        new GetDifferencesCommand({ repositoryName, afterCommitSpecifier: second, ...more }),
      ),
    );
  const between = await differences({ beforeCommitSpecifier: first });
  const all = await differences({ MaxResults: 2 });
  const under = await differences({ afterPath: 'docs' });

  expect(between.differences).toMatchObject([
    { changeType: 'M', beforeBlob: { path: 'b.ts' }, afterBlob: { path: 'b.ts' } },
    { changeType: 'A', afterBlob: { path: 'c.ts' } },
  ]);
  expect(all.differences).toHaveLength(2);
  expect((await differences({ NextToken: all.NextToken, MaxResults: 2 })).differences).toHaveLength(
    1,
  );
  expect(under.differences).toEqual([]);
});

test.each([
  ['RepositoryDoesNotExistException', new GetRepositoryCommand({ repositoryName: 'shpo' })],
  ['BranchDoesNotExistException', new GetBranchCommand({ repositoryName, branchName: 'main' })],
  [
    'CommitIdDoesNotExistException',
    new GetCommitCommand({ repositoryName, commitId: '9'.repeat(40) }),
  ],
  ['InvalidCommitIdException', new GetCommitCommand({ repositoryName, commitId: 'main' })],
  [
    'CommitDoesNotExistException',
    new GetDifferencesCommand({ repositoryName, afterCommitSpecifier: 'main' }),
  ],
])('%s is answered to what is not there', async (name, command) => {
  const { codecommit, play } = pushed();

  expect(await errorName(play(() => codecommit.send(command as GetCommitCommand)))).toBe(name);
});
