// Somebody else comes to a target while it is taken back, or just after: no line says that it is back, nothing of
// theirs is overwritten, and nobody waits for them.

import { ranges } from '../../core/keys.ts';
import { build, oneTarget, target } from './pipelines.ts';
import { type Played, play, type ScenarioInput, secondsAt } from './played.ts';
import { canary } from './strategies.ts';

const harmful = { how: 'alarm', revision: 'new', target: 'live', from: 'shift', after: '3m' };
const day: ScenarioInput = { baseline: 'old', builds: [build('new')], misbehaviours: [harmful] };
const moved = (at: string, more: object = {}) => ({ at, target: 'live', to: 'hotfix', ...more });
const slow = { target: 'live', configuration: 'LambdaCanary10Percent30Minutes' };
const small = oneTarget();
const servers = oneTarget({ of: target('live', { ec2: true }) });
const steps = oneTarget({ of: canary });
/** From then on nobody hears how a deployment ended but the sweep. */
const silent = (from: string) => ({
  events: [{ source: 'aws.codedeploy', how: 'lost', from, times: 99 }],
});
/** The way back begins some seconds later than it could. */
const late = {
  call: 'codedeploy:ListDeployments',
  how: 'throttled',
  function: 'RollBackTarget',
  times: 8,
};

const told = ({ report }: Played, wanted: string) =>
  report.ledger.filter(({ event }) => event === wanted).map(({ text }) => text);
const endOf = ({ release, report }: Played) => [release('new').outcome, report.targets.live];

