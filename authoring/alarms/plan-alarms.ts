// The alarms that a target should have.

import type { AlarmPlan, Query, Watched } from './alarm.ts';
import { forAurora, forElastiCache, forRds } from './for-databases.ts';
import { forLambda } from './for-lambda.ts';
import { forStateMachine } from './for-machines.ts';
import { forKinesis, forSns } from './for-messages.ts';
import { paceOfRuns } from './for-scheduled.ts';
import { forEc2, forEcs } from './for-servers.ts';
import { forDynamodb, forSqs } from './for-stores.ts';
import {
  forApiGateway,
  forAppSync,
  forCloudFront,
  forLoadBalancer,
  trafficOf,
} from './for-traffic.ts';
import { expression } from './metric-family.ts';
import { silenceIsHarm, UNKNOWN } from './reasons.ts';
import {
  daysIn,
  learnedText,
  learnedThreshold,
  periodSecondsFor,
  silenceBelow,
  type Usage,
} from './threshold.ts';

const KINDS: Readonly<Record<Watched['kind'], (resource: Watched) => AlarmPlan[]>> = {
  lambda: forLambda,
  ecs: forEcs,
  loadBalancer: forLoadBalancer,
  apiGateway: forApiGateway,
  sqs: forSqs,
  dynamodb: forDynamodb,
  ec2: forEc2,
  stateMachine: forStateMachine,
  kinesis: forKinesis,
  sns: forSns,
  appSync: forAppSync,
  rds: forRds,
  aurora: forAurora,
  elastiCache: forElastiCache,
  cloudFront: forCloudFront,
};

/** The alarms of one resource, with the thresholds that hold where nothing is known. */
export function alarmsOf(resource: Watched): AlarmPlan[] {
  return KINDS[resource.kind](resource);
}

/** What CloudWatch has kept of some weeks, by resource and alarm. */
export interface MetricHistory {
  /** Hourly values of what an alarm watches. */
  hourlyOf(alarm: AlarmPlan): readonly number[];
  usageOf(resource: Watched): Usage | undefined;
  /** Undefined where more runs come than can be told one from another. */
  secondsBetweenRuns(resource: Watched): number | undefined;
}

/** The alarms of a target, in the order of its resources; the last tells whether there is traffic to judge by. */
export function planAlarms(written: readonly Watched[], history?: MetricHistory): AlarmPlan[] {
  const resources = history ? written.map((each) => withPace(each, history)) : written;
  const alarms = resources.flatMap(alarmsOf);
  const learned = history ? alarms.map((alarm) => withHistory(alarm, history)) : alarms;
  const entrance = entranceOf(resources);
  if (!entrance) return learned;
  const { secondsBetweenRuns: between } = entrance.resource.facts;
  if (between !== undefined) return [...learned, ...runs(entrance, between)];
  return [...learned, traffic(entrance, history?.usageOf(entrance.resource))];
}

/** Of a function that hardly runs each run counts, whatever calls it: what a template says of that comes first. */
function withPace(resource: Watched, history: MetricHistory): Watched {
  if (resource.kind !== 'lambda' || resource.facts.secondsBetweenRuns !== undefined)
    return resource;
  const between = history.secondsBetweenRuns(resource);
  if (between === undefined) return resource;
  return { ...resource, facts: { ...resource.facts, secondsBetweenRuns: between } };
}

function withHistory(alarm: AlarmPlan, history: MetricHistory): AlarmPlan {
  const usage = history.usageOf(alarm.resource);
  const periodSeconds =
    alarm.periodSeconds === 60 && countsRequests(alarm)
      ? periodSecondsFor(usage)
      : alarm.periodSeconds;
  const paced = { ...alarm, periodSeconds };
  if (!alarm.learns) return paced;
  const hourly = history.hourlyOf(alarm);
  const requests = usage && (usage.medianHour / 3600) * periodSeconds;
  const value = learnedThreshold(hourly, alarm.learns, requests);
  if (value === undefined) return paced;
  return { ...paced, threshold: { value, because: learnedText(hourly.length) } };
}

/** Rates and percentiles need requests; ages and depths do not. */
function countsRequests({ queries }: AlarmPlan): boolean {
  return queries.some(({ id }) => id === 'requests' || id === 'invocations');
}

/** What users meet first says whether they come: a target's function, its balancer, its API, and so on. */
const ENTRANCES: readonly Watched['kind'][] = [
  'cloudFront',
  'loadBalancer',
  'apiGateway',
  'appSync',
  'lambda',
  'stateMachine',
  'ecs',
  'ec2',
  'sqs',
  'kinesis',
  'sns',
  'dynamodb',
  'aurora',
  'rds',
  'elastiCache',
];

interface Entrance {
  readonly resource: Watched;
  /** What counts who comes. */
  readonly requests: Query;
}

function entranceOf(resources: readonly Watched[]): Entrance | undefined {
  const ordered = ENTRANCES.flatMap((kind) => resources.filter((each) => each.kind === kind));
  for (const resource of ordered) {
    const requests = trafficOf(resource);
    if (requests) return { resource, requests };
  }
  return undefined;
}

/** Where runs come one by one, as by a schedule, data is to come at its pace; of what is rarer nothing can be said. */
function runs({ resource, requests }: Entrance, between: number): AlarmPlan[] {
  const pace = paceOfRuns(between);
  if (!pace) return [];
  return [
    {
      ...silent(resource, requests),
      ...pace,
      title: 'whether a run has come to judge by',
      unit: 'runs',
    },
  ];
}

/** Never fires: it says INSUFFICIENT_DATA where nothing comes. */
function silent(resource: Watched, requests: Query) {
  return {
    resource,
    key: 'traffic',
    signal: 'traffic' as const,
    comparison: 'LessThanThreshold' as const,
    role: 'traffic' as const,
    // Nothing divided by nothing is no data point.
    queries: [requests, expression('some', 'Traffic', 'requests / (requests > 0)')],
    threshold: { value: 0, because: 'it never fires: it only says whether there is data' },
    missing: UNKNOWN,
  };
}

/**
 * Without traffic the other alarms say OK, which is no proof. This one says INSUFFICIENT_DATA after half an hour
 * without any, and never fires; only where every hour of its history had traffic, it fires after a quarter of an hour.
 */
function traffic({ resource, requests }: Entrance, usage: Usage | undefined): AlarmPlan {
  const least = usage && silenceBelow(usage);
  const pace = { periodSeconds: 300, unit: 'in five minutes' };
  if (usage && least !== undefined) {
    return {
      ...silent(resource, requests),
      ...pace,
      title: 'traffic that has gone',
      role: 'rollBack',
      queries: [requests],
      datapoints: { bad: 3, of: 3 },
      threshold: { value: least, because: `a tenth of the quietest hour of ${daysIn(usage)}` },
      missing: silenceIsHarm(daysIn(usage)),
    };
  }
  return {
    ...silent(resource, requests),
    ...pace,
    title: 'whether there is traffic to judge by',
    datapoints: { bad: 6, of: 6 },
  };
}
