// A rollback by hand: what may be asked for, how it ends, and that it outlives its functions.

import { needsOf } from '../../core/board/needs.ts';
import { pipelineView } from '../../core/board/view.ts';
import { keys, ranges } from '../../core/keys.ts';
import { readBoard } from '../../flows/read-board.ts';
import { test as aTest, build, oneTarget, target, wholeWay } from './pipelines.ts';
import { play } from './played.ts';

const withTest = oneTarget({ more: `tests: [${aTest('smoke')}]` });
const rollback = (at: string, more: object = {}) => ({ at, does: 'rollback', as: 'ada', ...more });

const moved = { at: '50m', target: 'live', to: 'handmade', by: 'anna' };

test('what somebody else has put there is never overwritten unasked', async () => {
  const scenario = {
    baseline: 'old',
    builds: [build('bad')],
    moves: [moved],
    people: [rollback('1h'), rollback('2h', { input: { pipeline: 'shop' } })],
  };

  const { report, leftBehind } = await play(oneTarget(), scenario);

  expect(report.refusedDeeds).toMatchObject([{ reason: expect.stringContaining('--over-drift') }]);
  expect(report.releases.at(-1)).toMatchObject({ kind: 'rollback', outcome: 'Stopped' });
  expect(report.targets).toEqual({ live: 'handmade' });
  expect(await leftBehind()).toEqual([]);
});

test('it is overwritten where that is asked for', async () => {
  const scenario = {
    baseline: 'old',
    builds: [build('bad')],
    moves: [moved],
    people: [rollback('1h', { overDrift: true })],
  };

  const { report } = await play(oneTarget(), scenario);

  expect(report.releases.at(-1)).toMatchObject({ kind: 'rollback', outcome: 'RolledBack' });
  expect(report.targets).toEqual({ live: 'old' });
});

test('the machine understands a sparse input in the console, and names nobody for it', async () => {
  const scenario = {
    baseline: 'old',
    builds: [build('bad')],
    people: [rollback('1h', { input: { pipeline: 'shop' } })],
  };

  const { report, of } = await play(oneTarget(), scenario);

  expect(of('rollback')[0]).toMatchObject({
    status: 'SUCCEEDED',
    path: [
      'PlanRollback',
      'Before?',
      'RollBackTargets',
      'RollBackTarget',
      'After?',
      'Back?',
      'SettleRelease',
      'Settled',
    ],
  });
  expect(report.releases.at(-1)).toMatchObject({ kind: 'rollback', outcome: 'RolledBack' });
  expect(report.releases.at(-1)?.reason).toContain('whoever started execution');
});

test.each([
  ['no pipeline', {}, 'expected input such as'],
  ['an order of another', { pipeline: 'shop', order: 'shop-rollback-000000000000' }, 'order'],
  ['a person', { pipeline: 'shop', by: 'arn:aws:iam::111122223333:user/ada' }, 'by'],
  ['a place that is not there', { pipeline: 'shop', stage: 'prd' }, 'did you mean prod'],
])('a wrong input in the console is refused: %s', async (_what, input, said) => {
  const scenario = {
    baseline: 'old',
    builds: [build('good')],
    people: [rollback('1h', { input })],
  };

  const { of, report } = await play(oneTarget(), scenario);

  expect(of('rollback')[0]).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'Refused' } });
  expect(of('rollback')[0]?.output.reason).toContain(said);
  expect(report.targets).toEqual({ live: 'good' });
});

test('a way back that fails is left dirty, and its stage is frozen', async () => {
  const scenario = {
    baseline: 'old',
    builds: [build('bad')],
    misbehaviours: [{ how: 'deployment', revision: 'old', target: 'live', outcome: 'fails' }],
    people: [rollback('1h')],
  };

  const { report, world, leftBehind } = await play(oneTarget(), scenario);

  expect(report.releases.at(-1)).toMatchObject({ kind: 'rollback', outcome: 'LeftDirty' });
  expect(await world.onlooker.table.get(keys.stage('shop', 'prod'))).toHaveProperty('frozen');
  expect(await leftBehind()).toEqual([]);
});

const two = oneTarget({ of: `${target('west')}, ${target('east')}` });

test.each([
  [{ target: 'west' }, { west: 'old', east: 'bad' }],
  [{ scope: 'stage' }, { west: 'old', east: 'old' }],
])('as much is taken back as is asked for: %j', async (more, targets) => {
  const scenario = { baseline: 'old', builds: [build('bad')], people: [rollback('1h', more)] };

  const { report } = await play(two, scenario);

  expect(report.releases.at(-1)).toMatchObject({ kind: 'rollback', outcome: 'RolledBack' });
  expect(report.targets).toEqual(targets);
});

