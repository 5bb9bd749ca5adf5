// The alarms of what a service is built on: each fires and recovers, and a good service stays quiet.

import type { WatchedResource } from '../../../core/pipeline/watch-schema.ts';
import { type Case, expectToFire, sum } from './played-alarm.ts';

const arn = 'arn:aws:states:us-east-1:111122223333:stateMachine:m';

interface Of {
  readonly resource: WatchedResource;
  readonly word: string;
  readonly namespace: string;
  readonly dimensions: Record<string, string>;
}

const group: Of = {
  resource: { loadBalancer: { name: 'app/a/1', targetGroup: 'targetgroup/t/2' } },
  word: 'loadBalancer-targetgroup-t-2',
  namespace: 'AWS/ApplicationELB',
  dimensions: { LoadBalancer: 'app/a/1', TargetGroup: 'targetgroup/t/2' },
};
const balancer: Of = {
  ...group,
  resource: { loadBalancer: { name: 'app/a/1' } },
  word: 'loadBalancer-app-a-1',
  dimensions: { LoadBalancer: 'app/a/1' },
};
const rest: Of = {
  resource: { apiGateway: { api: 'x', type: 'REST' } },
  word: 'apiGateway-x',
  namespace: 'AWS/ApiGateway',
  dimensions: { ApiName: 'x' },
};
const http: Of = {
  ...rest,
  resource: { apiGateway: { api: 'x', type: 'HTTP' } },
  dimensions: { ApiId: 'x' },
};
const machine: Of = {
  resource: { stateMachine: { arn } },
  word: 'stateMachine-m',
  namespace: 'AWS/States',
  dimensions: { StateMachineArn: arn },
};
const stream: Of = {
  resource: { kinesis: { stream: 's' } },
  word: 'kinesis-s',
  namespace: 'AWS/Kinesis',
  dimensions: { StreamName: 's' },
};
const topic: Of = {
  resource: { sns: { topic: 't' } },
  word: 'sns-t',
  namespace: 'AWS/SNS',
  dimensions: { TopicName: 't' },
};
const graph: Of = {
  resource: { appSync: { api: 'g' } },
  word: 'appSync-g',
  namespace: 'AWS/AppSync',
  dimensions: { GraphQLAPIId: 'g' },
};
const instance: Of = {
  resource: { rds: { instance: 'i' } },
  word: 'rds-i',
  namespace: 'AWS/RDS',
  dimensions: { DBInstanceIdentifier: 'i' },
};
const cluster: Of = {
  resource: { aurora: { cluster: 'c' } },
  word: 'aurora-c',
  namespace: 'AWS/RDS',
  dimensions: { DBClusterIdentifier: 'c' },
};
const node: Of = {
  resource: { elastiCache: { cluster: 'n-001' } },
  word: 'elastiCache-n-001',
  namespace: 'AWS/ElastiCache',
  dimensions: { CacheClusterId: 'n-001' },
};
const edge: Of = {
  resource: { cloudFront: { distribution: 'E1' } },
  word: 'cloudFront-E1',
  namespace: 'AWS/CloudFront',
  dimensions: { DistributionId: 'E1', Region: 'Global' },
};

const GB = 1024 ** 3;

type Told = readonly [of: Of, key: string, good: Case['good'], bad: Case['bad']];

