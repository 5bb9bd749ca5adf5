// The metrics that each kind of resource has, in the judge's terms: what is read of a target without being told.

import type { Direction } from '@tidegate/judge/case';
import { kindOf, type ResourceKind, type WatchedResource } from '../pipeline/watch-schema.ts';

/** One CloudWatch metric; namespace and dimensions are those of its resource unless said otherwise. */
export interface MetricPart {
  readonly metric: string;
  readonly namespace?: string;
  /** Besides those of its resource. */
  readonly dimensions?: Readonly<Record<string, string>>;
  /** In place of those of its resource. */
  readonly instead?: Readonly<Record<string, string>>;
}

export interface CatalogMetric {
  /** Unique in its kind; what a person reads. */
  readonly name: string;
  /** Their values are added up. */
  readonly parts: readonly MetricPart[];
  readonly statistic: string;
  readonly kind: 'errors' | 'latency' | 'traffic' | 'cpu' | 'memory' | 'availability' | 'other';
  readonly bad: Direction;
  readonly unit: 'Count' | 'ms' | 's' | '%';
  /** Lambda splits it by the version that an alias sent the request to. */
  readonly perVersion?: true;
  /** No point is none of them wherever the node's requests were counted: CloudWatch leaves such zeros out. */
  readonly absentIsZero?: true;
  /** A point stands for so many minutes: basic monitoring measures every five. */
  readonly standsForMinutes?: number;
  /** The value is a gauge that only its rise matters of: messages that were added to a queue. */
  readonly increase?: true;
  /** In per cent of this. */
  readonly percentOf?: MetricPart;
  /** The part of the time, from 0 to 1, that it is not so: shown in per cent. */
  readonly complement?: true;
  /** Anything below is as good as this. */
  readonly least?: number;
  /** Counts the requests that are slow by this latency: the statistic is made from the past. */
  readonly slowerThan?: string;
}

/**
 * What counts as a slow request: this many times the usual 99th percentile. A service that gets a tenth slower has
 * hardly more of them, one that gets thrice as slow has a hundred times more: the tolerance is in the threshold.
 */
export const SLOW_FACTOR = 2;

const sum = { statistic: 'Sum', unit: 'Count' } as const;
const requests = { ...sum, name: 'requests', kind: 'traffic', bad: 'down' } as const;
const failures = { ...sum, kind: 'errors', bad: 'up', absentIsZero: true } as const;

interface Durations {
  readonly unit: 'ms' | 's';
  readonly perVersion?: true;
}

/** Its middle and its tail as gauges, and its slow requests as a count. */
function durations(metric: string, its: Durations): CatalogMetric[] {
  const parts = [{ metric }];
  return [
    { ...its, name: 'latency p50', parts, statistic: 'p50', kind: 'latency', bad: 'up' },
    { ...its, name: 'latency p99', parts, statistic: 'p99', kind: 'latency', bad: 'up' },
    {
      ...failures,
      ...(its.perVersion && { perVersion: its.perVersion }),
      name: 'slow requests',
      parts,
      slowerThan: 'latency p99',
    },
  ];
}

const one = (metric: string): readonly MetricPart[] => [{ metric }];
const perVersion = true as const;

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

const loadBalancer: readonly CatalogMetric[] = [
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

const catalog: Readonly<Record<ResourceKind, readonly CatalogMetric[]>> = {
  lambda,
  ecs,
  ec2,
  loadBalancer,
  apiGateway: restApi,
  sqs,
  dynamodb,
};

/**
 * The metrics of a resource. Client errors (4xx) are not among them: who asks what is not the revision's doing, and a
 * scanner that passes by would take a release back. Who wants them names them as metrics of the target.
 *
 * Sources: the pages on CloudWatch metrics of the guides of Lambda, Elastic Load Balancing, API Gateway, ECS, EC2, SQS
 * and DynamoDB.
 */
export function metricsOf(resource: WatchedResource): readonly CatalogMetric[] {
  const { loadBalancer: balancer, apiGateway, sqs: queue } = resource;
  if (balancer && !balancer.targetGroup) return [...loadBalancer, wholeBalancer];
  if (apiGateway?.type === 'HTTP') return httpApi;
  if (queue?.deadLetterQueue) return [...sqs, deadLettersOf(queue.deadLetterQueue)];
  return catalog[kindOf(resource)];
}
