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
  /** What it is made of, which tells every observation; undefined once a statistic set has hidden them. */
  readonly samples: readonly Sample[] | undefined;
}

/** An observation with its count. */
type Pair = readonly [value: number, count: number];

type Totals = Pick<Bucket, 'sum' | 'count' | 'minimum' | 'maximum'>;
const NOTHING: Totals = { sum: 0, count: 0, minimum: Infinity, maximum: -Infinity };

/** The bucket of one sample. */
export function bucketOf(sample: Sample, at: number): Bucket {
  return withSample({ at, unit: sample.unit, samples: [sample] }, NOTHING, sample);
}

export function merge(bucket: Bucket, sample: Sample): Bucket {
  const unit = bucket.count > 0 ? bucket.unit : sample.unit;
  const samples = bucket.samples && [...bucket.samples, sample];
  return withSample({ at: bucket.at, unit, samples }, bucket, sample);
}

/** Summed one after the other: a sum of fractions depends on their order. */
function withSample(
  { at, unit, samples }: Omit<Bucket, keyof Totals>,
  before: Totals,
  sample: Sample,
): Bucket {
  let { sum, count, minimum, maximum } = before;
  if ('sum' in sample) {
    sum += sample.sum;
    count += sample.count;
    minimum = Math.min(minimum, sample.minimum);
    maximum = Math.max(maximum, sample.maximum);
    return { at, sum, count, minimum, maximum, unit, samples: undefined };
  }
  const add = (value: number, times: number) => {
    sum += value * times;
    count += times;
    minimum = Math.min(minimum, value);
    maximum = Math.max(maximum, value);
  };
  if ('value' in sample) add(sample.value, 1);
  else sample.values.forEach((value, index) => void add(value, sample.counts?.[index] ?? 1));
  return { at, sum, count, minimum, maximum, unit, samples };
}

function pairsIn({ samples }: Bucket): Pair[] | undefined {
  if (!samples) return undefined;
  const pairs: Pair[] = [];
  for (const sample of samples) {
    if ('value' in sample) pairs.push([sample.value, 1]);
    else if ('values' in sample) {
      const { values, counts } = sample;
      for (let index = 0; index < values.length; index += 1)
        pairs.push([values[index]!, counts?.[index] ?? 1]);
    }
  }
  return pairs;
}

export type Statistic = (bucket: Bucket) => number | undefined;

const PLAIN: Readonly<Record<string, Statistic>> = {
  Sum: ({ sum }) => sum,
  SampleCount: ({ count }) => count,
  Average: ({ sum, count }) => sum / count,
  Minimum: ({ minimum }) => minimum,
  Maximum: ({ maximum }) => maximum,
};

/** Whether it stands in the bucket as it is, so that there is nothing to remember. */
export function isPlain(name: string): boolean {
  return Object.hasOwn(PLAIN, name);
}

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
function percentile(bucket: Bucket, percent: number): number | undefined {
  const { count, minimum, maximum } = bucket;
  const values = pairsIn(bucket);
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
    const { count } = bucket;
    const values = pairsIn(bucket);
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

type Known = { readonly values: readonly Pair[]; readonly count: number };

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

/** In place. Most are in order but for a few, and there a comparison is cheaper made here. */
function sorted(values: Pair[]): readonly Pair[] {
  if (values.length > FEW) return values.sort(([a], [b]) => a - b);
  for (let index = 1; index < values.length; index += 1) {
    const pair = values[index]!;
    let place = index;
    let before = values[place - 1];
    while (before && before[0] > pair[0]) {
      values[place] = before;
      place -= 1;
      before = values[place - 1];
    }
    values[place] = pair;
  }
  return values;
}

const FEW = 64;