const deaths = ['PlanRollback', 'RollBackTarget', 'SettleRelease', 'OnLet'].flatMap((name) =>
  [1, 3, 6, 9].map((nth) => [name, nth] as const),
);

test.each(deaths)(
  'a death of %s at its call %d changes nothing but the time',
  async (name, nth) => {
    const scenario = {
      baseline: 'old',
      builds: [build('bad')],
      deaths: [{ function: name, call: '*:*', dies: nth % 2 ? 'after' : 'before', onCall: nth }],
      people: [rollback('16m', { reason: 'it loses orders' })],
    };

    const { report, leftBehind, ended } = await play(withTest, scenario);

    expect(ended).toBe(true);
    const backs = report.releases.filter(({ kind }) => kind === 'rollback');
    // Whoever was not answered has to ask again.
    if (backs.length > 0) {
      expect(backs.map(({ outcome }) => outcome)).toEqual(['RolledBack']);
      expect(report.targets).toEqual({ live: 'old' });
    }
    expect(await leftBehind()).toEqual([]);
  },
);

test('a release that leaves its quarantined revision in production says so, and what takes it back', async () => {
  const scenario = {
    baseline: 'old',
    builds: [build('bad')],
    misbehaviours: [{ how: 'alarm', revision: 'bad', target: 'west', after: '2m' }],
    people: [rollback('3h', { release: 'bad', stage: 'prod', reason: 'the one-box too' })],
  };

  const { report, world } = await play(wholeWay(), scenario);

  const [release, back] = report.releases;
  expect(release).toMatchObject({ outcome: 'RolledBack' });
  expect(release?.reason).toContain(
    'one-box still runs it, though it is quarantined; to take it back: tidegate rollback shop --release 1',
  );
  expect(back).toMatchObject({ kind: 'rollback', outcome: 'RolledBack' });
  expect(back?.reason).not.toContain('still');
  expect(report.targets).toMatchObject({ 'one-box': 'old', gamma: 'bad' });
  const view = pipelineView(await readBoard(world.onlooker, 'shop'), world.clock.now().getTime());
  expect(view.releases[0]).toMatchObject({ kind: 'rollback', quarantined: true });
  expect(needsOf(view)).toMatchObject([
    {
      stage: 'beta',
      command: expect.stringContaining('tidegate rollback shop --stage beta --release 1'),
    },
    { stage: 'gamma' },
  ]);
});

const withFloor = oneTarget({ pipeline: 'rollbackFloor: 2' });

test('no rollback goes below the floor of its pipeline, by hand or by itself', async () => {
  const byHand = {
    baseline: 'old',
    builds: [build('one'), build('two', '1h'), build('three', '2h')],
  };
  const people = [rollback('3h', { to: 'one' }), rollback('4h'), rollback('5h')];
  const harm = { how: 'alarm', revision: 'one', target: 'live', after: '2m' };

  const asked = await play(withFloor, { ...byHand, people });
  const alone = await play(withFloor, {
    baseline: 'old',
    builds: [build('one')],
    misbehaviours: [harm],
  });

  expect(asked.report.refusedDeeds).toMatchObject([
    { reason: expect.stringContaining('#1') },
    { reason: expect.stringContaining('is below the pipeline’s rollbackFloor, 2: release a fix') },
  ]);
  expect(asked.report.targets).toEqual({ live: 'two' });
  expect(alone.report.releases[0]).toMatchObject({ outcome: 'Stopped' });
  expect(alone.report.releases[0]?.reason).toContain('rollbackFloor');
  expect(alone.report.targets).toEqual({ live: 'one' });
  const started = (played: typeof alone) =>
    played.report.ledger.filter(({ event }) => event === 'WaveStarted').map(({ text }) => text);
  const told = 'there is no way back of live: #0';
  expect(started(alone)[0]).toContain(told);
  expect(started(alone)[0]).toContain('is below the pipeline’s rollbackFloor, 2');
  expect(started(asked).at(-1)).toBe('wave started: live');
});

test('a revision is not taken back to itself: nothing is quarantined', async () => {
  const { report, items } = await play(oneTarget(), {
    baseline: 'old',
    builds: [build('new')],
    people: [rollback('2h', { release: 'latest', to: 'new' })],
  });

  expect(report.refusedDeeds).toMatchObject([
    { reason: expect.stringContaining('expected another revision to return to') },
  ]);
  expect(report.releases).toMatchObject([{ outcome: 'Promoted' }]);
  expect(await items(ranges.quarantines('shop'))).toEqual([]);
});
