// The expressions that alarms share: rates instead of counts, and percentiles that have enough behind them.

import type { Query } from './alarm.ts';
import { expression, metric, type WrittenFamily } from './metric-family.ts';

/** Fewer requests than this in a period say nothing: one error of one request at night is not five percent. */
export const REQUESTS_FLOOR = 5;

/** A p99 of fewer requests is the slowest of them, which is slow every day. */
const REQUESTS_FOR_P99 = 100;

/**
 * Errors in percent of requests, and 0 where there are too few requests to say.
 *
 *      1 of   1  →    0
 *      1 of 100  →    1
 *     50 of 100  →   50
 */
export function rate(
  label: string,
  requests: Query,
  errors: Query,
  floor = REQUESTS_FLOOR,
): readonly Query[] {
  const text = `IF(${requests.id} >= ${floor}, 100 * FILL(${errors.id}, 0) / ${requests.id}, 0)`;
  return [requests, errors, expression('rate', label, text)];
}

/** The p99 of a metric where there are enough requests for one, else the p90, else 0. */
export function slowest(
  label: string,
  requests: Query,
  family: WrittenFamily,
  name: string,
): readonly Query[] {
  const text =
    `IF(${requests.id} >= ${REQUESTS_FOR_P99}, p99, ` +
    `IF(${requests.id} >= ${REQUESTS_FLOOR}, p90, 0))`;
  return [
    requests,
    metric('p99', 'p99', family, name, 'p99'),
    metric('p90', 'p90', family, name, 'p90'),
    expression('slowest', label, text),
  ];
}
