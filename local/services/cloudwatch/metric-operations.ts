// CloudWatch's API actions on metrics.

import * as z from 'zod';
import type { VirtualClock } from '../../clock.ts';
import { AwsError, type Operation } from '../../service.ts';
import { number, text, time } from '../input.ts';
import { pageOf } from '../paging.ts';
import type { Place } from '../places.ts';
import { getMetricData } from './metric-data.ts';
import {
  Dimensions,
  invalidCombination,
  MetricInput,
  metricForm,
  metricFrom,
  parse,
} from './metric-input.ts';
import type { Metric, Metrics, Sample } from './metrics.ts';
import { statisticOf } from './statistics.ts';

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
  Namespace: text.max(255),
  MetricData: z.array(Datum).max(1000).default([]),
});
const ListMetrics = z.object({
  Namespace: text.optional(),
  MetricName: text.optional(),
  NextToken: text.optional(),
});

const LIST_PAGE = 500;

export function metricOperations(clock: VirtualClock, metrics: Metrics): Record<string, Operation> {
  return {
    GetMetricData: (input, call) => getMetricData(clock, metrics, input, call),
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
