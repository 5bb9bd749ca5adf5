// The alarms of what users' requests come in by: load balancers and APIs.

import { type AlarmPlan, type Query, USUAL, type Watched } from './alarm.ts';
import { expression, familyOf, metric } from './metric-family.ts';
import { rate, slowest } from './rates.ts';
import { IDLE_IS_FINE } from './reasons.ts';

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
  return [
    { ...errorsBase(resource), queries: serverErrors(resource, requests) },
    {
      ...latencyBase(resource),
      queries: slowest('Response time, s', requests, family, 'TargetResponseTime'),
      threshold: { value: 3, because: 'the default' },
      learns: { least: 0.2, most: 30, isRate: false },
      unit: 's',
    },
  ];
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
  return [
    { ...errorsBase(resource), queries: rate('Server errors, %', requests, failed) },
    {
      ...latencyBase(resource),
      queries: slowest('Latency, ms', requests, family, 'Latency'),
      threshold: { value: 3000, because: 'the default' },
      learns: { least: 200, most: 30_000, isRate: false },
      unit: 'ms',
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
};

const TASKS_SEEN = ['CpuUtilized', 'SampleCount'] as const;

/** Undefined for dead letters alone: that none come is good. */
export function trafficOf(resource: Watched): Query | undefined {
  if (resource.kind === 'sqs' && resource.names.queue === undefined) return undefined;
  const isTaskRevision = resource.kind === 'ecs' && resource.revision !== undefined;
  const [name, statistic] = isTaskRevision ? TASKS_SEEN : TRAFFIC[resource.kind];
  return metric('requests', name, familyOf(resource), name, statistic);
}
