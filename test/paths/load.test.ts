// Load that runs through a bake: begun with it, told where it is not, and never there for longer than it.

import { home } from '../../simulation/world/place.ts';
import { build, oneTarget } from './pipelines.ts';
import { play } from './played.ts';

const WATCHED = oneTarget({ bake: '{ for: 20m, load: shop-load, judge: { mode: off } }' });
const REQUIRED = WATCHED.replace('load: shop-load', 'load: { project: shop-load, required: true }');
const DAY = { baseline: 'old', builds: [build('new')] };
const BAD = { how: 'alarm', revision: 'new', target: 'live', after: '5m' };
const ENDS = { how: 'test', revision: 'new', test: 'shop-load', status: 'FAILED', times: 1 };

async function played(day: object, pipeline = WATCHED) {
  const { world, report, ...all } = await play(pipeline, { ...DAY, ...day });
  const loads = world.aws.codeBuild
    .builds('shop-load', home)
    .map(({ status, startedAt, endedAt }) => ({ status, startedAt, endedAt }));
  const told = report.ledger
    .filter(({ event }) => event.startsWith('Load'))
    .map(({ text }) => text);
  const at = (event: string) => Date.parse(report.ledger.find((it) => it.event === event)!.at);
  return { ...all, world, report, loads, told, at };
}

test('a load begins with its bake, and is stopped as that ends', async () => {
  const { release, loads, told, at, leftBehind } = await played({});

  expect(release('new').outcome).toBe('Promoted');
  expect(loads).toMatchObject([{ status: 'STOPPED' }]);
  const [{ startedAt, endedAt }] = loads as [(typeof loads)[0]];
  expect(startedAt.getTime() - at('BakeStarted')).toBeLessThan(5_000);
  expect(Math.abs(endedAt!.getTime() - at('WaveEnded'))).toBeLessThan(5_000);
  expect(told).toEqual(['load started: shop-load', 'load shop-load stopped, with its bake']);
  expect(await leftBehind()).toEqual([]);
});

test.each([
  ['an alarm that fires', { misbehaviours: [BAD] }, 'RolledBack'],
  [
    'a person who stops the release',
    { people: [{ at: '20m', as: 'ada', does: 'stop', reason: 'a fair' }] },
    'Stopped',
  ],
  [
    'a person who rolls back',
    { people: [{ at: '20m', as: 'ada', does: 'rollback', release: 'new', reason: 'a fair' }] },
    undefined,
  ],
] as const)('%s stops the load', async (_, day, outcome) => {
  const { release, loads } = await played(day);

  if (outcome) expect(release('new').outcome).toBe(outcome);
  expect(loads.map(({ status }) => status)).toEqual(['STOPPED']);
});

test('a load that ends by itself is told, and where it is required the bake is extended under another', async () => {
  const lax = await played({ misbehaviours: [ENDS] });
  const strict = await played({ misbehaviours: [ENDS] }, REQUIRED);

  expect(lax.release('new').outcome).toBe('Promoted');
  expect(lax.told).toEqual(['load started: shop-load', 'load shop-load ended FAILED by itself']);
  expect(strict.release('new').outcome).toBe('Promoted');
  expect(strict.loads.map(({ status }) => status)).toEqual(['FAILED', 'STOPPED']);
  const extended = strict.report.ledger.find(({ event }) => event === 'BakeExtended');
  expect(extended?.text).toContain('load shop-load ended FAILED by itself');
});

test('a load that cannot be started is told once, and where it is required a person is asked', async () => {
  const calls = [{ call: 'codebuild:StartBuild', function: 'WatchBake', how: 'fails', times: 900 }];

  const lax = await played({ calls });
  const strict = await played({ calls }, REQUIRED);

  expect(lax.release('new').outcome).toBe('Promoted');
  expect(lax.told).toEqual([expect.stringMatching(/^load shop-load did not start: /)]);
  expect(strict.release('new')).toMatchObject({
    outcome: 'Stopped',
    reason: expect.stringContaining('load shop-load has not started'),
  });
});

const CALLS = ['StartBuild', 'StopBuild'];
const deaths = ['WatchBake', 'FinishWave'].flatMap((name) =>
  ['before', 'after'].flatMap((dies) => [
    ...CALLS.map((call) => [name, `codebuild:${call}`, dies, 1] as const),
    ...[2, 3, 4].map((onCall) => [name, 'dynamodb:PutItem', dies, onCall] as const),
  ]),
);

test.each(deaths)(
  'no load outlives its release where %s dies at %s, %s it, call %i',
  async (name, call, dies, onCall) => {
    const death = { function: name, call, dies, onCall };
    const fails = { misbehaviours: [{ ...BAD, after: '30s' }], deaths: [death] };

    const { loads, at, report } = await played(fails);

    expect(report.releases.every(({ outcome }) => outcome !== null)).toBe(true);
    expect(loads.length).toBeLessThan(2);
    for (const { endedAt } of loads)
      expect(endedAt!.getTime()).toBeLessThan(at('ReleaseEnded') + 5_000);
  },
);

test('a load that is only just being started as its bake ends is stopped by whoever started it', async () => {
  const slow = {
    call: 'codebuild:StartBuild',
    function: 'WatchBake',
    how: 'slow',
    by: '8s',
    times: 1,
  };
  const fires = { how: 'alarm', revision: 'new', target: 'live', after: '2s' };

  const { release, loads } = await played({ misbehaviours: [fires], calls: [slow] });

  expect(release('new').outcome).toBe('RolledBack');
  expect(loads).toHaveLength(1);
  for (const { status, startedAt, endedAt } of loads) {
    expect(status).toBe('STOPPED');
    expect(endedAt!.getTime() - startedAt.getTime()).toBeLessThan(60_000);
  }
});
