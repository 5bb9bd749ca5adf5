// A rollback by hand, at every state of what it takes back.

import { keys, ranges } from '../../core/keys.ts';
import { test as aTest, build, oneTarget, wholeWay } from './pipelines.ts';
import { play } from './played.ts';

const withTest = oneTarget({ more: `tests: [${aTest('smoke')}]` });
const takes = (takes: string) => [
  { how: 'deployment', revision: 'bad', target: 'live', outcome: 'succeeds', takes },
];
const rollback = (at: string, more: object = {}) => ({ at, does: 'rollback', as: 'ada', ...more });

/** Where a release of `withTest` is so many minutes and seconds after its build. */
const phases: readonly (readonly [phase: string, at: string, outcome: string])[] = [
  ['it deploys', '10m20s', 'Stopped'],
  ['its test runs', '11m15s', 'Stopped'],
  ['it bakes', '16m', 'Stopped'],
  ['it has been promoted', '40m', 'Promoted'],
];

describe.each(phases)('while %s', (_phase, at, outcome) => {
  test.each([1, 2])('a release is taken back, by a release of its own (seed %d)', async (seed) => {
    const scenario = {
      baseline: 'old',
      builds: [build('bad')],
      misbehaviours: takes('1m'),
      people: [rollback(at, { reason: 'it loses orders' })],
    };

    const { ended, report, leftBehind, items } = await play(withTest, scenario, { seed });

    expect(ended).toBe(true);
    const [release, back] = report.releases;
    expect(release).toMatchObject({ kind: 'release', outcome });
    expect(back).toMatchObject({ kind: 'rollback', revision: 'bad', outcome: 'RolledBack' });
    expect(back?.reason).toContain('ada (people): it loses orders');
    expect(report.targets).toEqual({ live: 'old' });
    const [quarantine] = await items(ranges.quarantines('shop'));
    expect(quarantine).toMatchObject({ release: back?.id, reason: 'it loses orders' });
    expect(await leftBehind()).toEqual([]);
  });
});

test('a deployment that runs for long is stopped by it, and not waited for', async () => {
  const scenario = {
    baseline: 'old',
    builds: [build('bad')],
    misbehaviours: takes('20m'),
    people: [rollback('11m')],
  };

  const { report, world } = await play(oneTarget(), scenario);

  const back = report.releases.find(({ kind }) => kind === 'rollback')!;
  expect(back.outcome).toBe('RolledBack');
  expect(Date.parse(back.endedAt!) - Date.parse(back.startedAt)).toBeLessThan(120_000);
  expect(report.targets).toEqual({ live: 'old' });
  expect(await world.onlooker.table.get(keys.stage('shop', 'prod'))).not.toHaveProperty('frozen');
});

test('what failed in production is taken back from the waves that kept it, and from no other place', async () => {
  const scenario = {
    baseline: 'old',
    builds: [build('bad')],
    misbehaviours: [{ how: 'alarm', revision: 'bad', target: 'one-box', after: '2m' }],
    people: [rollback('3h', { reason: 'beta and gamma too' })],
  };

  const { report, leftBehind } = await play(wholeWay(), scenario);

  expect(report.releases.map(({ kind, outcome }) => [kind, outcome])).toEqual([
    ['release', 'RolledBack'],
    ['rollback', 'RolledBack'],
  ]);
  expect(report.releases[1]?.waves.map(({ outcome }) => outcome)).toEqual([
    'RolledBack',
    'RolledBack',
    'NotStarted',
    'NotStarted',
  ]);
  expect(new Set(Object.values(report.targets))).toEqual(new Set(['old']));
  expect(await leftBehind()).toEqual([]);
});

test('a newer release that waits goes on after it, and an older one does not', async () => {
  const scenario = {
    baseline: 'old',
    builds: [build('bad'), build('fix', '20m')],
    people: [rollback('25m')],
  };

  const { report, leftBehind } = await play(oneTarget({ bake: '{ for: 2h }' }), scenario);

  const outcomes = report.releases.map(({ kind, revision, outcome }) => [kind, revision, outcome]);
  expect(outcomes).toEqual([
    ['release', 'bad', 'Stopped'],
    ['release', 'fix', 'Promoted'],
    ['rollback', 'bad', 'RolledBack'],
  ]);
  expect(report.targets).toEqual({ live: 'fix' });
  expect(await leftBehind()).toEqual([]);
});

test('it goes back to any revision that once finished its bake there, and to no other', async () => {
  const scenario = {
    baseline: 'old',
    builds: [build('one'), build('two', '1h'), build('three', '2h')],
    people: [
      rollback('3h', { to: 'never' }),
      rollback('4h', { to: 'one', reason: 'all since is slow' }),
    ],
  };

  const { report, world } = await play(oneTarget(), scenario);

  expect(report.refusedDeeds).toMatchObject([
    { does: 'rollback', reason: expect.stringContaining('those are: #3') },
  ]);
  expect(report.releases.at(-1)).toMatchObject({ kind: 'rollback', outcome: 'RolledBack' });
  expect(report.targets).toEqual({ live: 'one' });
  const live = await world.onlooker.table.get(keys.target('shop', 'live'));
  expect(live?.baked?.revision.build.number).toBe(1);
});

test('one after another goes back further; where there is no way back it is refused with why', async () => {
  const scenario = {
    baseline: 'old',
    builds: [build('one'), build('two', '1h')],
    people: [rollback('3h'), rollback('4h'), rollback('5h')],
  };

  const { report } = await play(oneTarget(), scenario);

  const backs = report.releases.filter(({ kind }) => kind === 'rollback');
  expect(backs.map(({ revision, outcome }) => [revision, outcome])).toEqual([
    ['two', 'RolledBack'],
    ['one', 'RolledBack'],
  ]);
  expect(report.targets).toEqual({ live: 'old' });
  expect(report.refusedDeeds).toMatchObject([
    { reason: expect.stringContaining('nothing else has ever baked there') },
  ]);
});

test('during a rollback it waits for that, and takes back what is left', async () => {
  const slow = [
    { how: 'deployment', revision: 'old', target: 'one-box', outcome: 'succeeds', takes: '10m' },
    { how: 'alarm', revision: 'bad', target: 'one-box', after: '2m' },
  ];
  const rollBackAsItRolls = { does: 'rollback', as: 'ada', onCall: { function: 'RollBackTarget' } };
  const scenario = {
    baseline: 'old',
    builds: [build('bad')],
    misbehaviours: slow,
    people: [rollBackAsItRolls],
  };

  const { report, leftBehind, ended } = await play(wholeWay(), scenario);

  expect(ended).toBe(true);
  expect(report.releases.map(({ kind, outcome }) => [kind, outcome])).toEqual([
    ['release', 'RolledBack'],
    ['rollback', 'RolledBack'],
  ]);
  expect(new Set(Object.values(report.targets))).toEqual(new Set(['old']));
  expect(await leftBehind()).toEqual([]);
});

test('two at once do what one does', async () => {
  const scenario = {
    baseline: 'old',
    builds: [build('bad')],
    people: [rollback('1h'), rollback('1h', { as: 'bob' })],
  };

  const { report, leftBehind } = await play(wholeWay(), scenario);

  const backs = report.releases.filter(({ kind }) => kind === 'rollback');
  expect(backs.map(({ outcome }) => outcome)).toEqual(['RolledBack', 'RolledBack']);
  expect(new Set(Object.values(report.targets))).toEqual(new Set(['old']));
  expect(await leftBehind()).toEqual([]);
});
