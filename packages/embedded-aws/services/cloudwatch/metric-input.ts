// Metrics and queries as the API takes and shows them.

import * as z from 'zod';
import { AwsError } from '../../service.ts';
import { flag, number, parseInput, text } from '../input.ts';
import type { Metric } from './metrics.ts';
import type { Query } from './queries.ts';
import { statisticOf } from './statistics.ts';

export const Dimensions = z.array(z.object({ Name: text, Value: text })).default([]);
export const MetricInput = z.object({ Namespace: text, MetricName: text, Dimensions });
export const QueryInput = z.object({
  Id: z.string().regex(/^[a-z]\w{0,254}$/),
  MetricStat: z
    .object({ Metric: MetricInput, Period: number, Stat: text, Unit: text.optional() })
    .optional(),
  Expression: text.max(2048).optional(),
  Label: z.string().optional(),
  ReturnData: flag.default(true),
  Period: number.optional(),
});
export function metricFrom(
  { Namespace, MetricName, Dimensions: given }: z.infer<typeof MetricInput>,
  unit?: string,
): Metric {
  const dimensions = Object.fromEntries(given.map(({ Name, Value }) => [Name, Value]));
  return { namespace: Namespace, name: MetricName, dimensions, ...(unit && { unit }) };
}

export function queryFrom(given: z.infer<typeof QueryInput>): Query {
  const { Id, MetricStat, Expression, Label, ReturnData } = given;
  if (!MetricStat === !Expression) {
    throw invalidCombination(
      `The parameter MetricDataQueries.${Id} must have either MetricStat or Expression.`,
    );
  }
  if (MetricStat) {
    statisticOf(MetricStat.Stat);
    refusePeriod(MetricStat.Period, 'ValidationError');
  }
  const stat = MetricStat && {
    metric: metricFrom(MetricStat.Metric, MetricStat.Unit),
    periodSeconds: MetricStat.Period,
    statistic: MetricStat.Stat,
  };
  return { id: Id, label: Label, returnData: ReturnData, stat, expression: Expression };
}

const SHORT_PERIODS = [1, 5, 10, 20, 30];

export function refusePeriod(seconds: number, errorName: string): void {
  if (SHORT_PERIODS.includes(seconds) || (seconds > 0 && seconds % 60 === 0)) return;
  throw new AwsError(
    errorName,
    'The parameter Period must be 1, 5, 10, 20, 30 or a multiple of 60.',
  );
}

export function metricForm({ namespace, name, dimensions = {} }: Metric) {
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  return { Namespace: namespace, MetricName: name, Dimensions };
}

export function parse<T>(schema: z.ZodType<T>, input: unknown): T {
  return parseInput(schema, input, 'InvalidParameterValue');
}

export function invalidCombination(message: string): AwsError {
  return new AwsError('InvalidParameterCombination', message);
}
