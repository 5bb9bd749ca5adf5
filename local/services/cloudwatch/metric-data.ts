// GetMetricData: its limits, its queries, its pages.

import * as z from 'zod';
import type { VirtualClock } from '../../clock.ts';
import { AwsError } from '../../service.ts';
import { number, text, time } from '../input.ts';
import { pageOf } from '../paging.ts';
import type { Place } from '../places.ts';
import { parse, QueryInput, queryFrom } from './metric-input.ts';
import type { Metrics } from './metrics.ts';
import { type Query, runQueries } from './queries.ts';

const GetMetricData = z.object({
  MetricDataQueries: z.array(QueryInput).min(1),
  StartTime: time,
  EndTime: time,
  ScanBy: z.enum(['TimestampDescending', 'TimestampAscending']).default('TimestampDescending'),
  MaxDatapoints: number.default(100_800),
  NextToken: text.optional(),
});

const MOST_QUERIES = 500;
const MOST_POINTS = 100_800;
/** Data of one minute is kept for so long; nothing older is computed. */
const RETENTION_MILLIS = 15 * 86_400_000;

interface Series {
  readonly query: Query;
  readonly label: string;
  readonly line: ReadonlyMap<number, number>;
}

/** Pages go through the points of all queries in turn, in the order of the queries. */
export function getMetricData(clock: VirtualClock, metrics: Metrics, input: unknown, place: Place) {
  const asked = parse(GetMetricData, input);
  const queries = queriesOf(asked);
  const from = Math.max(asked.StartTime.getTime(), clock.millis() - RETENTION_MILLIS);
  const lines = runQueries(queries, metrics, from, asked.EndTime.getTime(), place);
  const series = queries
    .filter(({ returnData }) => returnData)
    .flatMap((query) =>
      lines
        .get(query.id)!
        .map((line, index, all) => ({ query, line, label: labelOf(query, index, all.length) })),
    );

  const points = series.flatMap((each, index) =>
    pointsOf(each, asked.ScanBy).map(([at, value]) => ({ index, at, value })),
  );
  const page = pageOf(
    points,
    Math.min(asked.MaxDatapoints, MOST_POINTS),
    asked.NextToken,
    'InvalidNextToken',
  );
  const unfinished = page.nextToken ? page.items.at(-1)!.index : undefined;
  const byIndex = Map.groupBy(page.items, ({ index }) => index);
  return {
    MetricDataResults: series.map(({ query, label }, index) => {
      const own = byIndex.get(index) ?? [];
      return {
        Id: query.id,
        Label: label,
        Timestamps: own.map(({ at }) => new Date(at)),
        Values: own.map(({ value }) => value),
        StatusCode: index === unfinished ? 'PartialData' : 'Complete',
      };
    }),
    Messages: [],
    NextToken: page.nextToken,
  };
}

function queriesOf({
  StartTime,
  EndTime,
  MetricDataQueries,
}: z.infer<typeof GetMetricData>): Query[] {
  if (StartTime >= EndTime)
    throw invalid('The parameter StartTime must be less than the parameter EndTime.');
  if (MetricDataQueries.length > MOST_QUERIES) {
    throw invalid(
      `The collection MetricDataQueries must not have a size greater than ${MOST_QUERIES}.`,
    );
  }
  const ids = new Set(MetricDataQueries.map(({ Id }) => Id));
  if (ids.size < MetricDataQueries.length)
    throw invalid('The values for parameter id in MetricDataQueries are not unique.');
  return MetricDataQueries.map(queryFrom);
}

function labelOf({ id, label, stat }: Query, index: number, lines: number): string {
  const name = label ?? stat?.metric.name ?? id;
  if (lines === 1) return name;
  return `${name} ${index === 0 ? 'Low' : 'High'}`;
}

function pointsOf({ line }: Series, order: string): [number, number][] {
  const points = [...line].sort(([a], [b]) => a - b);
  return order === 'TimestampAscending' ? points : points.reverse();
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationError', message);
}
