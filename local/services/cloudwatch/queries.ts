// GetMetricData's queries: metrics with a statistic, and expressions over them.

import { AwsError } from '../../service.ts';
import type { Place } from '../places.ts';
import { type Line, readExpression } from './expressions.ts';
import type { Metric, Metrics } from './metrics.ts';
import { statisticOf } from './statistics.ts';

export interface MetricStat {
  readonly metric: Metric;
  readonly periodSeconds: number;
  readonly statistic: string;
}

export interface Query {
  readonly id: string;
  readonly label?: string | undefined;
  readonly returnData: boolean;
  /** One of these two. */
  readonly stat?: MetricStat | undefined;
  readonly expression?: string | undefined;
}

/** Values by the start of their period, in milliseconds. */
export type { Line } from './expressions.ts';

/** Computes every query that returns data, or that one does need. */
export function runQueries(
  queries: readonly Query[],
  metrics: Metrics,
  from: number,
  to: number,
  place: Place,
): Map<string, Line> {
  const lines = new Map<string, Line>();
  const pending = new Set<string>();

  function lineOf(id: string): Line {
    const known = lines.get(id);
    if (known) return known;
    const query = queries.find((each) => each.id === id);
    if (!query) throw invalid(`Undefined variable(s) found in expression: [${id}].`);
    if (pending.has(id)) throw invalid(`The expression of ${id} refers to itself.`);
    pending.add(id);
    const line = query.stat
      ? lineOfStat(query.stat, metrics, from, to, place)
      : lineOfExpression(query);
    pending.delete(id);
    lines.set(id, line);
    return line;
  }

  function lineOfExpression({ expression = '', id }: Query): Line {
    const others = queries.filter((each) => each.id !== id && each.stat).map((each) => each.id);
    const period = periodOf(queries) * 1000;
    const times = { from: Math.ceil(from / period) * period, to, period };
    return readExpression(expression)({ lineOf, all: others, times });
  }

  for (const { id } of queries) lineOf(id);
  return lines;
}

/** The least period of the metrics among the queries. */
export function periodOf(queries: readonly Query[]): number {
  const periods = queries.flatMap(({ stat }) => (stat ? [stat.periodSeconds] : []));
  return periods.length > 0 ? Math.min(...periods) : 60;
}

function lineOfStat(
  { metric, periodSeconds, statistic }: MetricStat,
  metrics: Metrics,
  from: number,
  to: number,
  place: Place,
): Line {
  const read = statisticOf(statistic);
  const line: Line = new Map();
  for (const bucket of metrics.buckets(metric, periodSeconds, from, to, place)) {
    const value = read(bucket);
    if (value !== undefined) line.set(bucket.at, value);
  }
  return line;
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationError', message);
}
