// CloudWatch's metrics by the hour, expressions over them included: what was usual. Reads only.

import {
  CloudWatchClient,
  GetMetricDataCommand,
  type MetricDataQuery,
} from '@aws-sdk/client-cloudwatch';
import { Failure } from '../core/failure.ts';
import type { AskedQuery, Batch } from '../core/watch/metric-batch.ts';
import type { Span } from '../core/watch/span.ts';
import type { Place } from './clients.ts';
import type { MemberAccess } from './sts.ts';
import { translated } from './translate.ts';

/**
 * The values of each reading of a batch by its key, oldest first; periods without a value are left out. A batch is one
 * call, and its pages.
 *
 * Throws `ServiceFailed` where the call fails, or CloudWatch says that a series is not whole.
 */
export async function readMetricHistory(
  access: MemberAccess,
  place: Place,
  { queries, keys }: Batch,
  { from, to, periodSeconds }: Span,
): Promise<Map<string, number[]>> {
  const client = await access.client(CloudWatchClient, place);
  const values = new Map<string, number[]>([...keys.values()].flat().map((key) => [key, []]));
  let nextToken: string | undefined;
  do {
    const command = new GetMetricDataCommand({
      StartTime: from,
      EndTime: to,
      ScanBy: 'TimestampAscending',
      MetricDataQueries: queries.map((query) => sdkQuery(query, periodSeconds)),
      ...(nextToken && { NextToken: nextToken }),
    });
    const page = await translated('reading the history of metrics', client.send(command));
    nextToken = page.NextToken;
    for (const { Id, Label, Values = [], StatusCode = 'Complete' } of page.MetricDataResults ??
      []) {
      const isWhole = StatusCode === 'Complete' || (StatusCode === 'PartialData' && nextToken);
      if (!isWhole) throw notWhole(Label ?? Id ?? 'a metric', StatusCode);
      for (const key of (Id && keys.get(Id)) || []) values.get(key)?.push(...Values);
    }
  } while (nextToken);
  return values;
}

function sdkQuery({ id, isWanted, metric, expression }: AskedQuery, Period: number) {
  const query: MetricDataQuery = { Id: id, ReturnData: isWanted };
  if (metric === undefined) return { ...query, Expression: expression, Period };
  const { namespace, metric: name, dimensions, statistic } = metric;
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  const Metric = { Namespace: namespace, MetricName: name, Dimensions };
  return { ...query, MetricStat: { Metric, Period, Stat: statistic } };
}

function notWhole(label: string, status: string): Failure {
  return new Failure(
    'ServiceFailed',
    `expected the whole history of ${label}, got the status ${status} from CloudWatch`,
  );
}
