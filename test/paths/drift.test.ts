// Somebody else moves what a release has put there: nothing passes of it, and the end says what was read.

import { ranges } from '../../core/keys.ts';
import { build, oneTarget, target, wholeWay } from './pipelines.ts';
import { type Played, play, type ScenarioInput, secondsAt } from './played.ts';

const small = oneTarget();
const servers = oneTarget({ of: target('live', { ec2: true }) });
const day: ScenarioInput = { baseline: 'old', builds: [build('new')] };
const moved = (at: string, more: object = {}) => ({ at, target: 'live', to: 'old', ...more });

/** The outcome, the only wave's verdict, and what its target runs. */
const endOf = ({ release, report }: Played) => {
  const { outcome, waves } = release('new');
  return [outcome, waves.at(-1)!.verdict, Object.values(report.targets).at(-1)];
};
const twoStages = (more: { readonly bake?: string } = {}) =>
  oneTarget(more).replace(
    '  - { name: prod',
    `  - { name: first, targets: [${target('first')}], bake: { for: 5m } }\n  - { name: prod`,
  );
const minutesOf = ({ release }: Played) => {
  const { startedAt, endedAt } = release('new');
  return (Date.parse(endedAt!) - Date.parse(startedAt)) / 60_000;
};

test.each([
  ['while it deploys', '10m5s'],
  ['at the start of its bake', '10m8s'],
  ['in the middle of its bake', '15m'],
  ['as its bake ends', '20m6s'],
])('an alias that is moved %s is found, and its bake passes nothing', async (_when, at) => {
  const played = await play(small, { ...day, moves: [moved(at, { by: 'anna' })] });

  expect(endOf(played)).toEqual(['Stopped', 'inconclusive', 'old']);
  expect(played.release('new').reason).toContain('UpdateAlias of shop-live by user/anna');
});

test('a bake whose alias was moved ends within seconds where a trail tells, and in minutes where none does', async () => {
  const told = await play(small, { ...day, moves: [moved('12m', { by: 'anna' })] });
  const untold = await play(small, { ...day, moves: [moved('16m')] });

  expect(minutesOf(told)).toBeLessThan(2.2);
  expect(minutesOf(untold)).toBeLessThan(10.2);
  expect(untold.release('new').reason).toContain('who did it is not known');
});

test('an alias that is moved away and back between two looks is noticed', async () => {
  const moves = [moved('12m30s'), moved('12m50s', { to: 'new' })];

  const played = await play(small, { ...day, moves });

  expect(endOf(played)).toEqual(['Stopped', 'inconclusive', 'new']);
});

test('a share of the traffic that somebody sends elsewhere is noticed', async () => {
  const played = await play(small, { ...day, moves: [moved('12m', { percent: 10 })] });

  expect(endOf(played)).toEqual(['Stopped', 'inconclusive', null]);
});

test('a stack’s update that moves the alias is named', async () => {
  const played = await play(small, { ...day, moves: [moved('12m', { by: 'cloudformation' })] });

  expect(played.release('new').reason).toContain('by cloudformation.amazonaws.com');
});

test('an inconclusive bake is not extended where somebody has moved a target', async () => {
  const played = await play(small, { ...day, moves: [moved('12m', { by: 'anna' })] });

  expect(played.report.ledger.map(({ event }) => event)).not.toContain('BakeExtended');
});

test('an alarm that fires because of what somebody put there is no proof against the revision', async () => {
  const played = await play(small, {
    ...day,
    moves: [moved('12m', { to: 'hotfix', by: 'anna' })],
    misbehaviours: [{ how: 'alarm', revision: 'hotfix', target: 'live' }],
  });

  expect(endOf(played)).toEqual(['Stopped', 'inconclusive', 'hotfix']);
  expect(played.report.ledger.map(({ event }) => event)).not.toContain('RevisionQuarantined');
});

test('a deployment of somebody else to instances is noticed, and named', async () => {
  const played = await play(servers, { ...day, moves: [moved('14m')] });

  expect(endOf(played)).toEqual(['Stopped', 'inconclusive', 'old']);
  expect(played.release('new').reason).toMatch(/deployment d-\w{9}, not of Tidegate/);
});

test('instances that join in a deployment get the revision before the bake passes', async () => {
  const played = await play(servers, {
    ...day,
    instances: [{ at: '10m20s', target: 'live', joins: 2 }],
  });

  expect(endOf(played)).toEqual(['Promoted', 'pass', 'new']);
});

test('a gate stays shut in front of what nobody knows, and opens once it is back', async () => {
  const moves = [moved('5m', { to: 'hotfix', by: 'anna' }), moved('30m')];

  const played = await play(small, { ...day, moves });

  expect(endOf(played)).toEqual(['Promoted', 'pass', 'new']);
  const shut = played.report.ledger.find(({ event }) => event === 'GateShut');
  expect(shut?.text).toContain('UpdateAlias of shop-live by user/anna');
  expect(minutesOf(played)).toBeGreaterThan(20);
});

