// Random scenarios: a function of the seed alone.

import { type Chance, chanceFrom } from '@tidegate/embedded-aws/chance';
import { type Scenario, scenarioSchema } from '../world/scenario.ts';

export const simulatedPipeline = `
pipeline: shop
source: { project: shop-build }
stages:
  - name: verify
    tests: [{ name: check, project: shop-check }]
  - name: beta
    targets:
      - name: beta
        account: "111122223333"
        region: us-east-1
        lambda: { function: shop, alias: live, application: shop, deploymentGroup: beta }
        alarms: [beta-errors]
    tests: [{ name: harsh, project: shop-harsh }]
  - name: prod
    deployTimeout: 20m
    bake: { for: 30m, extendBy: 15m }
    waves:
      - name: one-box
        targets:
          - name: one-box
            account: "333344445555"
            region: eu-west-1
            ec2: { application: shop, deploymentGroup: one-box }
            alarms: [one-box-errors]
            dataPoints: { namespace: Shop, metric: Requests, dimensions: { Box: one }, atLeast: 20 }
      - name: rest
        targets:
          - name: west
            account: "333344445555"
            region: us-west-2
            lambda: { function: shop, alias: live, application: shop, deploymentGroup: west }
            alarms: [west-errors]
          - name: east
            account: "333344445555"
            region: us-east-1
            lambda: { function: shop, alias: live, application: shop, deploymentGroup: east }
            alarms: [east-errors]
`;

const TARGETS = ['beta', 'one-box', 'west', 'east'] as const;
const CALLS = [
  'dynamodb:PutItem',
  'dynamodb:GetItem',
  'dynamodb:Query',
  'dynamodb:DeleteItem',
  'dynamodb:*',
  'codedeploy:CreateDeployment',
  'codedeploy:GetDeployment',
  'codedeploy:ListDeployments',
  'codedeploy:*',
  'codebuild:StartBuild',
  'codebuild:BatchGetBuilds',
  'cloudwatch:DescribeAlarms',
  'cloudwatch:DescribeAlarmHistory',
  'cloudwatch:GetMetricData',
  'lambda:UpdateFunctionCode',
  'lambda:GetAlias',
  's3:HeadObject',
  'sts:AssumeRole',
  'states:SendTaskSuccess',
  'states:StartExecution',
] as const;
const SOURCES = ['aws.codebuild', 'aws.codedeploy', 'aws.cloudwatch', 'aws.states'] as const;
const FUNCTIONS = [
  'ClaimRelease',
  'OpenGate',
  'DeployTarget',
  'RunTest',
  'WatchBake',
  'FinishWave',
  'PlanRollback',
  'RollBackTarget',
  'SettleRelease',
  'OnBuild',
  'OnDeployment',
  'OnAlarm',
  'OnChange',
  'OnExecution',
  'Sweep',
] as const;

/** Two to four builds, and what goes wrong meanwhile: anything that a scenario can say. */
export function randomScenario(seed: number): Scenario {
  const chance = chanceFrom(seed).stream('scenario');
  const more = Array.from({ length: chance.below(3) }, (_, index) => `r${index + 3}`);
  const revisions: [string, ...string[]] = ['r1', 'r2', ...more];
  let minute = 0;
  const builds = revisions.map((revision) => {
    const at = `${minute}m`;
    minute += pick(chance, [2, 15, 45, 120, 300]);
    return { at, revision };
  });
  const some = <T>(most: number, make: () => T) =>
    Array.from({ length: chance.below(most + 1) }, make);
  return scenarioSchema.parse({
    ...(chance.next() < 0.8 && { baseline: 'r0' }),
    builds,
    misbehaviours: some(2, () => misbehaviour(chance, pick(chance, revisions))),
    calls: some(3, () => ({
      call: pick(chance, CALLS),
      how: pick(chance, ['throttled', 'failsAfterEffect']),
      from: `${chance.below(minute + 60)}m`,
      times: 1 + chance.below(6),
    })),
    events: some(3, () => ({
      source: pick(chance, SOURCES),
      how: pick(chance, ['lost', 'doubled', 'late', 'swapped']),
      from: `${chance.below(minute + 60)}m`,
      times: 1 + chance.below(4),
    })),
    deaths: some(2, () => ({
      function: pick(chance, FUNCTIONS),
      call: pick(chance, CALLS),
      dies: pick(chance, ['before', 'after']),
      onCall: 1 + chance.below(8),
    })),
    people: some(1, () => ({
      at: `${chance.below(minute + 90)}m`,
      does: 'stop',
      execution: pick(chance, ['release', 'release', 'wave', 'rollback']),
    })),
  });
}

function misbehaviour(chance: Chance, revision: string) {
  const target = pick(chance, TARGETS);
  const after = `${chance.below(40)}m`;
  return pick(chance, [
    { how: 'alarm', revision, target, after },
    { how: 'alarm', revision, target, after, for: '45s' },
    { how: 'metric', revision, target, after, errorsPerMinute: 20 },
    { how: 'silence', revision, target },
    { how: 'unreported', revision, target },
    {
      how: 'test',
      revision,
      test: pick(chance, ['check', 'harsh']),
      status: pick(chance, ['FAILED', 'TIMED_OUT', 'FAULT']),
    },
    { how: 'deployment', revision, target, outcome: pick(chance, ['fails', 'hangs']) },
    {
      how: 'deployment',
      revision,
      target,
      outcome: 'succeeds',
      takes: pick(chance, ['1m', '10m', '25m']),
    },
  ]);
}

function pick<Of extends readonly [unknown, ...unknown[]]>(chance: Chance, from: Of): Of[number] {
  return from[chance.below(from.length)] ?? from[0];
}
