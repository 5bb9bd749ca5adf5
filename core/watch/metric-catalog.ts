// The metrics that each kind of resource has, in the judge's terms: what is read of a target without being told.

import { kindOf, type ResourceKind, type WatchedResource } from '../pipeline/watch-schema.ts';
import {
  type CatalogMetric,
  durations,
  failures,
  one,
  perVersion,
  requests,
} from './catalog-metric.ts';

const lambda: readonly CatalogMetric[] = [
  { ...requests, parts: one('Invocations'), perVersion },
  { ...failures, name: 'errors', parts: one('Errors'), perVersion },
  { ...failures, name: 'throttles', parts: one('Throttles') },
  ...durations('Duration', { unit: 'ms', perVersion }),
  {
    name: 'concurrency',
    parts: one('ConcurrentExecutions'),
    statistic: 'Maximum',
    kind: 'cpu',
    bad: 'up',
    unit: 'Count',
  },
];

const cpu: CatalogMetric = {
  name: 'cpu',
  parts: one('CPUUtilization'),
  statistic: 'Average',
  kind: 'cpu',
  bad: 'up',
  unit: '%',
};

const INSIGHTS = 'ECS/ContainerInsights';
const ecs: readonly CatalogMetric[] = [
  cpu,
  {
    name: 'memory',
    parts: one('MemoryUtilization'),
    statistic: 'Average',
    kind: 'memory',
    bad: 'up',
    unit: '%',
  },
  {
    name: 'tasks running of those desired',
    parts: [{ metric: 'RunningTaskCount', namespace: INSIGHTS }],
    percentOf: { metric: 'DesiredTaskCount', namespace: INSIGHTS },
    statistic: 'Average',
    kind: 'availability',
    bad: 'down',
    unit: '%',
  },
];

const ec2: readonly CatalogMetric[] = [
  { ...cpu, standsForMinutes: 5 },
  {
    name: 'status checks passed',
    parts: one('StatusCheckFailed'),
    statistic: 'Average',
    complement: true,
    kind: 'availability',
    bad: 'down',
    unit: '%',
    standsForMinutes: 5,
  },
];

/** Also of one target group behind it. */
export const loadBalancer: readonly CatalogMetric[] = [
  { ...requests, parts: one('RequestCount') },
  { ...failures, name: 'errors', parts: one('HTTPCode_Target_5XX_Count') },
  { ...failures, name: 'connection errors', parts: one('TargetConnectionErrorCount') },
  ...durations('TargetResponseTime', { unit: 's' }),
];

/** The balancer's own errors, timeouts among them, are counted for all of its target groups together. */
const wholeBalancer: CatalogMetric = {
  ...failures,
  name: 'balancer errors',
  parts: one('HTTPCode_ELB_5XX_Count'),
};

const restApi: readonly CatalogMetric[] = [
  { ...requests, parts: one('Count') },
  { ...failures, name: 'errors', parts: one('5XXError') },
  ...durations('Latency', { unit: 'ms' }),
];
const httpApi: readonly CatalogMetric[] = [
  { ...requests, parts: one('Count') },
  { ...failures, name: 'errors', parts: one('5xx') },
  ...durations('Latency', { unit: 'ms' }),
];

const sqs: readonly CatalogMetric[] = [
  { ...requests, name: 'messages received', parts: one('NumberOfMessagesReceived') },
  {
    name: 'age of the oldest message',
    parts: one('ApproximateAgeOfOldestMessage'),
    statistic: 'Maximum',
    kind: 'latency',
    bad: 'up',
    unit: 's',
    least: 60,
  },
];

function deadLettersOf(QueueName: string): CatalogMetric {
  const parts = [{ metric: 'ApproximateNumberOfMessagesVisible', instead: { QueueName } }];
  return { ...failures, name: 'dead letters', parts, statistic: 'Maximum', increase: true };
}

