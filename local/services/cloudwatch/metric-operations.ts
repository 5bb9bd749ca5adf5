// CloudWatch's API actions on metrics.

import * as z from 'zod';
import type { VirtualClock } from '../../clock.ts';
import { AwsError, type Operation } from '../../service.ts';
import { flag, number, parseInput, text, time } from '../input.ts';
import { pageOf } from '../paging.ts';
import type { Place } from '../places.ts';
import type { Metric, Metrics, Sample } from './metrics.ts';
import { type Query, runQueries } from './queries.ts';
import { statisticOf } from './statistics.ts';

const Dimensions = z.array(z.object({ Name: text, Value: text })).default([]);
const MetricInput = z.object({ Namespace: text, MetricName: text, Dimensions });
export const QueryInput = z.object({
  Id: z.string().regex(/^[a-z]\w{0,254}$/),
  MetricStat: z.object({ Metric: MetricInput, Period: number, Stat: text }).optional(),
  Expression: text.optional(),
  Label: z.string().optional(),
  ReturnData: flag.default(true),
  Period: number.optional(),
});
const GetMetricData = z.object({
  MetricDataQueries: z.array(QueryInput).min(1),
  StartTime: time,
  EndTime: time,
  ScanBy: z.enum(['TimestampDescending', 'TimestampAscending']).default('TimestampDescending'),
  MaxDatapoints: number.default(100_800),
  NextToken: text.optional(),
});
const GetMetricStatistics = MetricInput.extend({
  StartTime: time,
  EndTime: time,
  Period: number,
  Statistics: z.array(text).default([]),
  ExtendedStatistics: z.array(text).default([]),
});
const Datum = z.object({
  MetricName: text,
  Dimensions,
  Timestamp: time.optional(),
  Value: number.optional(),
  StatisticValues: z
    .object({ SampleCount: number, Sum: number, Minimum: number, Maximum: number })
    .optional(),
  Values: z.array(number).optional(),
  Counts: z.array(number).optional(),
  Unit: text.optional(),
});
const PutMetricData = z.object({
  Namespace: text,
  MetricData: z.array(Datum).max(1000).default([]),
});
const ListMetrics = z.object({
  Namespace: text.optional(),
  MetricName: text.optional(),
  NextToken: text.optional(),
});

const LIST_PAGE = 500;

export function metricFrom({
  Namespace,
  MetricName,
  Dimensions: given,
}: z.infer<typeof MetricInput>): Metric {
  const dimensions = Object.fromEntries(given.map(({ Name, Value }) => [Name, Value]));
  return { namespace: Namespace, name: MetricName, dimensions };
}

export function queryFrom(given: z.infer<typeof QueryInput>): Query {
  const { Id, MetricStat, Expression, Label, ReturnData } = given;
  if (!MetricStat === !Expression) {
    throw invalidCombination(
      `The parameter MetricDataQueries.${Id} must have either MetricStat or Expression.`,
    );
  }
  if (MetricStat) statisticOf(MetricStat.Stat);
  const stat = MetricStat && {
    metric: metricFrom(MetricStat.Metric),
    periodSeconds: MetricStat.Period,
    statistic: MetricStat.Stat,
  };
  return { id: Id, label: Label, returnData: ReturnData, stat, expression: Expression };
}

export function metricOperations(clock: VirtualClock, metrics: Metrics): Record<string, Operation> {
  return {
    GetMetricData: (input, call) => getMetricData(metrics, parse(GetMetricData, input), call),
    GetMetricStatistics: (input, call) =>
      getMetricStatistics(metrics, parse(GetMetricStatistics, input), call),
    PutMetricData: (input, call) => {
      const { Namespace, MetricData } = parse(PutMetricData, input);
      for (const datum of MetricData) {
        metrics.put(metricFrom({ ...datum, Namespace }), sampleFrom(datum, clock.millis()), call);
      }
    },
    ListMetrics: (input, call) => {
      const { Namespace, MetricName, NextToken } = parse(ListMetrics, input);
      const fits = ({ namespace, name }: Metric) =>
        (!Namespace || namespace === Namespace) && (!MetricName || name === MetricName);
      const page = pageOf(
        metrics.list(call).filter(fits),
        LIST_PAGE,
        NextToken,
        'InvalidParameterValue',
      );
      return { Metrics: page.items.map(metricForm), NextToken: page.nextToken };
    },
  };
}

function parse<T>(schema: z.ZodType<T>, input: unknown): T {
  return parseInput(schema, input, 'InvalidParameterValue');
}

