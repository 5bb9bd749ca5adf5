// Two people roll the same back, one a little later: nothing goes back further than either of them meant.

import { ranges } from '../../core/keys.ts';
import { build, oneTarget, wholeWay } from './pipelines.ts';
import { play } from './played.ts';

const rollback = (at: string, more: object = {}) => ({ at, does: 'rollback', as: 'ada', ...more });
const builds = [build('one'), build('two', '1h')];

test.each([
  [
    'while it is on its way',
    '180m3s',
    /^expected a revision that nothing takes back yet, got .* live returns to #1 /,
  ],
  ['a minute after it', '181m', /#1 \w+ has just been brought back to live, .* --release 1 /],
])('who presses %s takes nothing further back, and is told how', async (_, at, problem) => {
  const people = [rollback('3h'), rollback(at, { as: 'bob' })];

  const { report, items } = await play(oneTarget(), { baseline: 'old', builds, people });

  expect(report.targets).toEqual({ live: 'one' });
  expect(report.refusedDeeds).toMatchObject([
    { does: 'rollback', reason: expect.stringMatching(problem) },
  ]);
  expect(await items(ranges.quarantines('shop'))).toHaveLength(1);
});

test.each([
  ['by its name', '181m', { release: 'one' }],
  ['to another, by that', '181m', { to: '0' }],
  ['unnamed, once everybody has seen it', '3h15m', {}],
])('what has just been brought back is taken back %s', async (_, at, more) => {
  const people = [rollback('3h'), rollback(at, more)];

  const { report } = await play(oneTarget(), { baseline: 'old', builds, people });

  expect(report.refusedDeeds ?? []).toEqual([]);
  expect(report.targets).toEqual({ live: 'old' });
});

test('while a failed wave is taken back, what all others run well is not', async () => {
  const asItRolls = { does: 'rollback', as: 'ada', onCall: { function: 'RollBackTarget' } };
  const scenario = {
    baseline: 'old',
    builds,
    misbehaviours: [{ how: 'alarm', revision: 'two', target: 'live', after: '2m' }],
    people: [asItRolls],
  };

  const { report } = await play(oneTarget({ bake: '{ for: 10m }' }), scenario);

  expect(report.refusedDeeds).toMatchObject([
    { reason: expect.stringContaining('live returns to #1') },
  ]);
  expect(report.targets).toEqual({ live: 'one' });
});

test('a place that is named and runs it still is taken back while another returns', async () => {
  const people = [
    rollback('40h', { target: 'beta' }),
    rollback('2400m2s', { target: 'gamma', as: 'bob' }),
  ];

  const { report } = await play(wholeWay(), { baseline: 'old', builds: [build('one')], people });

  expect(report.refusedDeeds ?? []).toEqual([]);
  expect(report.targets).toMatchObject({ beta: 'old', gamma: 'old', 'one-box': 'one' });
});
