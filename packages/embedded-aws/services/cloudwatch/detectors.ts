// CloudWatch's API actions on anomaly detectors: a band works without one, as an alarm or a request makes it.

import * as z from 'zod';
import { AwsError, type Call, type Operation } from '../../service.ts';
import { flag, number, text, time } from '../input.ts';
import { pageOf } from '../paging.ts';
import { places } from '../places.ts';
import {
  Dimensions,
  invalidCombination,
  metricForm,
  metricFrom,
  parse,
  QueryInput,
} from './metric-input.ts';
import { isSameMetric, type Metric, type Metrics } from './metrics.ts';
import { statisticOf } from './statistics.ts';

const Single = z.object({
  Namespace: text.optional(),
  MetricName: text.optional(),
  Dimensions,
  Stat: text.optional(),
});
const Detector = Single.extend({
  SingleMetricAnomalyDetector: Single.optional(),
  MetricMathAnomalyDetector: z.object({ MetricDataQueries: z.array(QueryInput).min(1) }).optional(),
});
const Put = Detector.extend({
  Configuration: z
    .object({
      ExcludedTimeRanges: z.array(z.object({ StartTime: time, EndTime: time })).optional(),
      MetricTimezone: text.optional(),
    })
    .optional(),
  MetricCharacteristics: z.object({ PeriodicSpikes: flag.optional() }).optional(),
});
const Describe = z.object({
  Namespace: text.optional(),
  MetricName: text.optional(),
  Dimensions,
  AnomalyDetectorTypes: z.array(z.string()).default(['SINGLE_METRIC']),
  MaxResults: number.default(10),
  NextToken: text.optional(),
});

interface Known {
  /** What tells one detector from another. */
  readonly key: string;
  readonly single: { readonly metric: Metric; readonly statistic: string } | undefined;
  readonly given: z.infer<typeof Put>;
}

export function detectorOperations(metrics: Metrics): Record<string, Operation> {
  const stores = places(() => new Map<string, Known>());

  return {
    PutAnomalyDetector: (input, call) => {
      const made = knownFrom(parse(Put, input));
      stores.at(call).set(made.key, made);
    },
    DeleteAnomalyDetector: (input, call) => {
      const { key } = knownFrom(parse(Detector, input));
      if (!stores.at(call).delete(key))
        throw new AwsError(
          'ResourceNotFoundException',
          'The specified anomaly detector does not exist.',
          404,
        );
    },
    DescribeAnomalyDetectors: (input, call) => {
      const asked = parse(Describe, input);
      const found = [...stores.at(call).values()].filter((each) => fits(each, asked));
      const page = pageOf(found, asked.MaxResults, asked.NextToken, 'InvalidNextToken');
      return {
        AnomalyDetectors: page.items.map((each) => formOf(each, metrics, call)),
        NextToken: page.nextToken,
      };
    },
  };
}

/** A detector is named by a single metric, in the newer form or the older one, or by metric math. */
function knownFrom(given: z.infer<typeof Put>): Known {
  const { SingleMetricAnomalyDetector: single, MetricMathAnomalyDetector: math } = given;
  const isOld = given.MetricName !== undefined || given.Stat !== undefined;
  if ([single, math, isOld || undefined].filter(Boolean).length !== 1)
    throw invalidCombination(
      'Expected exactly one of SingleMetricAnomalyDetector and MetricMathAnomalyDetector.',
    );
  if (math) return { key: JSON.stringify(math), single: undefined, given };
  const { Namespace, MetricName, Dimensions: dimensions, Stat } = single ?? given;
  if (!Namespace || !MetricName || !Stat)
    throw new AwsError(
      'MissingParameter',
      'The parameters Namespace, MetricName and Stat are required.',
    );
  statisticOf(Stat);
  const metric = metricFrom({ Namespace, MetricName, Dimensions: dimensions });
  const sorted = Object.entries(metric.dimensions ?? {}).sort();
  const key = JSON.stringify([Namespace, MetricName, Stat, sorted]);
  return { key, single: { metric, statistic: Stat }, given };
}

function fits({ single }: Known, asked: z.infer<typeof Describe>): boolean {
  const { Namespace, MetricName, Dimensions: dimensions, AnomalyDetectorTypes: types } = asked;
  if (!single) return types.includes('METRIC_MATH') && !Namespace && !MetricName;
  if (!types.includes('SINGLE_METRIC')) return false;
  const { metric } = single;
  if (Namespace && metric.namespace !== Namespace) return false;
  if (MetricName && metric.name !== MetricName) return false;
  if (dimensions.length === 0) return true;
  const wanted = { Namespace: metric.namespace, MetricName: metric.name, Dimensions: dimensions };
  return isSameMetric(metric, metricFrom(wanted));
}

function formOf({ single, given }: Known, metrics: Metrics, call: Call) {
  const { Configuration = {}, MetricCharacteristics, MetricMathAnomalyDetector } = given;
  const rest = {
    Configuration: { ExcludedTimeRanges: [], ...Configuration },
    MetricCharacteristics,
  };
  if (!single) return { MetricMathAnomalyDetector, ...rest, StateValue: 'TRAINED' };
  const named = { ...metricForm(single.metric), Stat: single.statistic };
  const StateValue = metrics.isRecent(single.metric, call)
    ? 'TRAINED'
    : 'TRAINED_INSUFFICIENT_DATA';
  return { ...named, SingleMetricAnomalyDetector: named, ...rest, StateValue };
}
