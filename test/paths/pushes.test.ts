// Pushes to a repository of CodeCommit: each is built once, by its commit, whatever becomes of its event.

import { ranges } from '../../core/keys.ts';
import { parsePipeline } from '../../core/pipeline/parse.ts';
import { sourceRanges } from '../../core/source-keys.ts';
import { applyPipeline } from '../../flows/definitions.ts';
import { removePipeline } from '../../flows/leave.ts';
import type { Ports } from '../../flows/ports.ts';
import { considerPush } from '../../flows/push.ts';
import { renamePipeline } from '../../flows/rename.ts';
import { home } from '../../simulation/world/place.ts';
import type { World } from '../../simulation/world/world.ts';
import { oneTarget } from './pipelines.ts';
import { type Played, play, type ScenarioInput } from './played.ts';

const pushedPipeline = (more = '') =>
  oneTarget().replace('project: shop-build', `project: shop-build, repository: shop${more}`);
const push = (revision: string, at = '0s', more: object = {}) => ({
  at,
  revision,
  pushed: true,
  ...more,
});
const day = (...builds: object[]): ScenarioInput => ({ baseline: 'old', builds });
const starts = ({ calls }: Played) =>
  calls.filter(({ operation }) => operation === 'StartBuild').map((call) => call.functionName);
const buildsOf = ({ world }: Played) => world.aws.codeBuild.builds('shop-build', home);

test('a push is built of its very commit, and its build is released', async () => {
  const played = await play(pushedPipeline(), day(push('new')));

  expect(starts(played)).toEqual(['OnPush']);
  expect(played.outcomes()).toEqual(['Promoted']);
  const [build] = buildsOf(played);
  expect(build?.sourceVersion).toBe(played.world.revisions.commitOf('new'));
});

test('a push whose event comes twice is built once', async () => {
  const events = [{ source: 'aws.codecommit', how: 'doubled' }];

  const played = await play(pushedPipeline(), { ...day(push('new', '5m')), events });

  const heard = played.calls.filter(({ functionName }) => functionName === 'OnPush');
  expect(heard.length).toBeGreaterThan(5);

  expect(buildsOf(played)).toHaveLength(1);
  expect(played.outcomes()).toEqual(['Promoted']);
});

test('a push whose event comes again when CodeBuild knows its token no more starts nothing', async () => {
  const prepare = async ({ clock, onlooker, revisions }: World) => {
    clock.at(clock.millis() + 4_200_000, () => {
      clock.track(() =>
        considerPush(onlooker, {
          account: home.account,
          repository: { region: home.region, name: 'shop' },
          branch: 'main',
          commit: revisions.commitOf('new'),
        }),
      );
    });
  };

  const played = await play(pushedPipeline(), day(push('new')), { prepare });

  expect(starts(played)).toEqual(['OnPush']);
});

test('a push whose event is lost is built within the hour, and only where it is wanted', async () => {
  const events = [{ source: 'aws.codecommit', how: 'lost' }];
  const tried = push('tried', '10m', { branch: 'try' });

  const played = await play(pushedPipeline(), { ...day(push('new', '5m'), tried), events });

  expect(starts(played)).toEqual(['FindBuilds']);
  expect(played.outcomes()).toEqual(['Promoted']);
  expect(buildsOf(played)).toHaveLength(1);
});

test('a commit that somebody else had built is not built again as a push that was lost', async () => {
  const played = await play(
    pushedPipeline(),
    day({ at: '5m', revision: 'new' }, push('next', '3h')),
  );

  expect(buildsOf(played)).toHaveLength(2);
  expect(played.outcomes()).toEqual(['Promoted', 'Promoted']);
});

test('a function that dies once the build has begun starts no other', async () => {
  const deaths = [{ function: 'OnPush', call: 'codebuild:StartBuild', dies: 'after' }];

  const played = await play(pushedPipeline(), { ...day(push('new')), deaths });

  expect(buildsOf(played)).toHaveLength(1);
  expect(played.outcomes()).toEqual(['Promoted']);
});

