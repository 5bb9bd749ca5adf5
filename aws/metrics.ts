// CloudWatch's metrics: series on a regular grid, many in few calls.

import {
  CloudWatchClient,
  GetMetricDataCommand,
  type MetricDataQuery,
  type MetricDataResult,
} from '@aws-sdk/client-cloudwatch';
import type { Series } from '@tidegate/judge/case';
import { Failure } from '../core/failure.ts';
import { indexIn, type MetricQuery, pointsIn, queryKey, type Span } from '../core/watch/span.ts';
import type { Place } from './clients.ts';
import type { MemberAccess } from './sts.ts';
import { translated } from './translate.ts';

export interface Metrics {
  /**
   * The series of each query, in their order, on the span's grid; `null` where CloudWatch has no value. Queries
   * that are the same are asked, and paid, once.
   *
   * Throws `ServiceFailed` where a call fails for good, or CloudWatch says that a series is not whole.
   */
  series(place: Place, queries: readonly MetricQuery[], span: Span): Promise<readonly Series[]>;
}

const QUERIES_PER_CALL = 500;
const POINTS_PER_CALL = 100_800;

export function metrics(access: MemberAccess): Metrics {
  async function seriesOfCall(
    place: Place,
    queries: readonly MetricQuery[],
    span: Span,
  ): Promise<Series[]> {
    const client = await access.client(CloudWatchClient, place);
    const grids = queries.map(() => new Array<number | null>(pointsIn(span)).fill(null));
    let nextToken: string | undefined;
    do {
      const command = new GetMetricDataCommand({
        StartTime: span.from,
        EndTime: span.to,
        ScanBy: 'TimestampAscending',
        MetricDataQueries: queries.map((query, index) => sdkQuery(query, index, span)),
        MaxDatapoints: POINTS_PER_CALL,
        ...(nextToken && { NextToken: nextToken }),
      });
      const page = await translated('reading metrics', client.send(command));
      nextToken = page.NextToken;
      for (const result of page.MetricDataResults ?? []) {
        refuseBroken(result, nextToken === undefined);
        const grid = grids[Number(result.Id?.slice(1))];
        if (grid) fill(grid, result, span);
      }
    } while (nextToken);
    return grids;
  }

  return {
    async series(place, queries, span) {
      if (pointsIn(span) === 0) return queries.map(() => []);
      const distinct = [...new Map(queries.map((query) => [queryKey(query), query])).values()];
      const perCall = queriesPerCall(span);
      const found = new Map<string, Series>();
      for (const [at, those] of inPlaces(distinct, place))
        for (let start = 0; start < those.length; start += perCall) {
          const chunk = those.slice(start, start + perCall);
          const read = await seriesOfCall(at, chunk, span);
          for (const [index, query] of chunk.entries())
            found.set(queryKey(query), read[index] ?? []);
        }
      return queries.map((query) => found.get(queryKey(query)) ?? []);
    },
  };
}

/** By where they are kept. */
function inPlaces(queries: readonly MetricQuery[], { account, region }: Place) {
  const placed = queries.map((query) => {
    return { query, at: { account: query.account ?? account, region: query.region ?? region } };
  });
  const groups = Map.groupBy(placed, ({ at }) => `${at.account}/${at.region}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first ? [[first.at, group.map(({ query }) => query)] as const] : [];
  });
}

/** As many as one answer holds without paging, and as one call may ask. */
function queriesPerCall(span: Span): number {
  return Math.max(1, Math.min(QUERIES_PER_CALL, Math.floor(POINTS_PER_CALL / pointsIn(span))));
}

function sdkQuery(
  { namespace, metric, dimensions, statistic }: MetricQuery,
  index: number,
  { periodSeconds }: Span,
): MetricDataQuery {
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  return {
    Id: `m${index}`,
    MetricStat: {
      Metric: { Namespace: namespace, MetricName: metric, Dimensions },
      Period: periodSeconds,
      Stat: statistic,
    },
  };
}

/** Part of the data is no data: what is missing would be read as silence. */
function refuseBroken({ StatusCode, Label }: MetricDataResult, lastPage: boolean): void {
  if (StatusCode === undefined || StatusCode === 'Complete') return;
  if (StatusCode === 'PartialData' && !lastPage) return;
  throw new Failure(
    'ServiceFailed',
    `expected all data of metric ${Label ?? ''}, got the status ${StatusCode} from CloudWatch`,
  );
}

function fill(grid: (number | null)[], result: MetricDataResult, span: Span): void {
  const { Timestamps = [], Values = [] } = result;
  Timestamps.forEach((at, index) => {
    const place = indexIn(span, at);
    if (place >= 0 && place < grid.length) grid[place] = Values[index] ?? null;
  });
}
