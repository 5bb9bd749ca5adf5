// Draws a small world with two faults at most, aimed at a release's own calls: where the drawing of whole worlds seldom
// hits, as between a call that starts a deployment and the write that notes it.

import type { PipelineInput } from '../../core/pipeline/schema.ts';
import type { ScenarioInput } from '../world/scenario.ts';
import { type Draws, drawsFrom } from './draw/draws.ts';
import type { SeededCase } from './seeded-case.ts';

export function drawAimed(seed: number): SeededCase {
  const draws = drawsFrom(seed).of('aimed');
  const shots = Array.from({ length: draws.pick([0, 1, 1, 2]) }, () => drawShot(draws));
  return {
    seed,
    pipeline: drawSmall(draws.of('pipeline')),
    scenario: {
      ...(draws.chance(0.85) && { baseline: 'r0' }),
      builds: drawTwoBuilds(draws.of('builds')),
      misbehaviours: draws.chance(0.5) ? [drawHarm(draws.of('harm'))] : [],
      alarms: draws.chance(0.3) ? [drawAlarm(draws.of('alarm'))] : [],
      calls: shots.flatMap(({ calls = [] }) => calls),
      deaths: shots.flatMap(({ deaths = [] }) => deaths),
      people: shots.flatMap(({ people = [] }) => people),
      events: draws.chance(0.3) ? [drawLoss(draws.of('loss'))] : [],
    },
    files: {},
  };
}

const PLACES = {
  a: { account: '222233334444', region: 'eu-west-1' },
  b: { account: '333344445555', region: 'eu-west-1' },
};

function drawSmall(draws: Draws): PipelineInput {
  const bake = { for: '3m', judge: { mode: 'off' as const } };
  const target = (name: 'a' | 'b') => ({
    name,
    ...PLACES[name],
    ...(draws.chance(0.7)
      ? {
          lambda: {
            function: `shop-${name}`,
            alias: 'live',
            application: 'shop',
            deploymentGroup: name,
          },
        }
      : { ec2: { application: 'shop', deploymentGroup: name } }),
    alarms: [`${name}-errors`],
  });
  const rest = {
    ...(draws.chance(0.8) && { bake }),
    deployTimeout: '10m',
    ...(draws.chance(0.3) && { rollback: draws.pick(['wave', 'release'] as const) }),
    ...(draws.chance(0.3) && { onBakeFailure: draws.pick(['rollBack', 'stop'] as const) }),
    ...(draws.chance(0.3) && { retries: 1 }),
  };
  const tests = draws.chance(0.2) && {
    tests: [{ name: 'check', project: 'shop-check', timeout: '10m' }],
  };
  const [a, b] = [target('a'), target('b')];
  return {
    pipeline: 'shop',
    source: { project: 'shop-build' },
    gateTimeout: '1h',
    alarmsClearWithin: '5m',
    stages: draws.pick([
      [{ name: 'prod', targets: [a], ...rest, ...tests }],
      [
        { name: 'beta', targets: [a], ...rest, ...tests },
        { name: 'prod', targets: [b], ...rest },
      ],
      [
        {
          name: 'prod',
          waves: [
            { name: 'one', targets: [a] },
            { name: 'two', targets: [b] },
          ],
          ...rest,
        },
      ],
    ]),
  };
}

function drawTwoBuilds(draws: Draws): NonNullable<ScenarioInput['builds']> {
  const second = draws.pick(['20s', '2m', '4m', '30m']);
  const revision = draws.chance(0.85) ? 'r2' : 'r1';
  return draws.chance(0.7)
    ? [
        { at: '0s', revision: 'r1' },
        { at: second, revision, ...(draws.chance(0.2) && { takes: '40m' }) },
      ]
    : [{ at: '0s', revision: 'r1' }];
}

type Misbehaviour = NonNullable<ScenarioInput['misbehaviours']>[number];

function drawHarm(draws: Draws): Misbehaviour {
  const whose = { revision: 'r1', target: 'a' };
  return draws.pick<Misbehaviour>([
    { how: 'alarm', ...whose, after: draws.pick(['1s', '20s', '2m']) },
    { how: 'deployment', ...whose, outcome: 'fails' },
    { how: 'deployment', ...whose, outcome: 'hangs', takes: '30m' },
  ]);
}

function drawAlarm(draws: Draws): NonNullable<ScenarioInput['alarms']>[number] {
  return {
    alarm: 'a-errors',
    is: draws.pick(['ALARM', 'INSUFFICIENT_DATA'] as const),
    at: draws.pick(['0s', '10s', '90s', '150s', '4m', '6m']),
    for: draws.pick(['20s', '30s', '3m', '20m']),
  };
}

const FUNCTIONS = [
  'ClaimRelease',
  'OpenGate',
  'DeployTarget',
  'DeployTarget',
  'WatchBake',
  'AwaitAnswer',
  'FinishWave',
  'PlanRollback',
  'RollBackTarget',
  'RollBackTarget',
  'SettleRelease',
  'OnDeployment',
  'OnExecution',
  'Sweep',
];
const CALLS = [
  '*:*',
  'dynamodb:*',
  'dynamodb:PutItem',
  'codedeploy:*',
  'codedeploy:CreateDeployment',
];

const LATE_CALLS = ['dynamodb:PutItem', 'dynamodb:PutItem', 'codedeploy:CreateDeployment'];

/** Something that goes wrong at a call of a function: it dies, a person stops it, its call is slow or fails. */
function drawShot(draws: Draws): Pick<ScenarioInput, 'calls' | 'deaths' | 'people'> {
  const at = { function: draws.pick(FUNCTIONS), call: draws.pick(CALLS) };
  const onCall = draws.between(1, 6);
  const times = draws.pick([1, 1, 8]);
  const late = { function: at.function, call: draws.pick(LATE_CALLS) };
  const nth = draws.between(1, 3);
  return draws.pick([
    // A hand that comes late: it hesitates before what it does, and the release is stopped meanwhile.
    {
      calls: [{ ...late, onCall: nth, how: 'slow' as const, by: '50s' }],
      people: [{ does: 'stop' as const, onCall: { ...late, nth } }],
    },
    { deaths: [{ ...at, onCall, dies: draws.pick(['before', 'after'] as const) }] },
    { calls: [{ ...at, onCall, how: 'slow' as const, by: draws.pick(['5s', '40s', '70s']) }] },
    {
      calls: [
        {
          ...at,
          onCall,
          times,
          how: draws.pick(['fails', 'failsAfterEffect', 'throttled'] as const),
        },
      ],
    },
    {
      people: [
        {
          does: 'stop' as const,
          onCall: { ...at, nth: onCall },
          execution: draws.pick(['release', 'wave'] as const),
        },
      ],
    },
  ]);
}

function drawLoss(draws: Draws): NonNullable<ScenarioInput['events']>[number] {
  const source = draws.pick(['aws.codedeploy', 'aws.cloudwatch', 'aws.states']);
  return { source, how: 'lost', times: draws.pick([1, 9]) };
}
