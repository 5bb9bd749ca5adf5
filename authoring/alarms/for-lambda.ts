// The alarms of a Lambda function.

import { type AlarmPlan, USUAL, type Watched } from './alarm.ts';
import { forScheduled } from './for-scheduled.ts';
import { expression, familyOf, metric } from './metric-family.ts';
import { rate, slowest } from './rates.ts';
import { IDLE_IS_FINE } from './reasons.ts';

/** Lambda's usual limit of a region; a new account has less, and a quota raises it. */
const ACCOUNT_CONCURRENCY = 1000;
/** What is assumed of a function whose timeout is not known: about what API Gateway waits at most. */
const ASSUMED_TIMEOUT_SECONDS = 30;
const SHARE_OF_TIMEOUT = 0.8;

export function forLambda(resource: Watched): AlarmPlan[] {
  const { readsStream = true, reservedConcurrency, secondsBetweenRuns } = resource.facts;
  const scheduled =
    secondsBetweenRuns === undefined
      ? undefined
      : forScheduled(resource, secondsBetweenRuns, limitOf(resource));
  // What is throttled was never given to a version, and concurrency is the function's.
  if (resource.revision !== undefined)
    return scheduled
      ? [scheduled.errors, scheduled.duration]
      : [errors(resource), duration(resource)];
  return [
    scheduled?.errors ?? errors(resource),
    scheduled?.throttles ?? throttles(resource),
    scheduled?.duration ?? duration(resource),
    // A function without any concurrency is switched off.
    ...(reservedConcurrency === 0 ? [] : [concurrency(resource)]),
    ...(readsStream ? [iteratorAge(resource)] : []),
  ];
}

const invocationsOf = (resource: Watched) =>
  metric('invocations', 'Invocations', familyOf(resource), 'Invocations', 'Sum');

function errors(resource: Watched): AlarmPlan {
  const failed = metric('errors', 'Errors', familyOf(resource), 'Errors', 'Sum');
  return {
    ...USUAL,
    resource,
    key: 'errors',
    title: 'invocations that fail',
    role: 'rollBack',
    signal: 'errors',
    queries: rate('Failed invocations, %', invocationsOf(resource), failed),
    comparison: 'GreaterThanThreshold',
    threshold: { value: 5, because: 'the default' },
    learns: { least: 1, most: 20, isRate: true },
    missing: IDLE_IS_FINE,
    unit: '%',
  };
}

/** What is throttled was never invoked, so it is no part of Invocations. */
function throttles(resource: Watched): AlarmPlan {
  const family = familyOf(resource);
  return {
    ...USUAL,
    resource,
    key: 'throttles',
    title: 'invocations that are refused',
    role: 'rollBack',
    signal: 'errors',
    queries: [
      invocationsOf(resource),
      metric('throttles', 'Throttles', family, 'Throttles', 'Sum'),
      expression('asked', 'Asked for', 'FILL(invocations, 0) + FILL(throttles, 0)'),
      expression('rate', 'Throttled, %', 'IF(asked >= 5, 100 * FILL(throttles, 0) / asked, 0)'),
    ],
    comparison: 'GreaterThanThreshold',
    threshold: { value: 2, because: 'the default' },
    learns: { least: 1, most: 10, isRate: true },
    missing: IDLE_IS_FINE,
    unit: '%',
  };
}

function limitOf({ facts: { timeoutSeconds } }: Watched): AlarmPlan['threshold'] {
  return {
    value: (timeoutSeconds ?? ASSUMED_TIMEOUT_SECONDS) * 1000 * SHARE_OF_TIMEOUT,
    because:
      timeoutSeconds === undefined
        ? `80% of ${ASSUMED_TIMEOUT_SECONDS} s, assumed since its timeout is not known`
        : `80% of its timeout of ${timeoutSeconds} s`,
  };
}

function duration(resource: Watched): AlarmPlan {
  const limit = limitOf(resource);
  return {
    ...USUAL,
    resource,
    key: 'duration',
    title: 'slow invocations',
    role: 'rollBack',
    signal: 'latency',
    queries: slowest('Duration, ms', invocationsOf(resource), familyOf(resource), 'Duration'),
    comparison: 'GreaterThanThreshold',
    threshold: limit,
    learns: { least: Math.min(200, limit.value), most: limit.value, isRate: false },
    missing: IDLE_IS_FINE,
    unit: 'ms',
  };
}

/** The reservation belongs to the function as a whole, whatever alias it is called by. */
function concurrency(resource: Watched): AlarmPlan {
  const { reservedConcurrency: reserved } = resource.facts;
  const { alias: _, ...names } = resource.names;
  const limit = reserved ?? ACCOUNT_CONCURRENCY;
  const whose = reserved === undefined ? 'a region’s usual limit' : 'its reservation';
  const family = familyOf({ ...resource, names });
  return {
    ...USUAL,
    resource,
    key: 'concurrency',
    title: 'concurrency near its limit',
    role: 'advise',
    signal: 'saturation',
    queries: [
      metric('concurrency', 'Concurrency', family, 'ConcurrentExecutions', 'Maximum'),
      expression('used', 'Concurrency used, %', `100 * concurrency / ${limit}`),
    ],
    comparison: 'GreaterThanThreshold',
    threshold: { value: 80, because: `the default, of ${limit}: ${whose}` },
    missing: IDLE_IS_FINE,
    unit: '%',
  };
}

function iteratorAge(resource: Watched): AlarmPlan {
  return {
    ...USUAL,
    resource,
    key: 'iterator-age',
    title: 'falling behind its stream',
    role: 'rollBack',
    signal: 'latency',
    queries: [metric('age', 'Iterator age, ms', familyOf(resource), 'IteratorAge', 'Maximum')],
    comparison: 'GreaterThanThreshold',
    threshold: { value: 300_000, because: 'the default: five minutes' },
    learns: { least: 60_000, most: 3_600_000, isRate: false },
    missing: {
      treat: 'notBreaching',
      because: 'without records to read, or a stream to read them from, there is no age',
    },
    unit: 'ms',
  };
}
