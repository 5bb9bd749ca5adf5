// Tests that say nothing ask a person: each answer, none, and what does not wait for one.

import { keys } from '../../core/keys.ts';
import { DEPLOYED, FAILED, looks, STOPPED } from './known-paths.ts';
import { test as aTest, build, oneTarget, target } from './pipelines.ts';
import { play } from './played.ts';

const ADA = 'arn:aws:sts::111122223333:assumed-role/keepers/ada';
const says = (does: string, more: object = {}) => ({
  ...{ at: '60m', as: ADA, does, reason: 'its log is clean' },
  ...more,
});
const SILENT = { how: 'test', revision: 'new', test: 'smoke', status: 'STOPPED' };

/** Deployed at 10 minutes; its test is stopped then, and a person is asked. */
function asked(scenario: object, more = 'answerWithin: 2h', bake = '{ for: 10m }') {
  const pipeline = oneTarget({ more: `${more}, tests: [${aTest('smoke')}]`, bake });
  const builds = [build('new')];
  return play(pipeline, { baseline: 'old', builds, misbehaviours: [SILENT], ...scenario });
}

const TESTED = ['RunTests', 'RunTest', 'Tested?'];
const ASKED = [...DEPLOYED(1), ...TESTED, 'AwaitAnswer'];

test('a person who overrides tests lets the wave go on to its bake, which is watched as ever', async () => {
  const { wave, release, report, leftBehind, world } = await asked({ people: [says('override')] });

  expect(wave('new', 0).path).toEqual([
    ...[...ASKED, 'Answered?', ...looks(6), 'Healthy?'],
    ...['FinishWave', 'Overridden'],
  ]);
  expect(release('new')).toMatchObject({
    outcome: 'Promoted',
    reason: 'every wave passed but prod, let through by ada (keepers)',
    waves: [{ outcome: 'Overridden', verdict: 'inconclusive', bakedAt: expect.any(String) }],
  });
  expect(report.ledger.filter(({ event }) => event === 'WaveEnded')[0]?.text).toMatch(
    /^wave ended, Overridden: let through by ada \(keepers\): its log is clean; test undecided: smoke .* its bake passed$/,
  );
  // It has finished its bake there: that is what a point of return is.
  const live = await world.onlooker.table.get(keys.target('shop', 'live'));
  expect(live?.baked?.release).toBe(release('new').id);
  expect(await leftBehind()).toEqual([]);
});

test('what a person has let through untested is taken back all the same where its bake fails', async () => {
  const alarm = { how: 'alarm', revision: 'new', target: 'live', after: '55m' };
  const { wave, release } = await asked({
    misbehaviours: [SILENT, alarm],
    people: [says('override')],
  });

  expect(wave('new', 0).path.slice(-3)).toEqual(['Healthy?', ...FAILED]);
  expect(release('new')).toMatchObject({ outcome: 'RolledBack', waves: [{ verdict: 'fail' }] });
});

test('a wave without a bake ends Overridden at once, and is no point of return', async () => {
  const pipeline = `pipeline: shop
source: { project: shop-build }
stages:
  - { name: prod, targets: [${target('live')}], tests: [${aTest('smoke')}] }
`;
  const { wave, release, world } = await play(pipeline, {
    ...{ baseline: 'old', builds: [build('new')] },
    ...{ misbehaviours: [SILENT], people: [says('override')] },
  });

  expect(wave('new', 0).path.slice(-3)).toEqual(['Answered?', 'FinishWave', 'Overridden']);
  expect(release('new').waves).toMatchObject([{ outcome: 'Overridden', bakedAt: null }]);
  const live = await world.onlooker.table.get(keys.target('shop', 'live'));
  expect(live?.baked?.release).not.toBe(release('new').id);
});

test('a person who retries has what said nothing run again: what it says then counts', async () => {
  const { wave, release, report, leftBehind } = await asked({
    misbehaviours: [{ ...SILENT, times: 1 }],
    people: [says('retry')],
  });

  expect(wave('new', 0).path.slice(ASKED.length, ASKED.length + 4)).toEqual([
    ...['Answered?', ...TESTED],
  ]);
  expect(release('new')).toMatchObject({ outcome: 'Promoted', waves: [{ outcome: 'Passed' }] });
  const begun = report.ledger.filter(({ event }) => event === 'TestStarted');
  expect(begun.map(({ text }) => text)).toEqual(['test smoke started', 'test smoke started again']);
  expect(await leftBehind()).toEqual([]);
});

