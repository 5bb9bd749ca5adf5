// Somebody else moves a target while a release shifts there: what they have done stands, and nothing is blamed for it.

import { ranges } from '../../core/keys.ts';
import { build, oneTarget, target } from './pipelines.ts';
import { type Played, play, type ScenarioInput, secondsAt } from './played.ts';

const small = oneTarget();
const servers = oneTarget({ of: target('live', { ec2: true }) });
const canary = [{ target: 'live', configuration: 'LambdaCanary10Percent30Minutes' }];
const quick = [{ target: 'live', configuration: 'LambdaCanary10Percent5Minutes' }];
const day: ScenarioInput = { baseline: 'old', builds: [build('new')], deployments: canary };
const moved = (at: string, more: object = {}) => ({ at, target: 'live', to: 'hotfix', ...more });
const byAnna = { by: 'anna' };
const firing = (at: string, alarm = 'live-errors') => ({ alarm, is: 'ALARM', at });

/** The outcome, the only wave's verdict, and what its target runs. */
const endOf = ({ release, report }: Played) => {
  const { outcome, waves } = release('new');
  return [outcome, waves.at(-1)!.verdict, report.targets.live];
};
const told = ({ report }: Played, wanted: string) =>
  report.ledger.filter(({ event }) => event === wanted).map(({ text }) => text);
const endedAt = ({ release, world }: Played) => secondsAt(world, release('new').endedAt!);

test.each([
  ['to something else', {}, 'hotfix'],
  ['in part', { percent: 30 }, null],
  ['back to what ran before', { to: 'old' }, 'old'],
])('an alias that is moved %s in a canary is found in seconds, and left so', async (...row) => {
  const [, more, runs] = row;

  const played = await play(small, { ...day, moves: [moved('16m', { ...byAnna, ...more })] });

  expect(endOf(played)).toEqual(['Stopped', 'inconclusive', runs]);
  expect(endedAt(played)).toBeLessThan(16 * 60 + 20);
  expect(told(played, 'DriftFound')[0]).toContain('UpdateAlias of shop-live by user/anna');
  expect(played.release('new').reason).toContain('UpdateAlias of shop-live by user/anna');
  expect(told(played, 'RevisionQuarantined')).toEqual([]);
  expect(await played.leftBehind()).toEqual([]);
});

test.each([
  ['to something else', {}, 'hotfix'],
  ['back to what ran before', { to: 'old' }, 'old'],
])('the same is found by the sweep where no trail tells: %s', async (_where, more, runs) => {
  const played = await play(small, { ...day, moves: [moved('21m', more)] });

  expect(endOf(played)).toEqual(['Stopped', 'inconclusive', runs]);
  expect(endedAt(played)).toBeLessThan(21 * 60 + 320);
  expect(told(played, 'DriftFound')[0]).toContain('who did it is not known');
});

test('the sweep stops a shift that somebody has moved before its next step comes', async () => {
  // The sweep comes at 15m, the canary’s last step a second later.
  const played = await play(small, { ...day, deployments: quick, moves: [moved('12m')] });

  expect(endOf(played)).toEqual(['Stopped', 'inconclusive', 'hotfix']);
});

test('an alias that is moved away and back within a moment is told by the trail', async () => {
  const moves = [moved('15m', byAnna), moved('15m1s', { to: 'old', ...byAnna })];

  const played = await play(small, { ...day, moves });

  expect(endOf(played).slice(0, 2)).toEqual(['Stopped', 'inconclusive']);
  expect(told(played, 'DriftFound')).not.toEqual([]);
});

test('an alias of the same function that is not the target’s is nobody’s business', async () => {
  const two = `${target('live')}, ${target('other').replace('shop-other, alias: live', 'shop-live, alias: other')}`;

  const played = await play(oneTarget({ of: two }), {
    ...day,
    moves: [{ ...moved('9m', byAnna), target: 'other', to: 'old' }],
  });

  expect(played.outcomes()).toEqual(['Promoted']);
});

test.each([
  ['that a trail tells of', byAnna],
  ['that nobody tells of', {}],
])('an alarm that fires because of a change %s blames nobody', async (_whose, by) => {
  const played = await play(small, {
    ...day,
    moves: [moved('21m', by)],
    misbehaviours: [{ how: 'alarm', revision: 'hotfix', target: 'live', after: '1s' }],
  });

  expect(endOf(played)).toEqual(['Stopped', 'inconclusive', 'hotfix']);
  expect(told(played, 'HarmFound')).toEqual([]);
  expect(told(played, 'RevisionQuarantined')).toEqual([]);
});

test('who moved an alias stands in the ledger though its alarm came first', async () => {
  const played = await play(small, {
    ...day,
    moves: [moved('16m', byAnna)],
    misbehaviours: [{ how: 'alarm', revision: 'hotfix', target: 'live' }],
  });

  expect(endOf(played)).toEqual(['Stopped', 'inconclusive', 'hotfix']);
  expect(told(played, 'WaveEnded')[0]).toContain('UpdateAlias of shop-live by user/anna');
  expect(endedAt(played)).toBeLessThan(16 * 60 + 20);
});