const told: readonly Told[] = [
  [
    group,
    'unhealthy-hosts',
    { RequestCount: sum(100), HealthyHostCount: sum(9), UnHealthyHostCount: sum(1) },
    { HealthyHostCount: sum(5), UnHealthyHostCount: sum(5) },
  ],
  [
    balancer,
    'rejected-connections',
    { RequestCount: sum(100) },
    { RejectedConnectionCount: sum(4) },
  ],
  [rest, '4xx', { Count: sum(200), '4XXError': sum(6) }, { '4XXError': sum(90) }],
  [http, '4xx', { Count: sum(200), '4xx': sum(6) }, { '4xx': sum(90) }],
  [
    machine,
    'failed',
    { ExecutionsStarted: sum(20), ExecutionsSucceeded: sum(20), ExecutionsFailed: sum(0) },
    { ExecutionsTimedOut: sum(5) },
  ],
  [machine, 'failed', { ExecutionsStarted: sum(1) }, { ExecutionsFailed: sum(1) }],
  [machine, 'throttles', { ExecutionsStarted: sum(20) }, { ExecutionThrottled: sum(3) }],
  [
    stream,
    'iterator-age',
    { IncomingRecords: sum(900), 'GetRecords.IteratorAgeMilliseconds': sum(2000) },
    { 'GetRecords.IteratorAgeMilliseconds': sum(900_000) },
  ],
  [
    stream,
    'write-throttles',
    { IncomingRecords: sum(900), WriteProvisionedThroughputExceeded: sum(2) },
    { WriteProvisionedThroughputExceeded: sum(200) },
  ],
  [
    stream,
    'failed-records',
    { IncomingRecords: sum(900), 'PutRecords.TotalRecords': sum(900) },
    { 'PutRecords.FailedRecords': sum(100) },
  ],
  [
    stream,
    'read-throttles',
    { IncomingRecords: sum(900), ReadProvisionedThroughputExceeded: sum(0) },
    { ReadProvisionedThroughputExceeded: sum(0.5) },
  ],
  [
    topic,
    'failed',
    { NumberOfMessagesPublished: sum(50), NumberOfNotificationsDelivered: sum(50) },
    { NumberOfNotificationsDelivered: undefined, NumberOfNotificationsFailed: sum(50) },
  ],
  [
    topic,
    'lost',
    { NumberOfMessagesPublished: sum(50) },
    { NumberOfNotificationsFailedToRedriveToDlq: sum(1) },
  ],
  [
    topic,
    'unreadable',
    { NumberOfMessagesPublished: sum(50) },
    { 'NumberOfNotificationsFilteredOut-InvalidAttributes': sum(1) },
  ],
  [graph, '5xx', { Latency: [[80, 200]], '5XXError': sum(2) }, { '5XXError': sum(40) }],
  [graph, 'latency', { Latency: [[80, 200]] }, { Latency: [[9000, 200]] }],
  [graph, '4xx', { Latency: [[80, 200]], '4XXError': sum(2) }, { '4XXError': sum(90) }],
  [instance, 'cpu', { CPUUtilization: sum(60) }, { CPUUtilization: sum(97) }],
  [
    instance,
    'memory',
    { CPUUtilization: sum(60), FreeableMemory: sum(GB) },
    { FreeableMemory: sum(GB / 16) },
  ],
  [
    instance,
    'storage',
    { CPUUtilization: sum(60), FreeStorageSpace: sum(40 * GB) },
    { FreeStorageSpace: sum(8 * GB) },
  ],
  [
    instance,
    'burst',
    { CPUUtilization: sum(60), 'EBSIOBalance%': sum(99) },
    { 'EBSByteBalance%': sum(4) },
  ],
  [
    instance,
    'transaction-ids',
    { CPUUtilization: sum(60), MaximumUsedTransactionIDs: sum(2e8) },
    { MaximumUsedTransactionIDs: sum(1.2e9) },
  ],
  [
    instance,
    'replica-lag',
    { CPUUtilization: sum(60), ReplicaLag: sum(1) },
    { ReplicaLag: sum(300) },
  ],
  [cluster, 'cpu', { CPUUtilization: sum(60) }, { CPUUtilization: sum(97) }],
  [
    { ...cluster, dimensions: { ...cluster.dimensions, Role: 'WRITER' } },
    'writer',
    { EngineUptime: sum(90_000) },
    { EngineUptime: sum(0) },
  ],
  [cluster, 'cache-hits', { BufferCacheHitRatio: sum(99) }, { BufferCacheHitRatio: sum(40) }],
  [
    cluster,
    'rollback-segments',
    { RollbackSegmentHistoryListLength: sum(400) },
    { RollbackSegmentHistoryListLength: sum(3e6) },
  ],
  [cluster, 'capacity', { ACUUtilization: sum(50) }, { ACUUtilization: sum(99) }],
  [node, 'cpu', { CPUUtilization: sum(40) }, { CPUUtilization: sum(97) }],
  [node, 'engine-cpu', { EngineCPUUtilization: sum(40) }, { EngineCPUUtilization: sum(97) }],
  [
    node,
    'memory',
    { DatabaseMemoryUsagePercentage: sum(60) },
    { DatabaseMemoryUsagePercentage: sum(97) },
  ],
  [edge, '5xx', { Requests: sum(300), '5xxErrorRate': sum(0.4) }, { '5xxErrorRate': sum(30) }],
];

const facts = { allocatedGigabytes: 100, isReplica: true, isServerless: true } as const;
const ROLLS_BACK = /unhealthy|5xx|latency|iterator-age|failed$/;

const cases: readonly Case[] = told.map(([{ word, ...of }, key, good, bad]) => ({
  ...of,
  facts,
  alarm: `${word}-${key}`,
  good,
  bad,
  rollsBack: ROLLS_BACK.test(key),
}));

test.each(cases)('$alarm fires, is heard or not, and recovers', expectToFire);