/** Pages go through the points of all queries in turn, in the order of the queries. */
function getMetricData(metrics: Metrics, asked: z.infer<typeof GetMetricData>, place: Place) {
  const { StartTime, EndTime, ScanBy, MaxDatapoints, NextToken } = asked;
  if (StartTime >= EndTime)
    throw new AwsError(
      'ValidationError',
      'The parameter StartTime must be less than the parameter EndTime.',
    );
  if (asked.MetricDataQueries.length > 500)
    throw new AwsError(
      'ValidationError',
      'The collection MetricDataQueries must not have a size greater than 500.',
    );
  const queries = asked.MetricDataQueries.map(queryFrom);
  const ids = new Set(queries.map(({ id }) => id));
  if (ids.size < queries.length)
    throw new AwsError(
      'ValidationError',
      'The values for parameter id in MetricDataQueries are not unique.',
    );

  const lines = runQueries(queries, metrics, StartTime.getTime(), EndTime.getTime(), place);
  const wanted = queries.filter(({ returnData }) => returnData);
  const points = wanted.flatMap(({ id }) =>
    pointsOf(lines.get(id)!, ScanBy).map(([at, value]) => ({ id, at, value })),
  );
  const page = pageOf(points, Math.min(MaxDatapoints, 100_800), NextToken, 'InvalidNextToken');
  const last = page.nextToken ? page.items.at(-1)!.id : undefined;
  return {
    MetricDataResults: wanted.map((query) => {
      const own = page.items.filter(({ id }) => id === query.id);
      return {
        Id: query.id,
        Label: query.label ?? query.stat?.metric.name ?? query.id,
        Timestamps: own.map(({ at }) => new Date(at)),
        Values: own.map(({ value }) => value),
        StatusCode: query.id === last ? 'PartialData' : 'Complete',
      };
    }),
    Messages: [],
    NextToken: page.nextToken,
  };
}

function pointsOf(line: ReadonlyMap<number, number>, order: string): [number, number][] {
  const points = [...line].sort(([a], [b]) => a - b);
  return order === 'TimestampAscending' ? points : points.reverse();
}

function getMetricStatistics(
  metrics: Metrics,
  asked: z.infer<typeof GetMetricStatistics>,
  place: Place,
) {
  const { StartTime, EndTime, Period, Statistics, ExtendedStatistics } = asked;
  if (StartTime >= EndTime)
    throw invalidCombination('The parameter StartTime must be less than the parameter EndTime.');
  if (Statistics.length + ExtendedStatistics.length === 0) {
    throw invalidCombination('Must specify either Statistics or ExtendedStatistics.');
  }
  const count = (EndTime.getTime() - StartTime.getTime()) / 1000 / Period;
  if (count > 1440)
    throw invalidCombination(
      `You have requested up to ${Math.ceil(count)} datapoints, which exceeds the limit of 1,440.`,
    );
  const buckets = metrics.buckets(
    metricFrom(asked),
    Period,
    StartTime.getTime(),
    EndTime.getTime(),
    place,
  );
  return {
    Label: asked.MetricName,
    Datapoints: buckets.map((bucket) => ({
      Timestamp: new Date(bucket.at),
      ...Object.fromEntries(Statistics.map((name) => [name, statisticOf(name)(bucket)])),
      ...(ExtendedStatistics.length > 0 && {
        ExtendedStatistics: Object.fromEntries(
          ExtendedStatistics.map((name) => [name, statisticOf(name)(bucket)]),
        ),
      }),
      Unit: 'None',
    })),
  };
}

function sampleFrom(
  { Timestamp, Value, Values, Counts, StatisticValues }: z.infer<typeof Datum>,
  now: number,
): Sample {
  const at = Timestamp?.getTime() ?? now;
  if (StatisticValues) {
    const { Sum, SampleCount, Minimum, Maximum } = StatisticValues;
    return { at, sum: Sum, count: SampleCount, minimum: Minimum, maximum: Maximum };
  }
  if (Values) return { at, values: Values, counts: Counts };
  if (Value === undefined)
    throw new AwsError('MissingParameter', 'The parameter MetricData.member.1.Value is required.');
  return { at, value: Value };
}

export function metricForm({ namespace, name, dimensions = {} }: Metric) {
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  return { Namespace: namespace, MetricName: name, Dimensions };
}

function invalidCombination(message: string): AwsError {
  return new AwsError('InvalidParameterCombination', message);
}