test.each([
  ['a function', small, '13m30s', {}, 'its alias points to version 3', silent('13m')],
  [
    'a function in part',
    small,
    '13m30s',
    { percent: 30 },
    'sends traffic to version 3',
    silent('13m'),
  ],
  ['a function, as it is taken back', small, '13m5s', {}, 'its alias points to version 3', {}],
  ['instances', servers, '15m', { by: 'codedeploy' }, 'deployment d-', silent('13m')],
  ['instances, for long', servers, '14m58s', { by: 'codedeploy' }, 'is under way', silent('13m')],
] as const)(
  'no line says that %s went back where somebody else has come since',
  async (_of, pipeline, at, more, text, how) => {
    const played = await play(pipeline, { ...day, ...how, moves: [moved(at, more)] });

    expect(played.release('new').outcome).toBe('LeftDirty');
    expect(told(played, 'DeploymentEnded').at(-1)).toMatch(/live: #0 \w+ not rolled back to, /);
    expect(told(played, 'DeploymentEnded').at(-1)).toContain(text);
    expect(played.release('new').reason).toContain(text);
    expect(played.release('new').waves[0]!.outcome).toBe('LeftDirty');
    expect(await played.leftBehind()).toEqual([]);
  },
);

test.each([
  ['a function', small, '3m', 'dynamodb:PutItem', '13m4s'],
  ['instances', servers, '4m', 'codedeploy:ListDeployments', '14m4s'],
  ['an alias that Tidegate shifts', steps, '12m', 'dynamodb:PutItem', '22m2s'],
])(
  'what somebody puts on %s between two tries of its way back stays',
  async (_of, pipeline, after, call, at) => {
    const played = await play(pipeline, {
      ...day,
      misbehaviours: [{ ...harmful, after }],
      deaths: [{ function: 'RollBackTarget', call, onCall: 2, dies: 'after' }],
      moves: [moved(at)],
    });

    expect(endOf(played)).toEqual(['Stopped', 'hotfix']);
    expect(told(played, 'RevisionQuarantined')).toHaveLength(1);
    expect(told(played, 'DeploymentEnded').at(-1)).toMatch(/not rolled back to, left as it is: /);
    expect(played.release('new').reason).not.toMatch(/still runs it/);
    expect(await played.leftBehind()).toEqual([]);
  },
);

test('what was taken before its way back is begun is not said to run what is quarantined', async () => {
  const played = await play(small, {
    ...day,
    deaths: [{ function: 'RollBackTarget', call: 'dynamodb:PutItem', dies: 'before' }],
    moves: [moved('13m4s')],
  });

  expect(endOf(played)).toEqual(['Stopped', 'hotfix']);
  expect(played.release('new').reason).toMatch(/left as it is: live was moved/);
  expect(played.release('new').reason).not.toMatch(/still runs it/);
});

test('a part that somebody has sent elsewhere keeps nobody from taking back what does harm', async () => {
  const played = await play(small, {
    ...day,
    misbehaviours: [],
    alarms: [{ alarm: 'live-errors', is: 'ALARM', at: '13m' }],
    events: [{ source: 'aws.cloudwatch', how: 'lost', times: 9 }],
    moves: [moved('13m30s', { by: 'anna', percent: 30 })],
  });

  expect(endOf(played)).toEqual(['RolledBack', 'old']);
});

test('who stops a way back and begins another deployment is named, and nothing is tried again over it', async () => {
  const played = await play(servers, {
    ...day,
    misbehaviours: [{ ...harmful, after: '4m' }],
    moves: [moved('14m10s', { by: 'codedeploy', stops: true })],
  });

  expect(endOf(played)).toEqual(['LeftDirty', 'hotfix']);
  expect(told(played, 'DeploymentEnded').at(-1)).toMatch(
    /not rolled back to, deployment d-\w+ ended Stopped.*, but live was moved: deployment d-\w+, not of Tidegate/,
  );
});

test('a step back of an alias that somebody has overtaken before it was noted is not taken again', async () => {
  const played = await play(steps, {
    ...day,
    misbehaviours: [{ ...harmful, after: '12m' }],
    deaths: [{ function: 'RollBackTarget', call: 'lambda:UpdateAlias', dies: 'after' }],
    moves: [moved('22m2s')],
  });

  expect(endOf(played)).toEqual(['Stopped', 'hotfix']);
});

test.each([
  ['instances', servers, [], 842],
  ['a function, for half an hour', small, [slow], 2_640],
])(
  'somebody’s deployment to %s that came before the way back is left to them, and not waited for',
  async (_of, pipeline, deployments, at) => {
    const played = await play(pipeline, {
      ...day,
      deployments,
      misbehaviours: [],
      alarms: [{ alarm: 'live-errors', is: 'ALARM', at: `${at - 1}s` }],
      calls: [late],
      moves: [moved(`${at}s`, { by: 'codedeploy' })],
    });

    const { outcome, reason, endedAt, waves } = played.release('new');
    expect([outcome, waves[0]!.verdict]).toEqual(['Stopped', 'fail']);
    expect(reason).toMatch(/left as it is: deployment d-\w+, not of Tidegate, is under way/);
    // They have not brought theirs yet.
    expect(reason).toMatch(/live still runs it, though it is quarantined/);
    expect(secondsAt(played.world, endedAt!) - at).toBeLessThan(20);
    expect(told(played, 'DriftFound')[0]).toMatch(/^live: left as it is: deployment d-/);
    const [item] = await played.items(ranges.targets('shop'));
    expect(item?.intent).toMatchObject({ end: { result: 'Moved' } });
    expect(told(played, 'StageFrozen')).toEqual([]);
  },
);

test('a rollback by hand leaves somebody’s deployment alone that is under way, and says so', async () => {
  const played = await play(servers, {
    baseline: 'old',
    builds: [build('new')],
    people: [{ at: '40m', does: 'rollback', as: 'ada', reason: 'it is slow' }],
    calls: [late],
    moves: [moved('40m2s', { by: 'codedeploy' })],
  });

  const { outcome, reason, endedAt } = played.report.releases.at(-1)!;
  expect([outcome, played.report.targets.live]).toEqual(['Stopped', 'hotfix']);
  expect(reason).toMatch(
    /left as it is, for somebody else has changed it \(deployment d-\w+, not of Tidegate, is under way/,
  );
  expect(secondsAt(played.world, endedAt!)).toBeLessThan(2_420);
});