test('of a monorepo only what changed a path since the last release is built', async () => {
  const broken = push('broken', '2h', { changes: ['shop/a.ts'], status: 'FAILED' });
  const steps = day(
    push('first', '0s', { changes: ['shop/a.ts'] }),
    push('docs', '1h', { changes: ['docs/a.md'] }),
    broken,
    // What failed is among what this one brings.
    push('more-docs', '3h', { changes: ['docs/b.md'] }),
  );

  const played = await play(pushedPipeline(', paths: ["shop/**"]'), steps);

  const { revisions } = played.world;
  const commits = ['first', 'broken', 'more-docs'].map((name) => revisions.commitOf(name));
  expect(buildsOf(played).map(({ sourceVersion }) => sourceVersion)).toEqual(commits);
  expect(played.outcomes()).toEqual(['Promoted', 'Promoted']);
});

const ana = { by: 'ana', onVersion: 1 };

const listeners = (ports: Ports) =>
  ports.table.list(sourceRanges.repository(home.account, home.region, 'shop'));

test.each([
  [
    'applied without its repository',
    (ports: Ports) => applyPipeline(ports, parsePipeline(oneTarget(), 'shop.yml')),
    [],
  ],
  ['removed', (ports: Ports) => removePipeline(ports, 'shop', ana), []],
  ['renamed', (ports: Ports) => renamePipeline(ports, 'shop', 'store', ana), ['store']],
] as const)(
  'a pipeline that was %s listens to no push under its old name',
  async (_, act, left) => {
    const heard: string[][] = [];
    const prepare = async ({ clock, onlooker }: World) => {
      clock.at(clock.millis() + 60_000, () => {
        clock.track(async () => {
          heard.push((await listeners(onlooker)).map(({ pipeline }) => pipeline));
          await act(onlooker);
          heard.push((await listeners(onlooker)).map(({ pipeline }) => pipeline));
        });
      });
    };

    const played = await play(pushedPipeline(), day(push('new')), { prepare });

    expect(heard).toEqual([['shop'], left]);
    expect(buildsOf(played)).toHaveLength(left.length);
    expect(await played.items(ranges.open())).toEqual([]);
  },
);

/** A tag is put on the commit of a revision. */
function tags(revision: string, tag: string, atMinute: number) {
  return async ({ aws, clock, revisions, startAt }: World) => {
    clock.at(startAt.getTime() + atMinute * 60_000, () =>
      aws.emit({
        ...home,
        source: 'aws.codecommit',
        'detail-type': 'CodeCommit Repository State Change',
        detail: {
          event: 'referenceCreated',
          referenceType: 'tag',
          referenceName: tag,
          referenceFullName: `refs/tags/${tag}`,
          repositoryName: 'shop',
          commitId: revisions.commitOf(revision),
        },
      }),
    );
  };
}

const tagged = pushedPipeline(', branches: [main], tags: ["v*"]');

test.each([
  ['v1', 2],
  ['nightly', 1],
])('a tag that fits is built of its commit, though its branch was: %s', async (tag, builds) => {
  const evening = { at: '6h', does: 'start', input: { pipeline: 'nobody' } };
  const events = [{ source: 'aws.codecommit', how: 'doubled' }];

  const played = await play(
    tagged,
    { ...day(push('new')), people: [evening], events },
    { prepare: tags('new', tag, 120) },
  );

  const built = buildsOf(played).map(({ sourceVersion = '' }) => sourceVersion);
  const commit = played.world.revisions.commitOf('new');
  expect(built).toHaveLength(builds);
  expect(built.every((version) => version.includes(commit))).toBe(true);
  expect(built.filter((version) => version.startsWith('refs/tags/v1^{'))).toHaveLength(builds - 1);
});
