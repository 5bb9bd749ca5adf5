// The definition of a metric alarm as PutMetricAlarm takes it.

import * as z from 'zod';
import { AwsError, type Call } from '../../service.ts';
import { flag, number, parseInput, text } from '../input.ts';
import type { AlarmBase, MetricAlarmDefinition } from './alarms.ts';
import { Dimensions, metricFrom, QueryInput, queryFrom } from './metric-input.ts';
import { periodOf, type Query } from './queries.ts';
import { statisticOf } from './statistics.ts';

export const ActionsInput = z.object({
  OKActions: z.array(text).default([]),
  AlarmActions: z.array(text).default([]),
  InsufficientDataActions: z.array(text).default([]),
});

export function actionsFrom(given: z.infer<typeof ActionsInput>): AlarmBase['actions'] {
  const { OKActions, AlarmActions, InsufficientDataActions } = given;
  const wrong = [...OKActions, ...AlarmActions, ...InsufficientDataActions].find(
    (arn) => !/^arn:aws[\w-]*:[^:]+:[^:]*:[^:]*:.+/.test(arn),
  );
  if (wrong) throw new AwsError('ValidationError', `Invalid arn syntax: ${wrong}`);
  return { OK: OKActions, ALARM: AlarmActions, INSUFFICIENT_DATA: InsufficientDataActions };
}

const PutMetricAlarm = ActionsInput.extend({
  AlarmName: text,
  AlarmDescription: z.string().optional(),
  ActionsEnabled: flag.default(true),
  Namespace: text.optional(),
  MetricName: text.optional(),
  Dimensions,
  Statistic: text.optional(),
  ExtendedStatistic: text.optional(),
  Period: number.optional(),
  Unit: text.optional(),
  Metrics: z.array(QueryInput).optional(),
  EvaluationPeriods: number,
  DatapointsToAlarm: number.optional(),
  Threshold: number.optional(),
  ComparisonOperator: z.enum([
    'GreaterThanThreshold',
    'GreaterThanOrEqualToThreshold',
    'LessThanThreshold',
    'LessThanOrEqualToThreshold',
  ]),
  ThresholdMetricId: text.optional(),
  TreatMissingData: z.enum(['missing', 'ignore', 'breaching', 'notBreaching']).default('missing'),
});

const DAY_SECONDS = 86_400;
/** What an alarm may look back over: a day, and with periods of an hour or more a week. */
const LONGEST_SECONDS = (period: number) => (period >= 3600 ? 7 * DAY_SECONDS : DAY_SECONDS);

export function metricAlarmFrom(input: unknown, call: Call): MetricAlarmDefinition {
  const given = parseInput(PutMetricAlarm, input, 'ValidationError');
  const queries = given.Metrics?.map(queryFrom);
  const period = queries ? periodOf(queries) : given.Period;
  const datapoints = given.DatapointsToAlarm ?? given.EvaluationPeriods;
  if (!period || !(period === 10 || period === 20 || period === 30 || period % 60 === 0)) {
    throw new AwsError('ValidationError', 'Period must be 10, 20, 30 or a multiple of 60.');
  }
  if (datapoints > given.EvaluationPeriods) {
    throw new AwsError(
      'ValidationError',
      'DatapointsToAlarm must be less than or equal to EvaluationPeriods.',
    );
  }
  if (period * given.EvaluationPeriods > LONGEST_SECONDS(period)) {
    throw new AwsError(
      'ValidationError',
      `Metrics cannot be checked across more than ${LONGEST_SECONDS(period) / DAY_SECONDS === 1 ? 'a day' : 'a week'} ` +
        `(EvaluationPeriods * Period must be <= ${LONGEST_SECONDS(period)}).`,
    );
  }
  refuseMixed(given);
  if (queries) refuseUnlessOneIsWatched(queries);
  return {
    kind: 'metric',
    account: call.account,
    region: call.region,
    name: given.AlarmName,
    description: given.AlarmDescription,
    actionsEnabled: given.ActionsEnabled,
    actions: actionsFrom(given),
    ...(queries ? { queries } : { metric: metricOf(given) }),
    statistic: queries ? '' : statisticNamed(given),
    periodSeconds: period,
    evaluationPeriods: given.EvaluationPeriods,
    datapointsToAlarm: datapoints,
    threshold: thresholdFrom(given),
    comparison: given.ComparisonOperator,
    treatMissingData: given.TreatMissingData,
  };
}

/** One metric or queries, one kind of statistic. */
function refuseMixed(given: z.infer<typeof PutMetricAlarm>): void {
  const { Metrics, MetricName, Namespace, Statistic, ExtendedStatistic, Period } = given;
  const single = { MetricName, Namespace, Statistic, ExtendedStatistic, Period, Unit: given.Unit };
  const mixed = Object.entries(single).find(([, value]) => Metrics && value !== undefined);
  if (mixed)
    throw new AwsError('ValidationError', `Metrics list and ${mixed[0]} cannot be used together.`);
  if (Statistic && ExtendedStatistic)
    throw new AwsError('ValidationError', 'Statistic and ExtendedStatistic cannot both be given.');
}

function refuseUnlessOneIsWatched(queries: readonly Query[]): void {
  const watched = queries.filter(({ returnData }) => returnData);
  if (watched.length === 1) return;
  throw new AwsError(
    'ValidationError',
    'Exactly one element of the metrics list should return data.',
  );
}

function thresholdFrom({ Threshold, ThresholdMetricId }: z.infer<typeof PutMetricAlarm>): number {
  if (ThresholdMetricId)
    throw new AwsError('ValidationError', 'A band of anomaly detection is not simulated.');
  if (Threshold === undefined)
    throw new AwsError('ValidationError', 'Expected a Threshold, got none.');
  return Threshold;
}

function metricOf({
  Namespace,
  MetricName,
  Dimensions: dimensions,
  Unit,
}: z.infer<typeof PutMetricAlarm>) {
  if (!Namespace || !MetricName)
    throw new AwsError('ValidationError', 'Expected MetricName and Namespace, or Metrics.');
  return metricFrom({ Namespace, MetricName, Dimensions: dimensions }, Unit);
}

function statisticNamed({ Statistic, ExtendedStatistic }: z.infer<typeof PutMetricAlarm>): string {
  const name = Statistic ?? ExtendedStatistic;
  if (!name)
    throw new AwsError('ValidationError', 'Expected Statistic or ExtendedStatistic, got neither.');
  statisticOf(name);
  return name;
}
