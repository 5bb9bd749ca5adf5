// Builds of bare commits: whose branch they are is told by their repository, by their webhook, by other builds of them.

import { ranges } from '../../core/keys.ts';
import { build, oneTarget } from './pipelines.ts';
import { play } from './played.ts';

const bySource = (source: string) =>
  oneTarget().replace(
    'source: { project: shop-build }',
    `source: { project: shop-build, ${source} }`,
  );

const bare = (revision: string, at: string, branch = 'main') => ({
  ...build(revision, at),
  branch,
  bareCommit: true,
});

const both = {
  baseline: 'old',
  builds: [bare('theirs', '1m', 'feature/a'), bare('ours', '1h')],
};

test.each([
  ['unwritten', oneTarget()],
  ['written', bySource('branches: [main]')],
  ['globs', bySource('branches: ["mai?"]')],
])('where branches are %s, CodeCommit is asked whose a bare commit is', async (_what, pipeline) => {
  const { report } = await play(pipeline, both);

  expect(report.releases).toMatchObject([{ revision: 'ours', outcome: 'Promoted' }]);
  expect(report.ignoredBuilds).toMatchObject([
    {
      revision: 'theirs',
      reason: expect.stringMatching(
        /^of its commit repository shop tells that it is not among the last ones of ma/,
      ),
    },
  ]);
});

test('a bare commit of a branch that a glob fits is a release, and stands in that branch', async () => {
  const { report, world } = await play(bySource('branches: ["release/*"]'), {
    baseline: 'old',
    builds: [bare('one', '1m', 'release/1'), bare('none', '1h')],
  });

  expect(report.releases).toMatchObject([{ revision: 'one', outcome: 'Promoted' }]);
  expect(report.ignoredBuilds).toMatchObject([{ revision: 'none' }]);
  const [release] = await world.onlooker.table.list(ranges.releases('shop'));
  expect(release?.revision.place).toEqual({ branch: 'release/1', at: 0 });
});

test('where nobody may ask the repository, unwritten branches let a bare commit through, and written ones do not', async () => {
  const denied = { ...both, calls: [{ call: 'codecommit:*', how: 'denied', times: 1_000 }] };
  const unwritten = await play(oneTarget(), denied);
  const written = await play(bySource('branches: [main]'), denied);

  expect(unwritten.outcomes()).toEqual(['Promoted', 'Promoted']);
  expect(written.outcomes()).toEqual([]);
  expect(written.report.ignoredBuilds).toMatchObject([
    { reason: expect.stringContaining('nothing tells its branch: rule/local has started it') },
    {},
  ]);
});

test('a repository that fails lets no bare commit through until it tells', async () => {
  const { report } = await play(oneTarget(), {
    baseline: 'old',
    builds: [
      bare('theirs', '5m', 'feature/a'),
      bare('ours', '6m'),
      { ...build('later', '4h'), branch: 'feature/a' },
    ],
    calls: [{ call: 'codecommit:*', how: 'fails', from: '4m', for: '2h' }],
  });

  expect(report.releases).toMatchObject([{ revision: 'ours', outcome: 'Promoted' }]);
  expect(Date.parse(report.releases[0]!.startedAt)).toBeGreaterThan(
    Date.parse('2026-11-23T11:00:00Z'),
  );
});

const github = [{ type: 'GITHUB', webhook: ['^refs/heads/main$'] }];

/** A person has CodeBuild build a commit again. */
const again = (at: string, commit: string) => ({ ...build(`again-${commit}`, at), commit });

test('what a person has started again of a commit is a release where a webhook has built it that lets only that build', async () => {
  const { report } = await play(bySource('branches: [main]'), {
    baseline: 'old',
    sources: github,
    builds: [
      { ...bare('pushed', '1m'), status: 'FAILED' },
      { ...again('1h', 'pushed'), bareCommit: true, startedBy: 'ana' },
      { ...again('2h', 'unknown'), bareCommit: true, startedBy: 'ana' },
    ],
  });

  expect(report.releases).toMatchObject([{ revision: 'again-pushed', outcome: 'Promoted' }]);
  expect(report.ignoredBuilds?.[1]?.reason).toContain('ana has started it of the bare commit');
});

test('what a person has started again of a branch that is not wanted is none, although it does not say so', async () => {
  const { report } = await play(oneTarget(), {
    baseline: 'old',
    sources: [{ type: 'GITHUB', webhook: [] }],
    builds: [
      { ...build('pushed', '1m'), branch: 'feature' },
      { ...again('1h', 'pushed'), bareCommit: true, startedBy: 'ana' },
    ],
  });

  expect(report.releases).toEqual([]);
  expect(report.ignoredBuilds).toMatchObject([
    { revision: 'pushed' },
    { reason: expect.stringContaining('of its commit build #1 tells: it is of branch feature') },
  ]);
});

test('a pull request of Bitbucket is built by its commit: where those build too, only what tells its branch is a release', async () => {
  const { report } = await play(bySource('branches: [main]'), {
    baseline: 'old',
    sources: [{ type: 'BITBUCKET' }],
    builds: [
      { ...build('strange', '1m'), pullRequest: 7 },
      bare('bare', '1h'),
      build('told', '2h'),
    ],
  });

  expect(report.releases).toMatchObject([{ revision: 'told', outcome: 'Promoted' }]);
});

test('a bare commit of Bitbucket is a release where its webhook lets only pushes to main build', async () => {
  const { outcomes } = await play(bySource('branches: [main]'), {
    baseline: 'old',
    sources: [{ type: 'BITBUCKET' }],
    builds: [bare('bare', '1h')],
  });

  expect(outcomes()).toEqual(['Promoted']);
});