/** System errors are counted for each operation alone. */
const OPERATIONS = ['GetItem', 'Query', 'Scan', 'PutItem', 'UpdateItem', 'DeleteItem'];
const dynamodb: readonly CatalogMetric[] = [
  {
    ...requests,
    name: 'capacity units',
    parts: [...one('ConsumedReadCapacityUnits'), ...one('ConsumedWriteCapacityUnits')],
  },
  {
    ...failures,
    name: 'throttles',
    parts: [...one('ReadThrottleEvents'), ...one('WriteThrottleEvents')],
  },
  {
    ...failures,
    name: 'system errors',
    parts: OPERATIONS.map((Operation) => ({
      metric: 'SystemErrors',
      dimensions: { Operation },
    })),
  },
];

const stateMachine: readonly CatalogMetric[] = [
  { ...requests, parts: one('ExecutionsStarted') },
  {
    ...failures,
    name: 'errors',
    parts: [...one('ExecutionsFailed'), ...one('ExecutionsTimedOut')],
  },
];

const kinesis: readonly CatalogMetric[] = [
  { ...requests, name: 'records', parts: one('IncomingRecords') },
  { ...failures, name: 'throttles', parts: one('WriteProvisionedThroughputExceeded') },
];

const sns: readonly CatalogMetric[] = [
  { ...requests, name: 'messages published', parts: one('NumberOfMessagesPublished') },
  { ...failures, name: 'errors', parts: one('NumberOfNotificationsFailed') },
];

/** AppSync counts requests of all APIs together; of one, each has its latency. */
const appSync: readonly CatalogMetric[] = [
  { ...requests, parts: one('Latency'), statistic: 'SampleCount' },
  { ...failures, name: 'errors', parts: one('5XXError') },
  ...durations('Latency', { unit: 'ms' }),
];

const ORIGIN = { parts: one('OriginLatency'), kind: 'latency', bad: 'up', unit: 'ms' } as const;

/**
 * It tells failures as a rate alone, and how long its origin took only where its additional metrics are on. What asks
 * for files that are not there (4xx) is told, and convicts nobody.
 */
const cloudFront: readonly CatalogMetric[] = [
  { ...requests, parts: one('Requests') },
  {
    name: 'errors',
    parts: one('5xxErrorRate'),
    rateOf: { metric: 'Requests' },
    statistic: 'Average',
    kind: 'errors',
    bad: 'up',
    unit: 'Count',
  },
  {
    name: 'client errors',
    parts: one('4xxErrorRate'),
    statistic: 'Average',
    kind: 'other',
    bad: 'none',
    unit: '%',
  },
  { ...ORIGIN, name: 'latency p50', statistic: 'p50' },
  { ...ORIGIN, name: 'latency p99', statistic: 'p99' },
];

const catalog: Readonly<Record<ResourceKind, readonly CatalogMetric[]>> = {
  lambda,
  ecs,
  ec2,
  loadBalancer,
  apiGateway: restApi,
  sqs,
  dynamodb,
  stateMachine,
  kinesis,
  sns,
  appSync,
  rds: [cpu],
  aurora: [cpu],
  elastiCache: [cpu],
  cloudFront,
};

/**
 * The metrics of a resource. Client errors (4xx) convict nobody: who asks what is not the revision's doing, and a
 * scanner that passes by would take a release back. Who wants them names them as metrics of the target.
 *
 * Sources: the pages on CloudWatch metrics of the guides of Lambda, Elastic Load Balancing, API Gateway, ECS, EC2, SQS,
 * DynamoDB and CloudFront.
 */
export function metricsOf(resource: WatchedResource): readonly CatalogMetric[] {
  const { loadBalancer: balancer, apiGateway, sqs: queue } = resource;
  if (balancer && !balancer.targetGroup) return [...loadBalancer, wholeBalancer];
  if (apiGateway?.type === 'HTTP') return httpApi;
  if (queue?.deadLetterQueue) return [...sqs, deadLettersOf(queue.deadLetterQueue)];
  return catalog[kindOf(resource)];
}