test('it asks again where it is no wiser, twice, and a third retry is refused', async () => {
  const at = ['60m', '90m', '110m'];
  const { wave, release, report } = await asked({
    people: at.map((each) => says('retry', { at: each })),
  });

  const again = ['Answered?', ...TESTED, 'AwaitAnswer'];
  expect(wave('new', 0).path).toEqual([...ASKED, ...again, ...again, ...STOPPED]);
  expect(release('new').reason).toMatch(/test undecided: .*; nobody has answered in time/);
  expect(report.ledger.filter(({ event }) => event === 'RetryAsked')).toHaveLength(2);
});

test('nobody answers: it pages, keeps its stage for the time that is stated, and stops then', async () => {
  const { wave, release, report } = await asked({ builds: [build('new'), build('newer', '40m')] });

  expect(wave('new', 0).path).toEqual([...ASKED, ...STOPPED]);
  const at = (what: string) => Date.parse(report.ledger.find(({ event }) => event === what)!.at);
  expect((at('WaveEnded') - at('AnswerAwaited')) / 1000).toBeCloseTo(120 * 60, -2);
  expect(release('new')).toMatchObject({ outcome: 'Stopped', waves: [{ outcome: 'Stopped' }] });
  const entered = report.ledger.filter(({ event }) => event === 'StageEntered').map(({ at }) => at);
  expect(Date.parse(entered[1]!)).toBeGreaterThan(at('WaveEnded'));
});

test('an alarm that fires meanwhile decides at once', async () => {
  const { wave, release, report, leftBehind } = await asked({
    misbehaviours: [SILENT, { how: 'alarm', revision: 'new', target: 'live', after: '20m' }],
    people: [says('override')],
  });

  expect(wave('new', 0).path).toEqual([...ASKED, 'Answered?', ...FAILED]);
  expect(release('new').outcome).toBe('RolledBack');
  const told = (what: string) =>
    Date.parse(report.ledger.find(({ event }) => event === what)?.at ?? '');
  expect(told('WaveEnded') - told('HarmFound')).toBeLessThan(15_000);
  expect(await leftBehind()).toEqual([]);
});

test('what somebody else moves meanwhile is no question any more', async () => {
  const { wave, release } = await asked({
    moves: [{ at: '20m', target: 'live', to: 'other', by: 'eve' }],
    people: [says('override')],
  });

  expect(wave('new', 0).path).toEqual([...ASKED, 'Answered?', ...STOPPED]);
  expect(release('new')).toMatchObject({
    outcome: 'Stopped',
    reason: expect.stringContaining('moved'),
  });
});

test.each([
  ['its stage', 'answerWithin: 0s', 'Tested?'],
  ['nobody', 'retries: 1', 'AwaitAnswer'],
])('a pipeline of which %s says how long', async (_, more, last) => {
  const { wave } = await asked({}, more);

  expect(wave('new', 0).path.at(-3)).toBe(last);
});

test('a bake that cannot be judged after it asks anew, and both answers stand in the ledger', async () => {
  const pipeline = oneTarget({
    of: target('live', { atLeast: 9 }),
    more: `tests: [${aTest('smoke')}]`,
  });
  const { wave, release, report } = await play(pipeline, {
    ...{ baseline: 'old', builds: [build('new')], misbehaviours: [SILENT] },
    traffic: [{ target: 'live', requestsPerMinute: 0 }],
    people: [says('override', { at: '20m' }), says('override', { at: '90m' })],
  });

  expect(wave('new', 0).path.filter((state) => state === 'AwaitAnswer')).toHaveLength(2);
  expect(release('new').outcome).toBe('Promoted');
  expect(report.ledger.filter(({ event }) => event === 'VerdictOverridden')).toHaveLength(2);
});

test.each([
  ['OnLet', 'states:SendTaskSuccess', 'before'],
  ['AwaitAnswer', 'dynamodb:PutItem', 'after'],
  ['AwaitAnswer', 'dynamodb:PutItem', 'before'],
] as const)(
  'a %s that dies at %s, %s it, asks once and loses no answer',
  async (name, call, dies) => {
    const { release, report, leftBehind } = await asked({
      misbehaviours: [{ ...SILENT, times: 1 }],
      people: [says('retry')],
      deaths: [{ function: name, call, dies, onCall: 1 }],
    });

    expect(release('new').outcome).toBe('Promoted');
    expect(report.ledger.filter(({ event }) => event === 'AnswerAwaited')).toHaveLength(1);
    expect(await leftBehind()).toEqual([]);
  },
);
