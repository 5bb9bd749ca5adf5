// Who else may have made a bake fail: what is noted of changes, and what a verdict says of them.

import { ranges } from '../../core/keys.ts';
import { parsePipeline } from '../../core/pipeline/parse.ts';
import type { Suspect } from '../../core/suspects.ts';
import { type BakedWave, decisionOf, type OpenedWave } from '../../core/wave.ts';
import { explain } from '../../flows/explain.ts';
import type { Pipelines } from '../../simulation/world/pipelines.ts';
import { scenarioSchema } from '../../simulation/world/scenario.ts';
import { makeWorld } from '../../simulation/world/world.ts';
import { tablesOfFile } from '../tables.ts';
import { build, oneTarget, target } from './pipelines.ts';
import { type Played, play, type ScenarioInput } from './played.ts';

const MEMBER = '222233334444';
const pipeline = oneTarget({ bake: '{ for: 2h }', of: target('live', { account: `"${MEMBER}"` }) });

/** From minute 70 on, an hour into the bake, four of a hundred requests fail, whatever runs. */
const ill: ScenarioInput = {
  baseline: 'old',
  builds: [build('new')],
  disturbances: [{ target: 'live', at: '70m', errorPercent: 4 }],
};
const stack = { at: '64m', target: 'live', what: 'cloudformation', name: 'shop-network' };

/** What was decided of the release's only wave, with its suspects. */
async function waveOf({ items, release }: Played) {
  const [wave] = await items(ranges.waves(release('new').id));
  return { ...decisionOf(wave!), ...(wave as BakedWave).bake };
}

const noted = async ({ items }: Played, region = 'us-east-1') =>
  (await items(ranges.changes(MEMBER, region))).map(({ at, phase, what }) =>
    [at.slice(11, 16), phase, what.replace(/shop-[0-9a-f]{12}-1|d-\w{9}/, '…')].join(' '),
  );
const whoOf = (suspects: readonly Suspect[] = []) =>
  suspects.map(({ isOwn, what, reason }) => [isOwn ? 'own' : what, reason]);

test('what others change in a member account is noted, and whose a deployment is', async () => {
  const played = await play(pipeline, {
    baseline: 'old',
    builds: [build('new')],
    changes: [
      stack,
      { at: '30m', account: MEMBER, region: 'eu-west-1', what: 'lambda', name: 'cart' },
      { at: '31m', target: 'live', what: 'ecs', name: 'prod/payments' },
      { at: '32m', target: 'live', what: 'codedeploy', name: 'bakery/live', takes: '1m' },
    ],
  });

  expect(await noted(played)).toEqual([
    '09:10 done release … on live',
    '09:10 begun deployment … of shop/live',
    '09:10 ended deployment … of shop/live',
    '09:31 begun deployment of service prod/payments',
    '09:32 begun deployment … of bakery/live',
    '09:33 ended deployment of service prod/payments',
    '09:33 ended deployment … of bakery/live',
    '10:04 begun stack shop-network UPDATE_IN_PROGRESS',
    '10:06 ended stack shop-network UPDATE_COMPLETE',
  ]);
  expect(await noted(played, 'eu-west-1')).toEqual([
    '09:30 done UpdateFunctionConfiguration of cart',
  ]);
  expect(played.outcomes()).toEqual(['Promoted']);
  expect((await waveOf(played)).suspects).toBeUndefined();
});

test('a bake that fails names the stack that was changed before, and not the one that was changed after', async () => {
  const later = { ...stack, at: '72m', name: 'shop-queues', takes: '1m' };
  const elsewhere = { ...stack, target: undefined, account: MEMBER, region: 'eu-west-1' };

  const played = await play(pipeline, { ...ill, changes: [stack, later, elsewhere] });

  const { verdict, reason, suspects } = await waveOf(played);
  expect(verdict).toBe('fail');
  expect(reason).toMatch(/; also suspect: stack shop-network UPDATE_COMPLETE, \d minutes before$/);
  expect(whoOf(suspects)).toEqual([
    ['own', expect.stringMatching(/^(59|60) minutes before, on lambda shop-live:live$/)],
    [
      'stack shop-network UPDATE_COMPLETE',
      expect.stringMatching(/^[345] minutes before, in the same account and region$/),
    ],
  ]);
  expect(played.outcomes()).toEqual(['RolledBack']);
});

test('a change by hand of what fails is more suspect than a release of an hour ago', async () => {
  const byHand = { at: '69m', target: 'live', what: 'lambda', name: 'shop-live' };

  const { reason, suspects } = await waveOf(await play(pipeline, { ...ill, changes: [byHand] }));

  expect(suspects!.map(({ isOwn }) => isOwn)).toEqual([false, true]);
  expect(reason).toMatch(/; more suspect than this release: UpdateFunctionConfiguration of shop/);
});

test('where only an alarm speaks, what was under way as it fired is a suspect', async () => {
  const off = oneTarget({
    bake: '{ for: 2h, judge: { mode: off } }',
    of: target('live', { account: `"${MEMBER}"` }),
  });

  const { suspects } = await waveOf(
    await play(off, {
      baseline: 'old',
      builds: [build('new')],
      alarms: [{ alarm: 'live-errors', is: 'ALARM', at: '70m' }],
      changes: [{ ...stack, takes: '20m' }],
    }),
  );

  expect(whoOf(suspects)).toEqual([
    ['own', '59 minutes before, on live'],
    ['stack shop-network UPDATE_IN_PROGRESS', 'at that time, in the same account and region'],
  ]);
});

