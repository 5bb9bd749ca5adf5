// Written alarms, put into the embedded CloudWatch and fed: each fires and recovers, and a good service stays quiet.

import type { WatchedResource } from '../../../core/pipeline/watch-schema.ts';
import { alarmWorld, type Minute } from './alarm-world.ts';
import { type Case, expectToFire, stackOf, sum } from './played-alarm.ts';

const lambda: WatchedResource = { lambda: { function: 'f', alias: 'live' } };
const ofAlias = { FunctionName: 'f', Resource: 'f:live' };
const balancer: WatchedResource = { loadBalancer: { name: 'app/a/1' } };
const ofBalancer = { LoadBalancer: 'app/a/1' };
const rest: WatchedResource = { apiGateway: { api: 'x', type: 'REST' } };
const http: WatchedResource = { apiGateway: { api: 'x1', type: 'HTTP' } };
const queue: WatchedResource = { sqs: { queue: 'q', deadLetterQueue: 'q-dead' } };
const table: WatchedResource = { dynamodb: { table: 't' } };
const service: WatchedResource = { ecs: { cluster: 'c', service: 's' } };
const ofService = { ClusterName: 'c', ServiceName: 's' };
const fleet: WatchedResource = { ec2: { autoScalingGroup: 'g' } };

const cases: readonly Case[] = [
  {
    alarm: 'lambda-f-live-errors',
    resource: lambda,
    namespace: 'AWS/Lambda',
    dimensions: ofAlias,
    good: { Invocations: sum(100), Errors: sum(2), Duration: [[120, 100]] },
    bad: { Errors: sum(12) },
    rollsBack: true,
  },
  {
    alarm: 'lambda-f-live-throttles',
    resource: lambda,
    namespace: 'AWS/Lambda',
    dimensions: ofAlias,
    good: { Invocations: sum(100), Throttles: sum(0) },
    bad: { Invocations: undefined, Throttles: sum(100) },
    rollsBack: true,
  },
  {
    alarm: 'lambda-f-live-duration',
    resource: lambda,
    namespace: 'AWS/Lambda',
    dimensions: ofAlias,
    good: {
      Invocations: sum(200),
      Duration: [
        [120, 199],
        [29_000, 1],
      ],
    },
    bad: {
      Duration: [
        [120, 190],
        [29_000, 10],
      ],
    },
    rollsBack: true,
  },
  {
    alarm: 'lambda-f-live-concurrency',
    resource: lambda,
    namespace: 'AWS/Lambda',
    dimensions: { FunctionName: 'f' },
    good: { ConcurrentExecutions: sum(700) },
    bad: { ConcurrentExecutions: sum(950) },
    rollsBack: false,
  },
  {
    alarm: 'lambda-f-live-iterator-age',
    resource: lambda,
    namespace: 'AWS/Lambda',
    dimensions: ofAlias,
    good: { IteratorAge: sum(2000) },
    bad: { IteratorAge: sum(900_000) },
    rollsBack: true,
  },
  {
    alarm: 'loadBalancer-app-a-1-5xx',
    resource: balancer,
    namespace: 'AWS/ApplicationELB',
    dimensions: ofBalancer,
    good: { RequestCount: sum(500), HTTPCode_Target_5XX_Count: sum(3) },
    bad: {
      RequestCount: undefined,
      HTTPCode_Target_5XX_Count: undefined,
      HTTPCode_ELB_5XX_Count: sum(40),
    },
    rollsBack: true,
  },
  {
    alarm: 'loadBalancer-app-a-1-latency',
    resource: balancer,
    namespace: 'AWS/ApplicationELB',
    dimensions: ofBalancer,
    good: {
      RequestCount: sum(500),
      TargetResponseTime: [
        [0.2, 499],
        [20, 1],
      ],
    },
    bad: {
      TargetResponseTime: [
        [0.2, 400],
        [9, 100],
      ],
    },
    rollsBack: true,
  },
  {
    alarm: 'apiGateway-x-5xx',
    resource: rest,
    namespace: 'AWS/ApiGateway',
    dimensions: { ApiName: 'x' },
    good: { Count: sum(60), '5XXError': sum(1) },
    bad: { '5XXError': sum(30) },
    rollsBack: true,
  },
  {
    alarm: 'apiGateway-x1-latency',
    resource: http,
    namespace: 'AWS/ApiGateway',
    dimensions: { ApiId: 'x1' },
    good: {
      Count: sum(20),
      '5xx': sum(0),
      Latency: [
        [90, 19],
        [8000, 1],
      ],
    },
    bad: {
      Latency: [
        [90, 10],
        [8000, 10],
      ],
    },
    rollsBack: true,
  },
  {
    alarm: 'sqs-q-age',
    resource: queue,
    namespace: 'AWS/SQS',
    dimensions: { QueueName: 'q' },
    good: { ApproximateAgeOfOldestMessage: sum(30), ApproximateNumberOfMessagesVisible: sum(1) },
    bad: { ApproximateAgeOfOldestMessage: sum(2000) },
    rollsBack: true,
  },
  {
    alarm: 'sqs-q-dead-letters',
    resource: queue,
    namespace: 'AWS/SQS',
    dimensions: { QueueName: 'q-dead' },
    good: { ApproximateNumberOfMessagesVisible: sum(0) },
    bad: { ApproximateNumberOfMessagesVisible: sum(1) },
    rollsBack: false,
  },
  {
    alarm: 'dynamodb-t-throttles',
    resource: table,
    namespace: 'AWS/DynamoDB',
    dimensions: { TableName: 't' },
    good: { ConsumedReadCapacityUnits: sum(600), ReadThrottleEvents: undefined },
    bad: { ReadThrottleEvents: sum(90) },
    rollsBack: false,
  },
  {
    alarm: 'dynamodb-t-system-errors',
    resource: table,
    namespace: 'AWS/DynamoDB',
    dimensions: { TableName: 't', Operation: 'PutItem' },
    good: { SystemErrors: undefined },
    bad: { SystemErrors: sum(80) },
    rollsBack: false,
  },
  {
    alarm: 'ecs-c-s-tasks',
    resource: service,
    namespace: 'ECS/ContainerInsights',
    dimensions: ofService,
    good: { RunningTaskCount: sum(4), DesiredTaskCount: sum(4) },
    bad: { RunningTaskCount: sum(2) },
    rollsBack: true,
  },
  {
    alarm: 'ecs-c-s-memory',
    resource: service,
    namespace: 'AWS/ECS',
    dimensions: ofService,
    good: { MemoryUtilization: sum(60), CPUUtilization: sum(40) },
    bad: { MemoryUtilization: sum(96) },
    rollsBack: false,
  },
  {
    alarm: 'ec2-g-status-checks',
    resource: fleet,
    namespace: 'AWS/EC2',
    dimensions: { AutoScalingGroupName: 'g' },
    good: {
      StatusCheckFailed: [
        [0, 19],
        [1, 1],
      ],
      CPUUtilization: sum(30),
    },
    bad: {
      StatusCheckFailed: [
        [0, 10],
        [1, 10],
      ],
    },
    rollsBack: true,
  },
  {
    alarm: 'ec2-g-cpu',
    resource: fleet,
    namespace: 'AWS/EC2',
    dimensions: { AutoScalingGroupName: 'g' },
    good: { StatusCheckFailed: [[0, 20]], CPUUtilization: sum(70) },
    bad: { CPUUtilization: sum(99) },
    rollsBack: false,
    minutes: 20,
  },
];

