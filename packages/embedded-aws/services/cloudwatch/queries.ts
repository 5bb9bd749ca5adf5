// GetMetricData's queries: metrics with a statistic, and expressions over them.

import { AwsError } from '../../service.ts';
import type { Place } from '../places.ts';
import type { Line, Scope } from './expression-values.ts';
import { readExpression } from './expressions.ts';
import type { Metric, Metrics } from './metrics.ts';
import { type Bucket, isPlain, type Statistic, statisticOf } from './statistics.ts';

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

/** The lines of each query by its id: one, or several of a list. */
export type Lines = ReadonlyMap<string, readonly Line[]>;

/** Points of all lines of a request together, more than which one process should not hold. */
const MOST_POINTS = 4_000_000;

export function runQueries(
  queries: readonly Query[],
  metrics: Metrics,
  from: number,
  to: number,
  place: Place,
): Lines {
  const spend = spending(MOST_POINTS);
  const lines = new Map<string, readonly Line[]>();
  const pending = new Set<string>();

  function linesOf(id: string): readonly Line[] {
    const known = lines.get(id);
    if (known) return known;
    const query = queries.find((each) => each.id === id);
    if (!query) throw invalid(`Undefined variable(s) found in expression: [${id}].`);
    if (pending.has(id)) throw invalid(`The expression of ${id} refers to itself.`);
    pending.add(id);
    const found = query.stat
      ? [lineOfStat(query.stat, metrics, from, to, place)]
      : readExpression(query.expression ?? '')(scopeFor(query));
    pending.delete(id);
    spend(found.reduce((sum, { size }) => sum + size, 0));
    lines.set(id, found);
    return found;
  }

  function lineOf(id: string): Line {
    const [found, other] = linesOf(id);
    if (!found || other) throw invalid(`The expression of ${id} is not one time series.`);
    return found;
  }

  function scopeFor({ id }: Query): Scope {
    const all = queries.filter((each) => each.id !== id && each.stat).map((each) => each.id);
    const period = periodOf(queries) * 1000;
    const times = { from: Math.ceil(from / period) * period, to, period };
    return { lineOf, all, times, spend };
  }

  for (const { id } of queries) linesOf(id);
  return lines;
}

function spending(most: number): (points: number) => void {
  let left = most;
  return (points) => {
    left -= points;
    if (left < 0)
      throw invalid(
        `The queries ask for more than ${most} datapoints: take fewer, or a shorter time.`,
      );
  };
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
  const read = isPlain(statistic) ? statisticOf(statistic) : readOnce(statistic);
  const line: Line = new Map();
  for (const bucket of metrics.buckets(metric, periodSeconds, from, to, place)) {
    const value = read(bucket);
    if (value !== undefined) line.set(bucket.at, value);
  }
  return line;
}

/** By the statistic's name. Buckets are never changed, and the same ones are asked at every look. */
const readings = new Map<string, Statistic>();

function readOnce(name: string): Statistic {
  const known = readings.get(name);
  if (known) return known;
  const read = statisticOf(name);
  const values = new WeakMap<Bucket, number | 'none'>();
  const made: Statistic = (bucket) => {
    const value = values.get(bucket) ?? read(bucket) ?? 'none';
    values.set(bucket, value);
    return value === 'none' ? undefined : value;
  };
  readings.set(name, made);
  return made;
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationError', message);
}
