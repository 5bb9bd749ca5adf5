// A release that somebody has stopped just as an alarm had fired that nobody had heard of: what it proves is not lost.

import { ranges } from '../../core/keys.ts';
import { build, oneTarget, target } from './pipelines.ts';
import { type Played, play, type ScenarioInput } from './played.ts';
import { canary } from './strategies.ts';

const small = oneTarget();
const steps = oneTarget({ of: canary });
const servers = oneTarget({ of: target('live', { ec2: true }) });
const slow = { target: 'live', configuration: 'LambdaCanary10Percent30Minutes' };
const firing = (at: string, more: object = {}) => ({
  alarm: 'live-errors',
  is: 'ALARM',
  at,
  ...more,
});
const day: ScenarioInput = {
  baseline: 'old',
  builds: [build('bad')],
  events: [{ source: 'aws.cloudwatch', how: 'lost', times: 9 }],
};
const stopped = (at: string, execution = 'release') => [{ at, does: 'stop', execution }];
const told = ({ report }: Played, wanted: string) =>
  report.ledger.filter(({ event }) => event === wanted).map(({ text }) => text);

test.each([
  ['a canary of CodeDeploy', small, [slow], '16m', 'old'],
  ['a bake', small, [], '16m', 'bad'],
  ['a step that Tidegate takes', steps, [], '16m', 'old'],
  ['a deployment to instances', servers, [], '10m50s', 'bad'],
  ['a bake of instances', servers, [], '16m', 'bad'],
] as const)(
  'an alarm that fired in %s just before it was stopped quarantines the revision',
  async (_in, pipeline, deployments, at, runs) => {
    const before = at === '16m' ? '15m55s' : '10m45s';
    const played = await play(pipeline, {
      ...day,
      deployments,
      alarms: [firing(before, { for: '3s' })],
      people: stopped(at),
    });

    const { outcome, waves, reason } = played.release('bad');
    expect([outcome, waves[0]!.outcome, waves[0]!.verdict]).toEqual(['Stopped', 'Stopped', 'fail']);
    expect(reason).toMatch(/alarm live-errors of live was in ALARM/);
    expect(reason.includes('live still runs it, though it is quarantined')).toBe(runs === 'bad');
    expect(played.report.targets.live).toBe(runs);
    expect(told(played, 'RevisionQuarantined')).toHaveLength(1);
    const [stage] = await played.items(ranges.stages('shop'));
    expect(stage?.hold).toMatchObject({ release: played.release('bad').id });
    expect(await played.leftBehind()).toEqual([]);
  },
);

test('harm that was found, and whose release is stopped before it is taken back, is quarantined', async () => {
  const played = await play(small, {
    ...day,
    events: [],
    deployments: [slow],
    alarms: [firing('15m55s')],
    calls: [{ call: 'codedeploy:StopDeployment', how: 'throttled', from: '15m', times: 30 }],
    people: stopped('15m57s'),
  });

  expect(played.release('bad').outcome).toBe('Stopped');
  expect(told(played, 'HarmFound')).toHaveLength(1);
  expect(told(played, 'RevisionQuarantined')).toHaveLength(1);
});

test.each([
  ['no alarm has fired', {}],
  [
    'somebody else has moved the alias before it did',
    {
      moves: [{ at: '15m30s', target: 'live', to: 'hotfix', by: 'anna' }],
      alarms: [firing('15m55s')],
      events: [
        { source: 'aws.cloudwatch', how: 'lost', times: 9 },
        { source: 'aws.lambda', how: 'late', times: 9 },
      ],
    },
  ],
  [
    'nothing of the release had begun to serve',
    {
      alarms: [firing('10m20s', { for: '3s' })],
      people: stopped('10m40s'),
      calls: [
        {
          call: 'codedeploy:ListDeployments',
          how: 'throttled',
          function: 'DeployTarget',
          times: 99,
        },
      ],
    },
  ],
  [
    'it fires as often anyway',
    {
      alarms: [
        firing('6m', { for: '3s' }),
        firing('8m', { for: '3s' }),
        firing('15m55s', { for: '3s' }),
      ],
    },
  ],
])('a stop bars nothing where %s', async (_where, more) => {
  const played = await play(small, {
    ...day,
    deployments: [slow],
    people: stopped('16m'),
    ...more,
  });

  expect(played.release('bad').outcome).toBe('Stopped');
  expect(told(played, 'RevisionQuarantined')).toEqual([]);
  expect((await played.items(ranges.stages('shop')))[0]?.hold).toBeUndefined();
});

test('alarms that cannot be read as a release is stopped prove nothing, and keep it from nothing', async () => {
  const played = await play(small, {
    ...day,
    deployments: [slow],
    alarms: [firing('15m55s')],
    calls: [{ call: 'cloudwatch:DescribeAlarms', how: 'denied', from: '15m56s', times: 99 }],
    people: stopped('16m'),
  });

  expect(played.release('bad').outcome).toBe('Stopped');
  expect(told(played, 'RevisionQuarantined')).toEqual([]);
});