test('events that come twice, late or swapped name the same suspects', async () => {
  const events = ['doubled', 'late', 'swapped'].map((how) => ({
    source: 'aws.cloudformation',
    how,
    by: '90s',
    times: 1,
  }));

  const { suspects } = await waveOf(await play(pipeline, { ...ill, changes: [stack], events }));

  expect(suspects!.map(({ what }) => what)).toEqual([
    'this release',
    'stack shop-network UPDATE_COMPLETE',
  ]);
});

test('a verdict is given although its suspects cannot be read', async () => {
  const calls = ['WatchBake', 'OnAlarm', 'Sweep'].map((name) => ({
    call: 'dynamodb:Query',
    how: 'throttled',
    from: '70m',
    times: name === 'WatchBake' ? 99 : 12,
    function: name,
  }));

  const played = await play(pipeline, { ...ill, changes: [stack], calls });

  const { verdict, reason, suspects } = await waveOf(played);
  expect(verdict).toBe('fail');
  expect(reason).not.toContain('suspect');
  expect(suspects).toBeUndefined();
  expect(played.outcomes()).toEqual(['RolledBack']);
});

test('of two releases that fail at once, the one with the greater score of the judge comes first', async () => {
  const text = oneTarget({ bake: '{ for: 2h }' });
  const pipelines: Pipelines = [
    parsePipeline(text, 'shop.yml'),
    parsePipeline(text.replaceAll('shop', 'cart').replaceAll('live', 'hot'), 'cart.yml'),
  ];
  const world = await makeWorld({
    tables: tablesOfFile(),
    pipelines,
    seed: 1,
    readFile: () => '',
    scenario: scenarioSchema.parse({
      baseline: 'old',
      builds: [
        { at: '10m', revision: 'new', pipeline: 'shop' },
        { at: '12m', revision: 'newer', pipeline: 'cart' },
      ],
      disturbances: [
        { target: 'live', at: '40m', errorPercent: 4 },
        { target: 'hot', at: '30m', errorPercent: 30 },
      ],
    }),
  });
  await world.play();
  const releases = await world.onlooker.table.list(ranges.releases('shop'));
  const [wave] = await world.onlooker.table.list(ranges.waves(releases[0]!.id));
  await world.close();

  const [first, second] = (wave as BakedWave).bake.suspects!;
  expect([first!.isOwn, second!.isOwn]).toEqual([false, true]);
  expect(first!.what).toMatch(/^release cart-\w+-1 on hot$/);
  expect(first!.judgeScore).toBeGreaterThan(second!.judgeScore!);
});

describe('harm that is found while traffic shifts', () => {
  const slow = { target: 'live', configuration: 'LambdaCanary10Percent30Minutes' };
  const shifting: ScenarioInput = {
    baseline: 'old',
    builds: [build('new')],
    deployments: [slow],
    changes: [{ ...stack, at: '8m' }],
  };
  const harmIn = async ({ items, release }: Played) => {
    const [wave] = await items(ranges.waves(release('new').id));
    return (wave as OpenedWave).harm!;
  };

  test.each([
    ['an alarm', { alarms: [{ alarm: 'live-errors', is: 'ALARM', at: '20m' }] }],
    [
      'the judge',
      { misbehaviours: [{ how: 'metric', revision: 'new', target: 'live', errorPercent: 40 }] },
    ],
  ])('by %s names who else may have done it', async (_by, more) => {
    const played = await play(pipeline, { ...shifting, ...more });

    const { suspects, reason } = await harmIn(played);
    expect(whoOf(suspects)).toEqual(
      expect.arrayContaining([
        ['own', expect.stringMatching(/^at that time, on /)],
        ['stack shop-network UPDATE_COMPLETE', expect.stringMatching(/in the same account and/)],
      ]),
    );
    expect(reason).toMatch(/while its traffic shifted/);
    expect(played.outcomes()).toEqual(['RolledBack']);
  });

  test('by an alarm is judged for the record, once what shifts was stopped', async () => {
    const errors = { how: 'metric', revision: 'new', target: 'live', errorPercent: 40 };
    const alarm = { how: 'alarm', revision: 'new', target: 'live', from: 'shift', after: '4m' };
    const played = await play(pipeline, { ...shifting, misbehaviours: [errors, alarm] });

    const [judging] = await played.items(ranges.judgings(played.release('new').id));
    const explained = await explain(played.world.onlooker, played.release('new').id);
    expect(judging).toMatchObject({ of: 'shift', target: 'live' });
    expect(explained.waves.map(({ judged }) => judged.length)).toEqual([1]);
    const stopped = played.calls.findIndex(({ operation }) => operation === 'StopDeployment');
    const read = played.calls.findIndex(({ operation }) => operation === 'GetMetricData');
    expect(stopped).toBeGreaterThan(0);
    expect(read).toBeGreaterThan(stopped);
  });
});
