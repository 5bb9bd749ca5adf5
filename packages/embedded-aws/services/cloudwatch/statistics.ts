// The statistics of a bucket of observations.

import { own } from '../../own.ts';
import { AwsError } from '../../service.ts';
import type { Sample } from './sample.ts';

export interface Bucket {
  /** The start of the bucket, in milliseconds. */
  readonly at: number;
  readonly sum: number;
  readonly count: number;
  readonly minimum: number;
  readonly maximum: number;
  /** Of its first observation. */
  readonly unit?: string | undefined;
  /** Every observation with its count; undefined once a statistic set has hidden them. */
  readonly values: readonly (readonly [value: number, count: number])[] | undefined;
}

function emptyBucket(at: number): Bucket {
  return { at, sum: 0, count: 0, minimum: Infinity, maximum: -Infinity, values: [] };
}

/** Buckets of one sample that begin with it: whoever computes samples when asked gives the same ones again. */
const single = new WeakMap<Sample, Bucket>();

/** The bucket of one sample. */
export function bucketOf(sample: Sample, at: number): Bucket {
  const known = sample.at === at ? single.get(sample) : undefined;
  if (known) return known;
  const made = merge(emptyBucket(at), sample);
  if (sample.at === at) single.set(sample, made);
  return made;
}

export function merge(bucket: Bucket, sample: Sample): Bucket {
  const unit = bucket.count > 0 ? bucket.unit : sample.unit;
  if ('sum' in sample) {
    const { sum, count, minimum, maximum } = sample;
    return {
      at: bucket.at,
      sum: bucket.sum + sum,
      count: bucket.count + count,
      minimum: Math.min(bucket.minimum, minimum),
      maximum: Math.max(bucket.maximum, maximum),
      unit,
      values: undefined,
    };
  }
  if ('value' in sample) return withValue(bucket, sample.value, 1, unit);
  const { values, counts } = sample;
  const pairs = values.map((value, index) => [value, counts?.[index] ?? 1] as const);
  const all = pairs.reduce(
    (sum, [value, count]) => withValue(sum, value, count, unit),
    withoutValues(bucket),
  );
  return { ...all, values: bucket.values && [...bucket.values, ...pairs] };
}

function withoutValues(bucket: Bucket): Bucket {
  return { ...bucket, values: undefined };
}

function withValue(bucket: Bucket, value: number, count: number, unit: string | undefined): Bucket {
  const { at, values } = bucket;
  return {
    at,
    sum: bucket.sum + value * count,
    count: bucket.count + count,
    minimum: Math.min(value, bucket.minimum),
    maximum: Math.max(value, bucket.maximum),
    unit,
    values: values && [...values, [value, count]],
  };
}

export type Statistic = (bucket: Bucket) => number | undefined;

const PLAIN: Readonly<Record<string, Statistic>> = {
  Sum: ({ sum }) => sum,
  SampleCount: ({ count }) => count,
  Average: ({ sum, count }) => sum / count,
  Minimum: ({ minimum }) => minimum,
  Maximum: ({ maximum }) => maximum,
};

/** Statistics that have been read: alarms ask for the same one each period. */
const read = new Map<string, Statistic>();

/**
 * Reads a statistic's name, or throws InvalidParameterValue.
 *
 *     Sum  ·  p99  ·  p99.9  ·  IQM  ·  TM(10%:90%)  ·  TC(100:)  ·  PR(:300)
 */
export function statisticOf(name: string): Statistic {
  const known = read.get(name);
  if (known) return known;
  const plain = own(PLAIN, name);
  const made = plain ?? percentileOf(name) ?? rangeOf(name);
  if (!made)
    throw new AwsError(
      'InvalidParameterValue',
      `The value ${name} for parameter Stat is not supported.`,
    );
  read.set(name, made);
  return made;
}

function percentileOf(name: string): Statistic | undefined {
  const percent = /^p(\d{1,2}(?:\.\d{1,10})?|100)$/.exec(name)?.[1];
  return percent === undefined ? undefined : (bucket) => percentile(bucket, Number(percent));
}

/** The nearest rank; a statistic set without its values is known only at its ends. */
function percentile(
  { values, count, minimum, maximum }: Bucket,
  percent: number,
): number | undefined {
  if (!values) return minimum === maximum ? minimum : undefined;
  const rank = Math.max(1, Math.ceil((percent / 100) * count));
  let seen = 0;
  for (const [value, times] of sorted(values)) {
    seen += times;
    if (seen >= rank) return value;
  }
  return undefined;
}

const RANGE = /^(TM|TC|TS|WM|PR)\((-?[\d.]*%?):(-?[\d.]*%?)\)$/;

/** Trimmed mean, count and sum, winsorized mean, and percentile rank, between two values or two percentiles. */
function rangeOf(name: string): Statistic | undefined {
  const [, short, most] = /^(tm|tc|ts|wm)(\d{1,2}(?:\.\d+)?)$/.exec(name) ?? [];
  if (short) return rangeOf(`${short.toUpperCase()}(0%:${most}%)`);
  if (name === 'IQM') return rangeOf('TM(25%:75%)');
  const found = RANGE.exec(name);
  if (!found) return undefined;
  const [, kind = '', lower = '', upper = ''] = found;
  return (bucket) => {
    const { values, count } = bucket;
    if (!values) return undefined;
    const low = bound(bucket, lower, -Infinity);
    const high = bound(bucket, upper, Infinity);
    return rangeStatistic(kind, { values, count }, low, high);
  };
}

function bound(bucket: Bucket, text: string, open: number): number {
  if (text === '') return open;
  const value = Number.parseFloat(text);
  if (!text.endsWith('%')) return value;
  return value === 0 ? -Infinity : (percentile(bucket, value) ?? open);
}

type Known = { readonly values: NonNullable<Bucket['values']>; readonly count: number };

function rangeStatistic(kind: string, bucket: Known, low: number, high: number): number {
  const inside = bucket.values.filter(([value]) => value > low && value <= high);
  const count = inside.reduce((total, [, times]) => total + times, 0);
  const sum = inside.reduce((total, [value, times]) => total + value * times, 0);
  if (kind === 'TC') return count;
  if (kind === 'TS') return sum;
  if (kind === 'PR') return (100 * count) / bucket.count;
  if (kind === 'TM') return count === 0 ? 0 : sum / count;
  const clamped = bucket.values.map(
    ([value, times]) => Math.min(Math.max(value, low), high) * times,
  );
  return clamped.reduce((total, value) => total + value, 0) / bucket.count;
}

function sorted(values: NonNullable<Bucket['values']>): NonNullable<Bucket['values']> {
  return values.length < 2 ? values : [...values].sort(([a], [b]) => a - b);
}
