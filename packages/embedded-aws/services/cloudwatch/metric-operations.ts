// CloudWatch's API actions on metrics.

import * as z from 'zod';
import type { VirtualClock } from '../../clock.ts';
import { AwsError, type Operation } from '../../service.ts';
import { number, text, time } from '../input.ts';
import { pageOf } from '../paging.ts';
import type { Place } from '../places.ts';
import { Datum, sampleFrom } from './datum.ts';
import { getMetricData } from './metric-data.ts';
import {
  invalidCombination,
  MetricInput,
  metricForm,
  metricFrom,
  parse,
  refusePeriod,
} from './metric-input.ts';
import type { Metric, Metrics } from './metrics.ts';
import { statisticOf } from './statistics.ts';

const GetMetricStatistics = MetricInput.extend({
  StartTime: time,
  EndTime: time,
  Period: number,
  Statistics: z.array(text).default([]),
  ExtendedStatistics: z.array(text).default([]),
  Unit: text.optional(),
});
const PutMetricData = z.object({ Namespace: text, MetricData: z.array(Datum).default([]) });
const ListMetrics = z.object({
  Namespace: text.optional(),
  MetricName: text.optional(),
  Dimensions: z.array(z.object({ Name: text, Value: text.optional() })).default([]),
  RecentlyActive: text.optional(),
  NextToken: text.optional(),
});

const LIST_PAGE = 500;
const MOST_DATA = 1000;
const MOST_STATISTICS = 1440;

export function metricOperations(clock: VirtualClock, metrics: Metrics): Record<string, Operation> {
  return {
    GetMetricData: (input, call) => getMetricData(metrics, input, call),
    GetMetricStatistics: (input, call) =>
      getMetricStatistics(metrics, parse(GetMetricStatistics, input), call),
    PutMetricData: (input, call) => {
      const { Namespace, MetricData } = parse(PutMetricData, input);
      if (MetricData.length > MOST_DATA)
        throw invalidValue(
          `The collection MetricData must not have a size greater than ${MOST_DATA}.`,
        );
      const now = clock.millis();
      // Either all of it is good, or none of it is taken.
      const good = MetricData.map((datum, index) => {
        const { MetricName, Dimensions } = datum;
        const metric = metricFrom({ Namespace, MetricName, Dimensions });
        return { metric, sample: sampleFrom(datum, now, index + 1) };
      });
      for (const { metric, sample } of good) metrics.put(metric, sample, call);
    },
    ListMetrics: (input, call) => listMetrics(metrics, parse(ListMetrics, input), call),
  };
}

function listMetrics(metrics: Metrics, asked: z.infer<typeof ListMetrics>, place: Place) {
  const { Namespace, MetricName, Dimensions, RecentlyActive, NextToken } = asked;
  const fits = ({ namespace, name, dimensions = {} }: Metric) =>
    (!Namespace || namespace === Namespace) &&
    (!MetricName || name === MetricName) &&
    Dimensions.every(
      ({ Name, Value }) =>
        Object.hasOwn(dimensions, Name) && (Value === undefined || dimensions[Name] === Value),
    );
  const found = metrics
    .list(place)
    .filter((metric) => fits(metric) && (!RecentlyActive || metrics.isRecent(metric, place)));
  const page = pageOf(found, LIST_PAGE, NextToken, 'InvalidParameterValue');
  return { Metrics: page.items.map(metricForm), NextToken: page.nextToken };
}

function getMetricStatistics(
  metrics: Metrics,
  asked: z.infer<typeof GetMetricStatistics>,
  place: Place,
) {
  const { StartTime, EndTime, Period, Statistics, ExtendedStatistics } = asked;
  refuseStatistics(asked);
  const buckets = metrics.buckets(
    metricFrom(asked, asked.Unit),
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
      Unit: bucket.unit ?? 'None',
    })),
  };
}

function refuseStatistics(asked: z.infer<typeof GetMetricStatistics>): void {
  const { StartTime, EndTime, Period, Statistics, ExtendedStatistics } = asked;
  if (StartTime >= EndTime)
    throw invalidValue('The parameter StartTime must be less than the parameter EndTime.');
  refusePeriod(Period, 'InvalidParameterValue');
  if (Statistics.length + ExtendedStatistics.length === 0)
    throw invalidCombination('Must specify either Statistics or ExtendedStatistics.');
  if (Statistics.length > 0 && ExtendedStatistics.length > 0)
    throw invalidCombination('Cannot specify both Statistics and ExtendedStatistics.');
  const count = (EndTime.getTime() - StartTime.getTime()) / 1000 / Period;
  if (count > MOST_STATISTICS)
    throw invalidCombination(
      `You have requested up to ${Math.ceil(count)} datapoints, which exceeds the limit of 1,440. ` +
        'You may reduce the datapoints requested by increasing Period, or decreasing the time range.',
    );
}

function invalidValue(message: string): AwsError {
  return new AwsError('InvalidParameterValue', message);
}