test.each(cases)('$alarm fires, is heard or not, and recovers', expectToFire);

test('a broken request now and then at night wakes nobody', async () => {
  const { clock, deploy, feed, fired, play } = alarmWorld(stackOf(lambda));
  const [invocations, errors, duration] = ['Invocations', 'Errors', 'Duration'].map((name) =>
    feed('AWS/Lambda', name, ofAlias),
  );

  const woken = await play(async () => {
    await deploy();
    for (let hour = 0; hour < 8; hour += 1) {
      for (const feedOne of [invocations!, errors!]) feedOne(sum(1));
      duration!([[29_500, 1]]);
      await clock.sleep(4 * 60);
      for (const feedOne of [invocations!, errors!, duration!]) feedOne(undefined);
      await clock.sleep(56 * 60);
    }
    return fired();
  });

  expect(woken).toEqual([]);
});

test('three new dead letters are a reason to roll back; old ones, and one more, are none', async () => {
  const { clock, deploy, feed, firing, play } = alarmWorld(stackOf(queue));
  const depth = feed('AWS/SQS', 'ApproximateNumberOfMessagesVisible', { QueueName: 'q-dead' });
  const looks: string[][] = [];
  const look = async (messages: number) => {
    depth(sum(messages));
    await clock.sleep(6 * 60);
    looks.push(firing());
  };

  await play(async () => {
    depth(sum(7));
    await deploy();
    await clock.sleep(30 * 60);
    await look(7);
    await look(8);
    await look(30);
    await clock.sleep(15 * 60);
    await look(30);
  });

  const waiting = 'shop-prod-sqs-q-dead-letters';
  const rollBack = ['shop-prod-sqs-q-new-dead-letters', 'shop-prod-roll-back'];
  expect(looks).toEqual([[waiting], [waiting], [waiting, ...rollBack], [waiting]]);
});

test.each<[string, WatchedResource, string, string, Record<string, string>, Minute]>([
  ['a function that nobody calls', lambda, 'AWS/Lambda', 'Invocations', ofAlias, undefined],
  [
    'a balancer that counts nothing',
    balancer,
    'AWS/ApplicationELB',
    'RequestCount',
    ofBalancer,
    sum(0),
  ],
])(
  '%s is not known to be good, though nothing fires',
  async (_, resource, namespace, name, dimensions, idle) => {
    const { clock, deploy, feed, state, fired, play } = alarmWorld(stackOf(resource));
    const requests = feed(namespace, name, dimensions);

    const states = await play(async () => {
      requests(sum(80));
      await deploy();
      await clock.sleep(3600);
      const busy = state('shop-prod-traffic');
      requests(idle);
      await clock.sleep(3600);
      const silent = state('shop-prod-traffic');
      requests(sum(80));
      await clock.sleep(600);
      return [busy, silent, state('shop-prod-traffic'), state('shop-prod-roll-back')];
    });

    expect(states).toEqual(['OK', 'INSUFFICIENT_DATA', 'OK', 'OK']);
    expect(fired()).toEqual([]);
  },
);
