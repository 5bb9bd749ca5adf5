// The alarms of a function that runs now and then, as by a schedule: of a run a day no share in percent says anything.

import { type AlarmPlan, USUAL, type Watched } from './alarm.ts';
import { familyOf, metric } from './metric-family.ts';
import type { Missing } from './reasons.ts';

/** Runs that come within five minutes of each other can fail three times before anybody is woken. */
const OFTEN_SECONDS = 300;
const LONGEST_PERIOD_SECONDS = 86_400;

const BETWEEN_RUNS: Missing = {
  treat: 'notBreaching',
  because: 'between two runs there is nothing to fail',
};

/** `limit` is 80% of the timeout, in milliseconds. */
export function forScheduled(resource: Watched, seconds: number, limit: AlarmPlan['threshold']) {
  const often = seconds <= OFTEN_SECONDS;
  const pace = often
    ? { periodSeconds: upToMinutes(seconds), datapoints: USUAL.datapoints }
    : { periodSeconds: OFTEN_SECONDS, datapoints: { bad: 1, of: 1 } };
  const base = { ...pace, resource, role: 'rollBack' as const, missing: BETWEEN_RUNS };
  const family = familyOf(resource);
  const each = { value: 1, because: 'few runs come, so each counts' };
  const errors: AlarmPlan = {
    ...base,
    key: 'errors',
    title: 'runs that fail',
    signal: 'errors',
    queries: [metric('errors', 'Errors', family, 'Errors', 'Sum')],
    comparison: 'GreaterThanOrEqualToThreshold',
    threshold: each,
    unit: 'runs',
  };
  const throttles: AlarmPlan = {
    ...errors,
    key: 'throttles',
    title: 'runs that are refused',
    queries: [metric('throttles', 'Throttles', family, 'Throttles', 'Sum')],
  };
  const duration: AlarmPlan = {
    ...base,
    key: 'duration',
    title: 'slow runs',
    signal: 'latency',
    queries: [metric('slowest', 'Duration, ms', family, 'Duration', 'Maximum')],
    comparison: 'GreaterThanThreshold',
    threshold: limit,
    unit: 'ms',
  };
  return { errors, throttles, duration };
}

/**
 * In what time there must have been a run; undefined of what is rarer than CloudWatch can wait for.
 *
 *       900 s  →  two periods of 900
 *    86,400 s  →  one of 86,400
 *   604,800 s  →  undefined
 */
export function paceOfRuns(
  seconds: number,
): Pick<AlarmPlan, 'periodSeconds' | 'datapoints'> | undefined {
  if (seconds > LONGEST_PERIOD_SECONDS) return undefined;
  const of = seconds * 2 <= LONGEST_PERIOD_SECONDS ? 2 : 1;
  return { periodSeconds: upToMinutes(seconds), datapoints: { bad: of, of } };
}

function upToMinutes(seconds: number): number {
  return Math.max(60, Math.ceil(seconds / 60) * 60);
}
