// Metrics: data points that were put, and sources that compute them when asked.

import { type Place, type Places, places } from '../places.ts';
import type { Sample } from './sample.ts';

export type { Sample } from './sample.ts';

import { type OverBuckets, overBuckets } from './over-buckets.ts';
import { type Bucket, bucketOf, merge } from './statistics.ts';

export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions?: Readonly<Record<string, string>> | undefined;
  /** Only data of this unit is read; it does not tell one metric from another. */
  readonly unit?: string;
}

/**
 * Computes the samples of a metric with `from <= at < to`, in milliseconds. It is asked again whenever a reader
 * looks, so it costs nothing until then, and must answer the same for the same past.
 */
export type Source = (from: number, to: number) => Iterable<Sample>;

export type MakeSource = (metric: Metric, place: Place) => Source | undefined;

export interface Metrics {
  put(metric: Metric, sample: Sample, place: Place): void;
  /** Adds a source of the metric; returns a function that removes it. */
  source(metric: Metric, source: Source, place: Place): () => void;
  /** Buckets of that many seconds with data in them, aligned to the period, oldest first. */
  buckets(metric: Metric, periodSeconds: number, from: number, to: number, place: Place): Bucket[];
  /** Makes the source of a metric that nobody has put yet, when it is first asked for. */
  otherwise(make: MakeSource): void;
  list(place: Place): readonly Metric[];
  /** Whether it has had data in the last three hours. */
  isRecent(metric: Metric, place: Place): boolean;
  /** Told of each sample that was put, for it may be late. */
  onPut(listen: (place: Place) => void): void;
}

