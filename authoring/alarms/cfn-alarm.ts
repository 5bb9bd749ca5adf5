// A planned alarm as a resource of CloudFormation.

import type { AlarmPlan, Metric, Query } from './alarm.ts';
import { literal } from './name.ts';
import { type AlarmTarget, alarmName, templateName } from './target-alarms.ts';

export interface CfnResource {
  readonly Type: string;
  readonly Condition?: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

export function cfnAlarm(target: AlarmTarget, alarm: AlarmPlan): CfnResource {
  const { resource, datapoints, comparison, threshold, missing } = alarm;
  return {
    Type: 'AWS::CloudWatch::Alarm',
    ...(resource.condition && { Condition: resource.condition }),
    Properties: {
      AlarmName: templateName(alarmName(target, alarm)),
      AlarmDescription: literal(descriptionOf(alarm)),
      ...watchedBy(alarm),
      EvaluationPeriods: datapoints.of,
      DatapointsToAlarm: datapoints.bad,
      Threshold: threshold.value,
      ComparisonOperator: comparison,
      TreatMissingData: missing.treat,
      Tags: tagsOf(target),
    },
  };
}

export function tagsOf({ tags }: AlarmTarget) {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value: literal(Value) }));
}

const MOST_LETTERS = 1024;

const COMPARISONS: Readonly<Record<AlarmPlan['comparison'], string>> = {
  GreaterThanThreshold: 'above',
  GreaterThanOrEqualToThreshold: 'at or above',
  LessThanThreshold: 'below',
};

/** What whoever is woken by it needs to know. */
function descriptionOf(alarm: AlarmPlan): string {
  const { resource, title, comparison, threshold, unit, datapoints, periodSeconds } = alarm;
  const minutes = periodSeconds / 60;
  const often =
    datapoints.of === 1
      ? `in ${minutes} min`
      : `in ${datapoints.bad} of ${datapoints.of} periods of ${minutes} min`;
  const text =
    `${resource.label}: ${title}. Fires ${COMPARISONS[comparison]} ${threshold.value}${unit === '%' ? '' : ' '}${unit} ` +
    `(${threshold.because}) ${often}. Missing data is ${alarm.missing.treat}: ${alarm.missing.because}.`;
  return text.slice(0, MOST_LETTERS);
}

function watchedBy({ queries, periodSeconds }: AlarmPlan) {
  const [only, ...more] = queries;
  if (only?.metric && more.length === 0) return single(only.metric, periodSeconds);
  return {
    Metrics: queries.map((query, index) =>
      dataQuery(query, index === queries.length - 1, periodSeconds),
    ),
  };
}

function single({ namespace, name, dimensions, statistic }: Metric, Period: number) {
  const extended = /^p\d/.test(statistic);
  return {
    Namespace: namespace,
    MetricName: name,
    Dimensions: dimensionsOf(dimensions),
    ...(extended ? { ExtendedStatistic: statistic } : { Statistic: statistic }),
    Period,
  };
}

function dataQuery({ id, label, metric, expression }: Query, isWatched: boolean, Period: number) {
  return {
    Id: id,
    Label: label,
    ...(expression !== undefined && { Expression: expression }),
    ...(metric && {
      MetricStat: {
        Metric: {
          Namespace: metric.namespace,
          MetricName: metric.name,
          Dimensions: dimensionsOf(metric.dimensions),
        },
        Period,
        Stat: metric.statistic,
      },
    }),
    ReturnData: isWatched,
  };
}

function dimensionsOf(dimensions: Metric['dimensions']) {
  return Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
}
