// A release that is stopped by hand while it shifts: nobody would watch it to its end, so that it is sent back.

import { ranges } from '../../core/keys.ts';
import { build, oneTarget, target } from './pipelines.ts';
import { type Played, play, type ScenarioInput, secondsAt } from './played.ts';

const small = oneTarget();
const by = (configuration: string) => [{ target: 'live', configuration }];
const day: ScenarioInput = {
  baseline: 'old',
  builds: [build('new')],
  deployments: by('LambdaCanary10Percent30Minutes'),
};
const stopped = (execution = 'release') => [{ at: '16m', does: 'stop', execution }];
const endOf = ({ release, report, world }: Played) => {
  const { outcome, endedAt } = release('new');
  return [outcome, report.targets.live, secondsAt(world, endedAt!) < 16 * 60 + 20];
};

test.each(['release', 'wave'])(
  'an execution of a %s that is stopped in a shift leaves all of the traffic where it was',
  async (execution) => {
    const played = await play(small, { ...day, people: stopped(execution) });

    expect(endOf(played)).toEqual(['Stopped', 'old', true]);
    expect(played.release('new').reason).toContain(
      'live: its shift was stopped, and all of its traffic goes to version 1 again',
    );
    expect(await played.leftBehind()).toEqual([]);
  },
);

test('a first release that is stopped in its shift leaves what was there before Tidegate', async () => {
  const { baseline: _, ...first } = day;

  const played = await play(small, { ...first, people: stopped() });

  expect(played.release('new').outcome).toBe('Stopped');
  const { lambda } = played.world.aws;
  const { version, weights } = lambda.running('shop-live', 'live', played.world.targets[0]!);
  expect([version.number, weights]).toEqual(['1', {}]);
});

test('the release after one that was stopped in its shift finds its gate open', async () => {
  const played = await play(small, {
    ...day,
    builds: [build('new'), build('newer', '1h')],
    people: stopped(),
  });

  expect(played.outcomes()).toEqual(['Stopped', 'Promoted']);
});

test('a shift that cannot be stopped comes to its end before its release does', async () => {
  const played = await play(small, {
    ...day,
    people: stopped(),
    calls: [{ call: 'codedeploy:StopDeployment', how: 'denied', times: 99 }],
  });

  expect(endOf(played)).toEqual(['Stopped', 'new', false]);
  const told = played.report.ledger.filter(({ event }) => event === 'StopFailed');
  expect(told.map(({ text }) => text)).toEqual([
    expect.stringMatching(/^live: deployment d-\S+ runs on, .*: .*[dD]enied.*; it is tried again$/),
  ]);
  expect(secondsAt(played.world, told[0]!.at)).toBeLessThan(16 * 60 + 20);
});

test('what somebody else has put there as a release was stopped is left to them', async () => {
  const played = await play(small, {
    ...day,
    deployments: by('LambdaCanary10Percent5Minutes'),
    people: [{ at: '12m', does: 'stop' }],
    moves: [{ at: '12m', target: 'live', to: 'hotfix' }],
  });

  expect(played.report.targets.live).toBe('hotfix');
  expect(played.release('new').outcome).toBe('Stopped');
  const [item] = await played.items(ranges.targets('shop'));
  expect(item?.intent).toMatchObject({ end: { result: 'Moved' } });
});

test('a deployment to instances comes to its end, for half of it would be worse', async () => {
  const played = await play(oneTarget({ of: target('live', { ec2: true }) }), {
    ...day,
    deployments: [],
    people: [{ at: '10m20s', does: 'stop' }],
  });

  expect(endOf(played)).toEqual(['Stopped', 'new', true]);
});

test.each([
  ['an alarm', { alarms: [{ alarm: 'live-errors', is: 'ALARM', at: '16m' }] }],
  [
    'a deployment that fails',
    { misbehaviours: [{ how: 'deployment', revision: 'new', target: 'live' }] },
  ],
  [
    'somebody’s hand on its share',
    { moves: [{ at: '16m', target: 'live', to: 'new', percent: 50, by: 'anna' }] },
  ],
])('a first release that %s ends half-way leaves what it shifted from', async (_what, more) => {
  const { baseline: _, ...first } = day;

  const played = await play(small, { ...first, ...more });

  const { outcome, reason } = played.release('new');
  expect([outcome, played.report.ledger.some(({ event }) => event === 'StageFrozen')]).toEqual([
    'Stopped',
    false,
  ]);
  expect(reason).toMatch(/nothing else has ever baked there .*; its shift was stopped, and all of/);
  const { version, weights } = played.world.aws.lambda.running(
    'shop-live',
    'live',
    played.world.targets[0]!,
  );
  expect([version.number, weights]).toEqual(['1', {}]);
});