test('an alarm that fired before somebody moved the alias is proof, and the way back leaves what they have put there', async () => {
  const played = await play(small, {
    ...day,
    alarms: [firing('16m')],
    events: [{ source: 'aws.cloudwatch', how: 'lost' }],
    moves: [moved('17m', byAnna)],
  });

  expect(endOf(played).at(-1)).toBe('hotfix');
  expect(told(played, 'RevisionQuarantined')).toHaveLength(1);
  expect(played.release('new').reason).toMatch(/live is left to whoever has moved it: .*anna/);
});

test('harm on one target takes its wave back, but for the target that somebody else has moved', async () => {
  const of = `${target('live')}, ${target('other')}`;
  const slow = { configuration: 'LambdaCanary10Percent30Minutes' };

  const played = await play(oneTarget({ of }), {
    ...day,
    deployments: [...canary, { target: 'other', ...slow }],
    moves: [moved('15m', byAnna)],
    alarms: [firing('16m', 'other-errors')],
  });

  expect(played.report.targets).toEqual({ live: 'hotfix', other: 'old' });
  // All that is the release’s is back; a mover’s place is not, and freezes nothing.
  expect(played.release('new').outcome).toBe('RolledBack');
  expect(played.release('new').waves[0]!.outcome).toBe('RolledBack');
  expect(played.release('new').reason).toMatch(/not taken back: live \(left as it is: .*anna/);
});

test('the others of a wave of which somebody has moved a target shift to their end, and none is begun', async () => {
  const of = `${target('live')}, ${target('other')}`;
  const slow = { configuration: 'LambdaCanary10Percent30Minutes' };

  const played = await play(oneTarget({ of }), {
    ...day,
    deployments: [...canary, { target: 'other', ...slow }],
    moves: [moved('15m', byAnna)],
  });

  expect(played.report.targets).toEqual({ live: 'hotfix', other: 'new' });
  expect(endOf(played).slice(0, 2)).toEqual(['Stopped', 'inconclusive']);
  expect(told(played, 'BakeStarted')).toEqual([]);
});

test('the gate of the next release is shut in front of what somebody has put in a shift', async () => {
  const played = await play(small, {
    ...day,
    builds: [build('new'), build('newer', '2h')],
    moves: [moved('15m', byAnna)],
  });

  expect(played.outcomes()).toEqual(['Stopped', 'Stopped']);
  expect(played.report.targets.live).toBe('hotfix');
  expect(told(played, 'GateShut')[0]).toContain('live was moved');
});

test.each([
  ['a function', small, byAnna, 'UpdateAlias of shop-live by user/anna'],
  ['instances', servers, {}, 'deployment d-'],
])('what somebody has put on %s between the gate and the deployment stays', async (...row) => {
  const [, pipeline, by, who] = row;

  const played = await play(pipeline, {
    baseline: 'old',
    builds: [build('new')],
    calls: [{ call: 'codedeploy:ListDeployments', how: 'throttled', times: 20 }],
    moves: [moved('10m4s', by)],
  });

  expect(endOf(played)).toEqual(['Stopped', 'inconclusive', 'hotfix']);
  expect(told(played, 'DriftFound')[0]).toContain(who);
});

test('a deployment that failed is not tried again over what somebody has put there', async () => {
  const failing = {
    how: 'deployment',
    revision: 'new',
    target: 'live',
    outcome: 'fails',
    times: 1,
  };

  const played = await play(small, {
    ...day,
    deployments: [],
    misbehaviours: [failing],
    moves: [moved('10m7s', byAnna)],
  });

  expect(endOf(played)).toEqual(['Stopped', 'inconclusive', 'hotfix']);
  expect(told(played, 'DriftFound')[0]).toContain('UpdateAlias of shop-live by user/anna');
});

test.each([
  ['instances', servers],
  ['a function', small],
])(
  'who stops a deployment to %s and begins another keeps what it brings',
  async (_of, pipeline) => {
    const played = await play(pipeline, {
      baseline: 'old',
      builds: [build('new')],
      ...(pipeline === small && { deployments: quick }),
      moves: [moved('10m10s', { by: 'codedeploy', stops: true })],
    });

    expect(endOf(played)[2]).toBe('hotfix');
    expect(played.release('new').outcome).toBe('Stopped');
    expect(told(played, 'DriftFound')[0]).toMatch(/live was moved/);
    const [item] = await played.items(ranges.targets('shop'));
    expect(item?.intent).toMatchObject({ end: { result: 'Moved' } });
  },
);

test('a release that has begun nothing says nothing of what somebody else has put there meanwhile', async () => {
  const played = await play(small, {
    baseline: 'old',
    builds: [build('new')],
    calls: [
      { call: 'codedeploy:ListDeployments', how: 'throttled', function: 'DeployTarget', times: 99 },
    ],
    moves: [moved('10m4s', byAnna)],
  });

  const { outcome, reason } = played.release('new');
  expect([outcome, played.report.targets.live]).toEqual(['Stopped', 'hotfix']);
  expect(reason).toContain('UpdateAlias of shop-live by user/anna');
});