test('what was taken back by hand to a revision that baked there keeps no gate shut', async () => {
  const played = await play(small, {
    baseline: 'old',
    builds: [build('new'), build('newer', '2h')],
    moves: [moved('1h')],
  });

  expect(played.outcomes()).toEqual(['Promoted', 'Promoted']);
});

test('the next wave does not start where somebody has moved what an earlier one proved', async () => {
  const played = await play(wholeWay(), {
    ...day,
    moves: [{ at: '16m30s', target: 'gamma', to: 'old', by: 'anna' }],
  });

  const { outcome, waves } = played.release('new');
  expect(outcome).not.toBe('Promoted');
  expect(waves.map((wave) => wave.outcome)).toContain('NotStarted');
});

test('what is said to be promoted was read: a target that is moved after its bake is no part of it', async () => {
  // The later wave has no bake that could notice it.
  const played = await play(twoStages().replace(', bake: { for: 10m }', ''), {
    ...day,
    moves: [{ at: '15m12s', target: 'first', to: 'old', by: 'anna' }],
  });

  const { outcome, reason, waves } = played.release('new');
  expect(outcome).toBe('Stopped');
  expect(reason).toContain('first was moved');
  expect(waves.map((wave) => wave.outcome)).toEqual(['Stopped', 'Passed']);
});

test.each([
  ['in seconds where a trail tells', { by: 'anna' }, 10],
  ['at a look where none does', {}, 33 * 60],
])(
  'a target of an earlier wave that is moved while a later one bakes is found %s',
  async (...row) => {
    const [, by, seconds] = row;

    const played = await play(twoStages({ bake: '{ for: 2h }' }), {
      ...day,
      moves: [{ at: '40m', target: 'first', to: 'old', ...by }],
    });

    const { outcome, waves, reason, endedAt } = played.release('new');
    expect([outcome, waves.at(-1)!.verdict]).toEqual(['Stopped', 'inconclusive']);
    expect(reason).toContain('first was moved');
    expect(secondsAt(played.world, endedAt!) - 40 * 60).toBeLessThan(seconds);
  },
);

test('a newer release that shifts traffic where an earlier wave was moves nothing of the one before it', async () => {
  const { outcomes } = await play(twoStages({ bake: '{ for: 1h }' }), {
    baseline: 'old',
    builds: [build('new'), build('newer', '20m')],
    deployments: [{ target: 'first', configuration: 'LambdaCanary10Percent30Minutes' }],
  });

  expect(outcomes()).toEqual(['Promoted', 'Promoted']);
});

const bad = [{ how: 'alarm', revision: 'new', target: 'live', after: '2m' }];

test('a rollback whose target somebody moves to something else is not said to be one', async () => {
  const played = await play(small, {
    ...day,
    misbehaviours: bad,
    moves: [moved('12m10s', { to: 'hotfix', by: 'anna' })],
  });

  expect(endOf(played)).toEqual(['LeftDirty', 'fail', 'hotfix']);
});

test('a version that was deleted is published again, from the artifact, for the way back', async () => {
  const played = await play(small, {
    ...day,
    misbehaviours: bad,
    prunes: [{ at: '11m', target: 'live', revision: 'old' }],
  });

  expect(endOf(played)).toEqual(['RolledBack', 'fail', 'old']);
  const [item] = await played.items(ranges.targets('shop'));
  expect(item).toMatchObject({
    running: { functionVersion: '3' },
    baked: { functionVersion: '3' },
  });
});

test.each([
  ['ignores', 'true', 'RolledBack', 'old'],
  ['does not ignore', 'false', 'LeftDirty', null],
])('a rollback of instances that %s a script that fails ends as it must', async (...row) => {
  const [, ignores, outcome, runs] = row;
  const pipeline = servers.replace(
    'deploymentGroup: live',
    `deploymentGroup: live, ignoreApplicationStopFailures: ${ignores}`,
  );
  const stuck = { how: 'deployment', revision: 'new', target: 'live', outcome: 'cannotStop' };

  const played = await play(pipeline, { ...day, misbehaviours: [...bad, stuck] });

  expect(endOf(played)).toEqual([outcome, 'fail', runs]);
});

test('a gate stays shut where there is no way back, and says what is missing', async () => {
  const played = await play(servers, {
    ...day,
    prunes: [{ at: '5m', target: 'live', revision: 'old' }],
  });

  const { outcome, reason } = played.release('new');
  expect(outcome).toBe('Stopped');
  expect(reason).toMatch(/no way back of live to #0 .*: its artifact s3:.* was deleted; put the/);
});

test('what cannot be read is not known: no bake passes on it', async () => {
  const played = await play(small, {
    ...day,
    calls: [{ call: 'lambda:GetAlias', how: 'denied', function: 'WatchBake', times: 999 }],
  });

  const { outcome, waves } = played.release('new');
  expect(outcome).toBe('Stopped');
  expect(waves[0]!.verdict).toBe('inconclusive');
});
