// A bake that could not be judged asks a person: each answer, none, and an alarm that does not wait for one.

import { keys } from '../../core/keys.ts';
import { DEPLOYED, FAILED, looks, PASSED, STOPPED } from './known-paths.ts';
import { build, oneTarget, target } from './pipelines.ts';
import { play } from './played.ts';

const QUIET = { traffic: [{ target: 'live', requestsPerMinute: 0 }] };
const ADA = 'arn:aws:sts::111122223333:assumed-role/keepers/ada';
const says = (does: 'override' | 'retry' | 'stop', more: object = {}) => ({
  ...{ at: '60m', as: ADA, does, reason: 'seen it' },
  ...more,
});

/** Deployed at 10 minutes, it bakes for 10 and is extended by 10: a person is asked half an hour after the start. */
function asked(scenario: object, bake = '{ for: 10m, answerWithin: 2h }') {
  const pipeline = oneTarget({ of: target('live', { atLeast: 9 }), bake });
  return play(pipeline, { baseline: 'old', builds: [build('new')], ...QUIET, ...scenario });
}

const ASKED = [
  ...[...DEPLOYED(1), ...looks(6), 'Healthy?', ...looks(6), 'Healthy?'],
  'AwaitAnswer',
];

test('a person who overrides lets the release go on at once, and stands in its end', async () => {
  const { wave, release, report, leftBehind, world } = await asked({ people: [says('override')] });

  expect(wave('new', 0).path).toEqual([...ASKED, 'Answered?', 'FinishWave', 'Overridden']);
  const overridden = wave('new', 0).visits.find(({ state }) => state === 'Answered?');
  expect(overridden?.at).toBeLessThan(60 * 60 + 5);
  expect(release('new')).toMatchObject({
    outcome: 'Promoted',
    reason: 'every wave passed but prod, let through by ada (keepers)',
    waves: [{ outcome: 'Overridden', verdict: 'inconclusive', bakedAt: null }],
  });
  expect(report.ledger.filter(({ event }) => event === 'VerdictOverridden')).toEqual([
    expect.objectContaining({ text: expect.stringContaining(`${ADA}) until 2026-11-24T10:00`) }),
  ]);
  // It has not finished its bake: whatever is taken back later does not come back to it.
  const live = await world.onlooker.table.get(keys.target('shop', 'live'));
  expect(live?.running?.release).toBe(release('new').id);
  expect(live?.baked?.release).not.toBe(release('new').id);
  expect(await leftBehind()).toEqual([]);
});

test('a person who retries lets it bake again, which asks again where it is no wiser', async () => {
  const { wave, release } = await asked({
    people: [says('retry'), says('retry', { at: '110m' }), says('retry', { at: '170m' })],
  });

  const again = ['Answered?', ...looks(6), 'Healthy?', 'AwaitAnswer'];
  expect(wave('new', 0).path).toEqual([...ASKED, ...again, ...again, ...STOPPED]);
  expect(release('new')).toMatchObject({
    outcome: 'Stopped',
    reason: expect.stringContaining('nobody has answered in time'),
  });
});

test('nobody answers: the release stops after the time that is stated, and keeps its stage till then', async () => {
  const { wave, release, report } = await asked({
    builds: [build('new'), build('newer', '40m')],
  });

  expect(wave('new', 0).path).toEqual([...ASKED, ...STOPPED]);
  expect(wave('new', 0).visits.at(-1)?.at).toBeCloseTo((30 + 120) * 60, -2);
  expect(release('new').outcome).toBe('Stopped');
  const entered = report.ledger.filter(({ event }) => event === 'StageEntered').map(({ at }) => at);
  expect(entered[1]).toMatch(/T11:30/);
});

test('an alarm that fires while a person is waited for decides without them', async () => {
  const { wave, release } = await asked({
    misbehaviours: [{ how: 'alarm', revision: 'new', target: 'live', after: '40m' }],
    people: [says('override')],
  });

  expect(wave('new', 0).path).toEqual([...ASKED, 'Answered?', ...FAILED]);
  expect(release('new').outcome).toBe('RolledBack');
});

test('what somebody else has moved is no question: the release stops at once', async () => {
  const { wave, report } = await asked({
    moves: [{ at: '15m', target: 'live', to: 'other', by: 'eve' }],
    people: [says('override')],
  });

  expect(wave('new', 0).path.slice(-4)).toEqual(['AwaitAnswer', 'Answered?', ...STOPPED]);
  expect(wave('new', 0).visits.at(-1)?.at).toBeLessThan(30 * 60);
  expect(report.ledger.map(({ event }) => event)).not.toContain('AnswerAwaited');
});

test('a pipeline that waits for nobody stops as soon as it is inconclusive', async () => {
  const { wave } = await asked({}, '{ for: 10m, answerWithin: 0s }');

  expect(wave('new', 0).path).toEqual([...ASKED.slice(0, -1), ...STOPPED]);
});

test('what was let through is good until its time only: a wave that has not started by then never does', async () => {
  const pipeline = `pipeline: shop
source: { project: shop-build }
stages:
  - name: prod
    bake: { for: 10m }
    waves:
      - { name: one, targets: [${target('one', { atLeast: 9 })}] }
      - { name: two, targets: [${target('two')}] }
`;
  const { release } = await play(pipeline, {
    baseline: 'old',
    builds: [build('new')],
    traffic: [{ target: 'one', requestsPerMinute: 0 }],
    people: [
      says('override', { until: '90m' }),
      { at: '50m', as: ADA, does: 'hold', reason: 'not yet' },
      { at: '3h', as: ADA, does: 'resume', reason: 'now' },
    ],
  });

  expect(release('new')).toMatchObject({
    outcome: 'Stopped',
    reason: expect.stringMatching(
      /what ada \(keepers\) has let through in prod\/one was good until/,
    ),
    waves: [{ outcome: 'Overridden' }, { outcome: 'Stopped', deployedAt: null }],
  });
});

test('a wave that passes after it baked again is passed, and is a point of return', async () => {
  const { wave, release } = await asked({
    traffic: [],
    calls: [{ call: 'cloudwatch:GetMetricData', how: 'fails', from: '11m', for: '35m' }],
    people: [says('retry')],
  });

  expect(wave('new', 0).path).toEqual([...ASKED, 'Answered?', 'WatchBake', 'Healthy?', ...PASSED]);
  expect(release('new')).toMatchObject({ outcome: 'Promoted', waves: [{ outcome: 'Passed' }] });
});
