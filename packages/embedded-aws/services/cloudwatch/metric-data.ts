// GetMetricData: its limits, its queries, its pages.

import * as z from 'zod';
import { AwsError, type Call } from '../../service.ts';
import { number, parseInput, text, time } from '../input.ts';
import { pageOf } from '../paging.ts';
import { QueryInput, queryFrom } from './metric-input.ts';
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

interface Series {
  readonly query: Query;
  readonly label: string;
  readonly line: ReadonlyMap<number, number>;
}

/** Pages go through the points of all queries in turn, in the order of the queries. */
export function getMetricData(metrics: Metrics, input: unknown, call: Call) {
  const asked = parseInput(GetMetricData, input, 'ValidationError');
  const queries = queriesOf(asked);
  const { asOf = Number.POSITIVE_INFINITY } = call;
  const [from, to] = [asked.StartTime.getTime(), Math.min(asked.EndTime.getTime(), asOf)];
  const lines = runQueries(queries, metrics, from, Math.max(from, to), call);
  const series = queries
    .filter(({ returnData }) => returnData)
    .flatMap((query) =>
      (lines.get(query.id) ?? []).map((line) => ({
        query,
        line,
        label: query.label ?? query.stat?.metric.name ?? query.id,
      })),
    );

  const all = series.map((each) => pointsOf(each, asked.ScanBy));
  const count = all.reduce((sum, { times }) => sum + times.length, 0);
  const isWhole = asked.NextToken === undefined && count <= asked.MaxDatapoints;
  const { pages, unfinished, nextToken } = isWhole ? whole(all) : pageIn(all, asked);
  return {
    MetricDataResults: series.map(({ query, label }, index) => {
      const own = pages[index] ?? NONE;
      return {
        Id: query.id,
        Label: label,
        Timestamps: own.times.map((at) => new Date(at)),
        Values: own.values,
        StatusCode: index === unfinished ? 'PartialData' : 'Complete',
      };
    }),
    Messages: [],
    NextToken: nextToken,
  };
}

/** The points of a line: when, in milliseconds, and beside it what. */
interface Points {
  readonly times: readonly number[];
  readonly values: readonly number[];
}

const NONE: Points = { times: [], values: [] };

function whole(pages: readonly Points[]) {
  return { pages, unfinished: undefined, nextToken: undefined };
}

function pageIn(all: readonly Points[], asked: z.infer<typeof GetMetricData>) {
  const points = all.flatMap(({ times, values }, index) =>
    times.map((at, place) => ({ index, at, value: values[place]! })),
  );
  const page = pageOf(points, asked.MaxDatapoints, asked.NextToken, 'InvalidNextToken');
  const unfinished = page.nextToken ? page.items.at(-1)?.index : undefined;
  const byIndex = Map.groupBy(page.items, ({ index }) => index);
  const pages = all.map((_, index) => {
    const own = byIndex.get(index) ?? [];
    return { times: own.map(({ at }) => at), values: own.map(({ value }) => value) };
  });
  return { pages, unfinished, nextToken: page.nextToken };
}

function queriesOf(asked: z.infer<typeof GetMetricData>): Query[] {
  const { StartTime, EndTime, MetricDataQueries, MaxDatapoints } = asked;
  if (MaxDatapoints < 1 || MaxDatapoints > MOST_POINTS)
    throw invalid(`The parameter MaxDatapoints must be between 1 and ${MOST_POINTS}.`);
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
  const queries = MetricDataQueries.map(queryFrom);
  if (!queries.some(({ returnData }) => returnData))
    throw invalid('At least one of the MetricDataQueries must have ReturnData set to true.');
  return queries;
}

function pointsOf({ line }: Series, order: string): Points {
  const { times, values } = inOrder(line);
  return order === 'TimestampAscending'
    ? { times, values }
    : { times: times.reverse(), values: values.reverse() };
}

/** What is asked of one metric is in its order already. */
function inOrder(line: Series['line']) {
  const times = [...line.keys()];
  const isInOrder = times.every((at, index) => index === 0 || at > times[index - 1]!);
  if (!isInOrder) times.sort((a, b) => a - b);
  const values = isInOrder ? [...line.values()] : times.map((at) => line.get(at)!);
  return { times, values };
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationError', message);
}
