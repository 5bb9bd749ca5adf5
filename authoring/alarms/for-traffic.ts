// The alarms of what users' requests come in by: load balancers and APIs.

import { type AlarmPlan, type Query, USUAL, type Watched } from './alarm.ts';
import { expression, familyOf, metric } from './metric-family.ts';
import { rate, slowest } from './rates.ts';
import { IDLE_IS_FINE, UNKNOWN } from './reasons.ts';

const errorsBase = (resource: Watched) => ({
  ...USUAL,
  resource,
  key: '5xx',
  title: 'requests that end in a server error',
  role: 'rollBack' as const,
  signal: 'errors' as const,
  comparison: 'GreaterThanThreshold' as const,
  threshold: { value: 5, because: 'the default' },
  learns: { least: 1, most: 20, isRate: true },
  missing: IDLE_IS_FINE,
  unit: '%',
});

const latencyBase = (resource: Watched) => ({
  ...USUAL,
  resource,
  key: 'latency',
  title: 'slow answers',
  role: 'rollBack' as const,
  signal: 'latency' as const,
  comparison: 'GreaterThanThreshold' as const,
  missing: IDLE_IS_FINE,
});

export function forLoadBalancer(resource: Watched): AlarmPlan[] {
  const family = familyOf(resource);
  const requests = metric('requests', 'Requests', family, 'RequestCount', 'Sum');
  const isGroup = resource.names.targetGroup !== undefined;
  const served: AlarmPlan[] = [
    { ...errorsBase(resource), queries: serverErrors(resource, requests) },
    {
      ...latencyBase(resource),
      queries: slowest('Response time, s', requests, family, 'TargetResponseTime'),
      threshold: { value: 3, because: 'the default' },
      learns: { least: 0.2, most: 30, isRate: false },
      unit: 's',
    },
  ];
  return [
    ...(resource.facts.isHealthOnly ? [] : served),
    ...(isGroup ? [unhealthyHosts(resource)] : [rejectedConnections(resource)]),
  ];
}

/** Counted by target group alone. */
function unhealthyHosts(resource: Watched): AlarmPlan {
  const family = familyOf(resource);
  return {
    ...USUAL,
    resource,
    key: 'unhealthy-hosts',
    title: 'hosts that fail their health checks',
    role: 'rollBack',
    signal: 'errors',
    queries: [
      metric('unhealthy', 'Unhealthy', family, 'UnHealthyHostCount', 'Maximum'),
      metric('healthy', 'Healthy', family, 'HealthyHostCount', 'Minimum'),
      expression(
        'rate',
        'Hosts that are unhealthy, %',
        'IF(unhealthy > 0, 100 * unhealthy / (unhealthy + FILL(healthy, 0)), 0)',
      ),
    ],
    comparison: 'GreaterThanThreshold',
    threshold: { value: 20, because: 'the default: one host of five or more may be' },
    missing: UNKNOWN,
    unit: '%',
  };
}

/** Counted by balancer alone, and only where there are some. */
function rejectedConnections(resource: Watched): AlarmPlan {
  return {
    ...USUAL,
    resource,
    key: 'rejected-connections',
    title: 'connections that are refused, since the balancer has no more',
    role: 'advise',
    signal: 'saturation',
    queries: [metric('rejected', 'Refused', familyOf(resource), 'RejectedConnectionCount', 'Sum')],
    comparison: 'GreaterThanThreshold',
    threshold: { value: 0, because: 'each is a user who gets no answer' },
    missing: { treat: 'notBreaching', because: 'where none is refused nothing is counted' },
    unit: 'connections',
  };
}

/**
 * The balancer's own errors (no healthy target, a target that hangs up) are counted under the balancer only, and a
 * request that found no target is no part of RequestCount. A target group is judged by what its targets answer.
 */
function serverErrors(resource: Watched, requests: Query): readonly Query[] {
  const family = familyOf(resource);
  const answered = metric(
    'targets5xx',
    '5xx of targets',
    family,
    'HTTPCode_Target_5XX_Count',
    'Sum',
  );
  const label = 'Server errors, %';
  if (resource.names.targetGroup !== undefined) return rate(label, requests, answered);
  return [
    requests,
    answered,
    metric('own5xx', '5xx of the balancer', family, 'HTTPCode_ELB_5XX_Count', 'Sum'),
    expression('all', 'Requests', 'FILL(requests, 0) + FILL(own5xx, 0)'),
    expression('failed', 'Server errors', 'FILL(targets5xx, 0) + FILL(own5xx, 0)'),
    expression('rate', label, 'IF(all >= 5, 100 * failed / all, 0)'),
  ];
}

