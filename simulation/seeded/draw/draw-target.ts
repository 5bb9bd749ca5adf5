// A random target: every key that one may have.

import type { TargetInput } from '../../../core/pipeline/schema.ts';
import { drawHours } from './draw-hours.ts';
import { drawKept, ownMetric } from './draw-metric.ts';
import { drawSet } from './draw-set.ts';
import type { Draws } from './draws.ts';

/** Where targets are: Tidegate's own account and others. */
const PLACES = [
  { account: '111122223333', region: 'us-east-1' },
  { account: '222233334444', region: 'us-east-1' },
  { account: '333344445555', region: 'eu-west-1' },
  { account: '333344445555', region: 'us-west-2' },
  { account: '333344445555', region: 'eu-north-1' },
];

export interface TargetWishes {
  readonly name: string;
  /** How many minutes it is watched; none where its wave does not bake. */
  readonly bakeMinutes: number | undefined;
  /** Whether the judge reads its metrics. */
  readonly isJudged: boolean;
}

export function drawTarget(
  draws: Draws,
  { name, bakeMinutes, isJudged }: TargetWishes,
): TargetInput {
  const group = { application: 'shop', deploymentGroup: name };
  const mayCount = bakeMinutes !== undefined && draws.chance(0.25);
  const alarms = alarmsOf(draws, name);
  const place = draws.pick(PLACES);
  const isFunction = draws.chance(0.7);
  const ignoresStop = !isFunction && draws.chance(0.3);
  const between = [`${name}-blue`, `${name}-green`];
  const takesTurns = draws.of('turns').chance(0.3);
  return {
    name,
    ...place,
    ...(drawService(draws.of('service'), name) ??
      drawStack(draws.of('stack'), name, place.account) ??
      drawSet(draws.of('stackSet'), name, place) ??
      drawJob(draws.of('job'), name) ??
      drawMachine(draws.of('machine'), name) ??
      drawConfig(draws.of('appConfig'), name) ??
      drawSite(draws.of('site'), name) ??
      (isFunction
        ? drawAlias(draws.of('strategy'), name)
        : {
            ec2: {
              ...group,
              ...(ignoresStop && { ignoreApplicationStopFailures: true }),
              ...(takesTurns && { between }),
            },
          })),
    ...(draws.chance(0.2) && { weight: draws.between(1, 20) }),
    ...(draws.chance(0.1) && { cell: `cell-${name}` }),
    ...(draws.chance(0.03) && { scaleUnit: draws.pick(['unit-a', 'unit-b']) }),
    ...(draws.chance(0.1) && { apart: [`ring-${name}`] }),
    ...(!(mayCount && draws.chance(0.3)) && { alarms }),
    ...(mayCount && {
      dataPoints: {
        namespace: 'Shop',
        metric: 'Requests',
        dimensions: { Target: name },
        atLeast: draws.between(1, bakeMinutes),
        ...drawKept(draws.of('kept')),
      },
    }),
    ...(isJudged && draws.chance(0.5) && { watch: draws.some(3, () => draws.pick(WATCHED)) }),
    ...(isJudged && draws.chance(0.3) && { metrics: [ownMetric(draws)] }),
    ...drawHours(draws.of('hours'), 0.03),
  };
}

function drawService(
  draws: Draws,
  name: string,
): Pick<TargetInput, 'ecs' | 'strategy'> | undefined {
  if (!draws.chance(0.1)) return undefined;
  const service = {
    cluster: 'shop',
    service: `shop-${name}`,
    ...(draws.chance(0.4) && { container: 'app' }),
  };
  if (draws.of('tasks').chance(0.4))
    return { ecs: { ...service, application: 'shop', deploymentGroup: name } };
  const strategies: readonly NonNullable<TargetInput['strategy']>[] = [
    'rolling',
    'rolling',
    'blue-green',
    'canary',
    { linear: { percent: 50, every: '2m' } },
  ];
  return {
    ecs: service,
    strategy: draws.pick(strategies),
  };
}

function drawStack(
  draws: Draws,
  name: string,
  account: string,
): Pick<TargetInput, 'stack'> | undefined {
  if (!draws.chance(0.06)) return undefined;
  // A role of another account cannot be handed on.
  const role = `arn:aws:iam::${account}:role/deploys`;
  const capabilities = [
    'CAPABILITY_IAM',
    'CAPABILITY_NAMED_IAM',
    'CAPABILITY_AUTO_EXPAND',
  ] as const;
  return {
    stack: {
      name: `shop-${name}`,
      ...(draws.chance(0.3) && { template: 'cdk.out/Shop.template.json' }),
      ...(draws.chance(0.3) && { configuration: 'prod.json' }),
      ...(draws.chance(0.5) && { capabilities: [draws.pick(capabilities)] }),
      ...(draws.chance(0.3) && { role }),
    },
  };
}

