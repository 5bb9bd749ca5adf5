// An alias that Tidegate shifts itself: by steps that wait until nothing speaks against them, and back in one call.

import { build } from './pipelines.ts';
import { canary, linear, runs, sharesOf, shifting, target } from './strategies.ts';

test.each([
  ['blue-green', [0]],
  ['{ canary: { percent: 10, after: 10m } }', [0.1, 0]],
  ['{ linear: { percent: 40, every: 3m } }', [0.4, 0.8, 0]],
])('a good revision moves by %s, and is promoted', async (strategy, shares) => {
  const played = await shifting(target(strategy), { builds: [build('good')] });

  expect(played.outcomes()).toEqual(['Promoted']);
  expect(sharesOf(played)).toEqual(shares);
  expect(played.report.targets).toEqual({ live: 'good' });
  expect(await played.leftBehind()).toEqual([]);
});

test('a canary stays at its share for as long as it says', async () => {
  const played = await shifting(canary, { builds: [build('good')] });

  const moves = played.calls.filter(({ operation }) => operation === 'UpdateAlias');
  const [first, last] = moves.map(({ at }) => at);
  expect(moves).toHaveLength(2);
  expect(last! - first!).toBeGreaterThanOrEqual(600);
  expect(last! - first!).toBeLessThan(620);
});

test.each(['1s', '61s', '179s', '181s', '355s', '361s', '500s'])(
  'an alarm %s after the first request takes all of it back within seconds',
  async (after) => {
    const alarm = { how: 'alarm', revision: 'bad', target: 'live', from: 'shift', after };
    const played = await shifting(linear, { builds: [build('bad')], misbehaviours: [alarm] });

    expect(played.outcomes()).toEqual(['RolledBack']);
    expect(runs(played)).toBe('1 {}');
    expect(played.release('bad').timeToSafe!.seconds).toBeLessThan(15);
    expect(await played.leftBehind()).toEqual([]);
  },
);

test('what the judge finds in a step stops it there, though no alarm fires', async () => {
  const errors = { how: 'metric', revision: 'bad', target: 'live', errorPercent: 40 };
  const slow = target('{ canary: { percent: 20, after: 1h } }');
  const played = await shifting(slow, { builds: [build('bad')], misbehaviours: [errors] });

  expect(played.outcomes()).toEqual(['RolledBack']);
  expect(sharesOf(played).slice(0, 2)).toEqual([0.2, 0]);
});

test.each([
  ['back to nothing', { to: 'old' }],
  ['to more of it', { to: 'good', percent: 30 }],
  ['to the same, once more', { to: 'good', percent: 10 }],
  ['to less of it', { to: 'good', percent: 5 }],
  ['to something else', { to: 'theirs' }],
  ['to something else in part', { to: 'theirs', percent: 20 }],
])('a hand that moves the alias in a step, %s, is found by its setting', async (_, moved) => {
  const move = { at: '15m', target: 'live', by: 'anna', ...moved };
  const played = await shifting(canary, { builds: [build('good')], moves: [move] });

  const { outcome, reason } = played.release('good');
  expect(['Stopped', 'RolledBack']).toContain(outcome);
  expect(reason).toMatch(/by user\/anna/);
  // Nobody's alias is overwritten once all of it is theirs.
  if (moved.to === 'theirs' && !('percent' in moved)) expect(runs(played)).toBe('3 {}');
  else expect(runs(played)).toMatch(/^1 |^3 /);
  expect(await played.leftBehind()).toEqual([]);
});

test.each(['missing', 'INSUFFICIENT_DATA'])(
  'a step is held while its alarm is %s, and given up in the end',
  async (is) => {
    const alarms = [{ alarm: 'live-errors', is, at: '13m' }];
    const played = await shifting(canary, { builds: [build('good')], alarms });

    const { waves, outcome } = played.release('good');
    expect(outcome).toBe('RolledBack');
    expect(waves[0]!.reason).toMatch(/its traffic was held at a step for 4\dm.*live-errors/);
    expect(runs(played)).toBe('1 {}');
  },
);

test('a step that was held goes on once its alarm tells again', async () => {
  const alarms = [
    { alarm: 'live-errors', is: 'INSUFFICIENT_DATA', at: '13m' },
    { alarm: 'live-errors', is: 'OK', at: '25m' },
  ];
  const played = await shifting(canary, { builds: [build('good')], alarms });

  expect(played.outcomes()).toEqual(['Promoted']);
});

test('the others of a wave of which somebody has moved an alias shift to their end', async () => {
  const other = linear.replace('name: live', 'name: other').replace('shop-live', 'shop-other');

  const played = await shifting(`${linear}, ${other}`, {
    builds: [build('good', '10m')],
    moves: [{ at: '11m', target: 'other', to: 'theirs', by: 'anna' }],
  });

  expect(played.outcomes()).toEqual(['Stopped']);
  expect(sharesOf(played)).toEqual([0.4, 0.8, 0]);
  expect(played.report.targets).toEqual({ live: 'good', other: 'theirs' });
  expect(await played.leftBehind()).toEqual([]);
});