export function forApiGateway(resource: Watched): AlarmPlan[] {
  const family = familyOf(resource);
  const isHttp = resource.facts.apiType === 'HTTP';
  const requests = metric('requests', 'Requests', family, 'Count', 'Sum');
  const failed = metric('errors', '5xx', family, isHttp ? '5xx' : '5XXError', 'Sum');
  const refused = metric('refused', '4xx', family, isHttp ? '4xx' : '4XXError', 'Sum');
  return [
    { ...errorsBase(resource), queries: rate('Server errors, %', requests, failed) },
    {
      ...latencyBase(resource),
      queries: slowest('Latency, ms', requests, family, 'Latency'),
      threshold: { value: 3000, because: 'the default' },
      learns: { least: 200, most: 30_000, isRate: false },
      unit: 'ms',
    },
    clientErrors(resource, rate('Client errors, %', requests, refused)),
  ];
}

/** Who asks what is not the revision's doing: worth a look, and no reason to roll back. */
function clientErrors(resource: Watched, queries: readonly Query[]): AlarmPlan {
  return {
    ...errorsBase(resource),
    key: '4xx',
    title: 'requests that are refused as wrong',
    role: 'advise',
    queries,
    datapoints: { bad: 5, of: 5 },
    learns: { least: 5, most: 80, isRate: true },
  };
}

export function forAppSync(resource: Watched): AlarmPlan[] {
  const family = familyOf(resource);
  // AppSync counts requests of all APIs together; of one, each has its latency.
  const requests = metric('requests', 'Requests', family, 'Latency', 'SampleCount');
  const failed = metric('errors', '5xx', family, '5XXError', 'Sum');
  const refused = metric('refused', '4xx', family, '4XXError', 'Sum');
  return [
    { ...errorsBase(resource), queries: rate('Server errors, %', requests, failed) },
    {
      ...latencyBase(resource),
      queries: slowest('Latency, ms', requests, family, 'Latency'),
      threshold: { value: 3000, because: 'the default' },
      learns: { least: 200, most: 30_000, isRate: false },
      unit: 'ms',
    },
    clientErrors(resource, rate('Client errors, %', requests, refused)),
  ];
}

/** CloudFront measures the rate by itself, in percent, and in us-east-1 alone. */
export function forCloudFront(resource: Watched): AlarmPlan[] {
  const family = familyOf(resource);
  return [
    {
      ...errorsBase(resource),
      queries: [
        metric('requests', 'Requests', family, 'Requests', 'Sum'),
        metric('errors', '5xx, %', family, '5xxErrorRate', 'Average'),
        expression('rate', 'Server errors, %', 'IF(requests >= 5, errors, 0)'),
      ],
    },
  ];
}

/** Whether there is traffic at all, by the metric of the kind that is there whenever there is something to judge. */
const TRAFFIC: Readonly<Record<Watched['kind'], readonly [name: string, statistic: string]>> = {
  lambda: ['Invocations', 'Sum'],
  loadBalancer: ['RequestCount', 'Sum'],
  apiGateway: ['Count', 'Sum'],
  ecs: ['CPUUtilization', 'SampleCount'],
  ec2: ['StatusCheckFailed', 'SampleCount'],
  sqs: ['ApproximateNumberOfMessagesVisible', 'SampleCount'],
  dynamodb: ['ConsumedReadCapacityUnits', 'SampleCount'],
  stateMachine: ['ExecutionsStarted', 'Sum'],
  kinesis: ['IncomingRecords', 'Sum'],
  sns: ['NumberOfMessagesPublished', 'Sum'],
  appSync: ['Latency', 'SampleCount'],
  rds: ['CPUUtilization', 'SampleCount'],
  aurora: ['CPUUtilization', 'SampleCount'],
  elastiCache: ['CPUUtilization', 'SampleCount'],
  cloudFront: ['Requests', 'Sum'],
};

const TASKS_SEEN = ['CpuUtilized', 'SampleCount'] as const;

/** Undefined for dead letters alone: that none come is good. */
export function trafficOf(resource: Watched): Query | undefined {
  if (resource.facts.isHealthOnly) return undefined;
  if (resource.kind === 'sqs' && resource.names.queue === undefined) return undefined;
  const isTaskRevision = resource.kind === 'ecs' && resource.revision !== undefined;
  const [name, statistic] = isTaskRevision ? TASKS_SEEN : TRAFFIC[resource.kind];
  return metric('requests', name, familyOf(resource), name, statistic);
}