function drawJob(draws: Draws, name: string): Pick<TargetInput, 'job'> | undefined {
  if (!draws.chance(0.05)) return undefined;
  return {
    job: {
      project: `shop-${name}-deploys`,
      ...(draws.chance(0.6) && { rollback: `shop-${name}-returns` }),
      ...(draws.chance(0.6) && { runs: `shop-${name}-runs` }),
    },
  };
}

function drawMachine(
  draws: Draws,
  name: string,
): Pick<TargetInput, 'machine' | 'strategy'> | undefined {
  if (!draws.chance(0.06)) return undefined;
  return {
    machine: {
      name: `shop-${name}`,
      alias: 'live',
      ...(draws.chance(0.3) && { definition: 'machines/prod.asl.json' }),
    },
    strategy: draws.pick(strategiesOf(draws)),
  };
}

function drawSite(draws: Draws, name: string): Pick<TargetInput, 'site'> | undefined {
  if (!draws.chance(0.04)) return undefined;
  return {
    site: {
      bucket: `shop-${name}-site`,
      distribution: `E1${name
        .replaceAll(/[^a-z0-9]/g, '')
        .toUpperCase()
        .padEnd(10, 'X')
        .slice(0, 12)}`,
      ...(draws.chance(0.3) && { origin: 'site' }),
      ...(draws.chance(0.5) && { files: 'dist' }),
      ...(draws.chance(0.4) && { invalidate: false }),
    },
  };
}

function drawConfig(draws: Draws, name: string): Pick<TargetInput, 'appConfig'> | undefined {
  if (!draws.chance(0.05)) return undefined;
  // Those that a drawn time limit leaves room for: a slower one would be refused with it.
  const strategies = ['AppConfig.Linear50PercentEvery30Seconds'];
  return {
    appConfig: {
      application: 'shop',
      environment: name,
      profile: draws.pick(['flags', 'limits']),
      configuration: draws.pick(['flags.json', 'config/prod.yml']),
      ...(draws.chance(0.4) && { deploymentStrategy: draws.pick(strategies) }),
    },
  };
}

/** Of an alias that Tidegate shifts. */
function strategiesOf(draws: Draws): readonly NonNullable<TargetInput['strategy']>[] {
  return [
    'blue-green',
    'all-at-once',
    'canary',
    'linear',
    { canary: { percent: draws.pick([5, 50]), after: draws.pick(['1m', '4m']) } },
    { linear: { percent: draws.pick([25, 40]), every: draws.pick(['1m', '2m']) } },
  ];
}

/** By CodeDeploy, or by a strategy of its own. */
function drawAlias(draws: Draws, name: string): Pick<TargetInput, 'lambda' | 'strategy'> {
  const isImage = draws.of('image').chance(0.15);
  const alias = { function: `shop-${name}`, alias: 'live', ...(isImage && { image: 'app' }) };
  if (draws.chance(0.7))
    return { lambda: { ...alias, application: 'shop', deploymentGroup: name } };
  return { lambda: alias, strategy: draws.pick(strategiesOf(draws)) };
}

/** Some are in another account or region than their target. */
function alarmsOf(draws: Draws, name: string): NonNullable<TargetInput['alarms']> {
  const first = `${name}-errors`;
  if (draws.chance(0.1)) return [{ name: first, ...draws.pick(PLACES) }];
  return draws.chance(0.2) ? [first, `${name}-latency`] : [first];
}

type Watched = NonNullable<TargetInput['watch']>[number];

const WATCHED: readonly Watched[] = [
  { lambda: { function: 'orders', alias: 'live' } },
  { ecs: { cluster: 'shop', service: 'payments' } },
  { loadBalancer: { name: 'app/shop/50dc6c495c0c9188' } },
  {
    loadBalancer: {
      name: 'app/shop/50dc6c495c0c9188',
      targetGroup: 'targetgroup/shop/73e2d6bc24d8a067',
    },
  },
  { apiGateway: { api: 'shop', stage: 'live', type: 'REST' } },
  { apiGateway: { api: 'a1b2c3d4e5', type: 'HTTP' } },
  { sqs: { queue: 'orders', deadLetterQueue: 'orders-dead' } },
  { dynamodb: { table: 'orders' } },
  { ec2: { autoScalingGroup: 'shop' } },
  { stateMachine: { arn: 'arn:aws:states:eu-west-1:222233334444:stateMachine:orders' } },
  { kinesis: { stream: 'clicks' } },
  { sns: { topic: 'orders' } },
  { appSync: { api: 'x7m2kq5zv3' } },
  { rds: { instance: 'orders' } },
  { aurora: { cluster: 'orders' } },
  { elastiCache: { cluster: 'sessions-001' } },
  { cloudFront: { distribution: 'E2QWRUHAPOMQZL' } },
];
