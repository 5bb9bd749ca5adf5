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
  MetricStat: z.object({ Metric: MetricInput, Period: number, Stat: text }).optional(),
  Expression: text.max(2048).optional(),
  Label: z.string().optional(),
  ReturnData: flag.default(true),
  Period: number.optional(),
});
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
