// A datum of PutMetricData, and what CloudWatch refuses in one.

import * as z from 'zod';
import { AwsError } from '../../service.ts';
import { number, text, time } from '../input.ts';
import { Dimensions, invalidCombination } from './metric-input.ts';
import type { Sample } from './sample.ts';

/** As a number, or as what stands for one that is none. */
const measured = z.preprocess(
  Number,
  z.custom<number>((value) => typeof value === 'number'),
);

export const Datum = z.object({
  MetricName: text,
  Dimensions,
  Timestamp: time.optional(),
  Value: measured.optional(),
  StatisticValues: z
    .object({ SampleCount: number, Sum: measured, Minimum: measured, Maximum: measured })
    .optional(),
  Values: z.array(measured).optional(),
  Counts: z.array(measured).optional(),
  Unit: text.optional(),
  StorageResolution: number.optional(),
});

type Given = z.infer<typeof Datum>;

const LARGEST = 2 ** 360;
const MOST_VALUES = 150;
const PAST_MILLIS = 14 * 86_400_000;
const FUTURE_MILLIS = 2 * 3_600_000;

/** The observations of a datum, or what CloudWatch says is wrong with it. `place` counts from one. */
export function sampleFrom(given: Given, now: number, place: number): Sample {
  const name = `MetricData.member.${place}`;
  const { Value, Values, StatisticValues, Unit: unit } = given;
  refuseMixture(given, name);
  const at = timeOf(given, now, name);
  if (StatisticValues) {
    const { Sum, SampleCount, Minimum, Maximum } = StatisticValues;
    for (const each of [Sum, SampleCount, Minimum, Maximum])
      refuseNumber(each, `${name}.StatisticValues`);
    return { at, unit, sum: Sum, count: SampleCount, minimum: Minimum, maximum: Maximum };
  }
  if (Values) {
    for (const [index, each] of Values.entries())
      refuseNumber(each, `${name}.Values.member.${index + 1}`);
    return { at, unit, values: Values, counts: given.Counts };
  }
  if (Value === undefined) throw missing(`${name}.Value`);
  refuseNumber(Value, `${name}.Value`);
  return { at, unit, value: Value };
}

function refuseMixture(given: Given, name: string): void {
  const { Value, Values, Counts, StatisticValues } = given;
  const [one, other] = Object.entries({ Value, Values, StatisticValues }).filter(
    ([, each]) => each !== undefined,
  );
  if (one && other) {
    const text = `The parameters ${name}.${one[0]} and ${name}.${other[0]} are mutually exclusive and you have specified both.`;
    throw other[0] === 'StatisticValues' ? invalidCombination(text) : invalid(text);
  }
  if (Counts && Values?.length !== Counts.length)
    throw invalid(`The parameters ${name}.Values and ${name}.Counts must be of the same size.`);
  if (Values && Values.length > MOST_VALUES)
    throw invalid(
      `The collection ${name}.Values must not have a size greater than ${MOST_VALUES}.`,
    );
  if (given.StorageResolution !== undefined && ![1, 60].includes(given.StorageResolution))
    throw invalid(`The parameter ${name}.StorageResolution must be 1 or 60.`);
}

function timeOf({ Timestamp }: Given, now: number, name: string): number {
  const at = Timestamp?.getTime() ?? now;
  if (at > now + FUTURE_MILLIS)
    throw invalid(
      `The parameter ${name}.Timestamp must specify a time no more than two hours in the future.`,
    );
  if (at < now - PAST_MILLIS)
    throw invalid(`The parameter ${name}.Timestamp must specify a time within the past two weeks.`);
  return at;
}

function refuseNumber(value: number, name: string): void {
  if (Number.isNaN(value)) throw invalid(`The value NaN for parameter ${name} is invalid.`);
  if (Math.abs(value) > LARGEST)
    throw invalid(`The value ${value} for parameter ${name} is invalid: it is out of range.`);
}

function missing(name: string): AwsError {
  return new AwsError('MissingParameter', `The parameter ${name} is required.`);
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterValue', message);
}