interface Series {
  readonly metric: Metric;
  /** In the order of their time. */
  readonly samples: Sample[];
  readonly sources: Set<Source>;
  readonly over: OverBuckets;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Whatever the period, no source is asked for more. */
const COMPUTED_MILLIS = 15 * DAY;

/** How long CloudWatch keeps data of a period: finer data is gone sooner. */
function keptMillis(periodSeconds: number): number {
  if (periodSeconds < 60) return 3 * HOUR;
  if (periodSeconds < 300) return 15 * DAY;
  return periodSeconds < 3600 ? 63 * DAY : 455 * DAY;
}

interface Store {
  readonly places: Places<Map<string, Series>>;
  readonly listeners: ((place: Place) => void)[];
  readonly makers: MakeSource[];
  readonly now: () => number;
}

export function metricStore(now: () => number): Metrics {
  const store: Store = { places: places(() => new Map()), listeners: [], makers: [], now };
  return {
    put: (metric, sample, place) => put(store, metric, sample, place),
    source: (metric, added, place) => addSource(store, metric, added, place),
    buckets: (metric, periodSeconds, from, to, place) => {
      const series = knownSeries(store, metric, place);
      return series ? bucketsOf(series, metric, { periodSeconds, from, to, now: now() }) : [];
    },
    otherwise: (make) => void store.makers.push(make),
    list: (place) => [...store.places.at(place).values()].map(({ metric }) => metric),
    isRecent(metric, place) {
      const { samples = [], sources } = store.places.at(place).get(keyOf(metric)) ?? {};
      const newest = samples.at(-1)?.at ?? 0;
      return (sources?.size ?? 0) > 0 || newest > now() - 3 * HOUR;
    },
    onPut: (listen) => void store.listeners.push(listen),
  };
}

function seriesOf(store: Store, metric: Metric, place: Place): Series {
  const there = store.places.at(place);
  const key = keyOf(metric);
  const known = there.get(key);
  if (known) return known;
  const made: Series = { metric, samples: [], sources: new Set(), over: overBuckets() };
  there.set(key, made);
  return made;
}

function put(store: Store, metric: Metric, sample: Sample, place: Place): void {
  const { samples, over } = seriesOf(store, metric, place);
  let index = samples.length;
  while ((samples[index - 1]?.at ?? -Infinity) > sample.at) index -= 1;
  samples.splice(index, 0, sample);
  over.forgetFrom(sample.at);
  for (const listen of store.listeners) listen(place);
}

function addSource(store: Store, metric: Metric, added: Source, place: Place): () => void {
  const { sources, over } = seriesOf(store, metric, place);
  sources.add(added);
  over.forgetFrom(-Infinity);
  return () => {
    sources.delete(added);
    over.forgetFrom(-Infinity);
  };
}

/** What is known of a metric, or what its world makes of it. */
function knownSeries(store: Store, metric: Metric, place: Place): Series | undefined {
  const found = store.places.at(place).get(keyOf(metric));
  if (found) return found;
  for (const make of store.makers) {
    const made = make(metric, place);
    if (made === undefined) continue;
    addSource(store, metric, made, place);
    return seriesOf(store, metric, place);
  }
  return undefined;
}

interface Span {
  readonly periodSeconds: number;
  readonly from: number;
  readonly to: number;
  readonly now: number;
}

function bucketsOf(
  series: Series,
  { unit }: Metric,
  { periodSeconds, from, to, now }: Span,
): Bucket[] {
  const period = periodSeconds * 1000;
  const oldest = Math.max(from, now - keptMillis(periodSeconds));
  const start = Math.floor(oldest / period) * period;
  const computed = Math.max(start, now - COMPUTED_MILLIS);
  const collect = (first: number, last: number) =>
    collected(series, unit, { period, from: first, to: last, computed });
  // What sources are asked for in part only is not kept, nor what is still to come: of a minute that is not over, they
  // may tell something else later, however fine the period.
  const whole = Math.ceil(computed / period) * period;
  const grain = Math.max(period, MINUTE);
  const over = Math.floor(Math.min(to, now) / grain) * grain;
  if (whole >= over) return collect(start, to);
  const early = start < whole ? collect(start, whole) : [];
  const kept = series.over.between({ period, unit }, whole, over, collect);
  const late = over < to ? collect(over, to) : [];
  return [...early, ...kept, ...late];
}

interface Stretch {
  readonly period: number;
  readonly from: number;
  readonly to: number;
  /** What sources compute begins here. */
  readonly computed: number;
}

function collected(
  { samples, sources }: Series,
  unit: string | undefined,
  { period, from, to, computed }: Stretch,
): Bucket[] {
  const found: Bucket[] = [];
  const take = (sample: Sample) => {
    if (unit && (sample.unit ?? 'None') !== unit) return;
    const at = Math.floor(sample.at / period) * period;
    // Those of one source come in their order: nearly all belong to the last bucket, or behind it.
    let place = found.length;
    while ((found[place - 1]?.at ?? -Infinity) > at) place -= 1;
    const before = found[place - 1];
    if (before?.at === at) found[place - 1] = merge(before, sample);
    else found.splice(place, 0, bucketOf(sample, at));
  };
  for (const sample of since(samples, from, to)) take(sample);
  for (const each of sources) for (const sample of each(Math.max(from, computed), to)) take(sample);
  return found;
}

export function isSameMetric(one: Metric, other: Metric): boolean {
  return keyOf(one) === keyOf(other);
}

/** Keys of metric objects that have been seen: alarms ask with the same object each period. */
const keys = new WeakMap<Metric, string>();

function keyOf(metric: Metric): string {
  const known = keys.get(metric);
  if (known) return known;
  const dimensions = Object.entries(metric.dimensions ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  const key = JSON.stringify([metric.namespace, metric.name, dimensions]);
  keys.set(metric, key);
  return key;
}

function since(samples: readonly Sample[], from: number, to: number): readonly Sample[] {
  let low = 0;
  let high = samples.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((samples[middle]?.at ?? Infinity) < from) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while ((samples[end]?.at ?? Infinity) < to) end += 1;
  return samples.slice(low, end);
}
