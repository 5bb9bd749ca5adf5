// What recent history is asked for thresholds, and how its answers are read.

import type { AskedQuery, Batch } from '../../core/watch/metric-batch.ts';
import type { MetricQuery } from '../../core/watch/span.ts';
import type { AlarmPlan, Metric, Query, Watched } from './alarm.ts';
import { trafficOf } from './for-traffic.ts';
import { alarmsOf, type MetricHistory } from './plan-alarms.ts';
import { secondsBetween, usageOf } from './threshold.ts';

/** One series to read: the last of its queries, an hour a value. */
export interface Reading {
  readonly key: string;
  readonly queries: readonly Query[];
}

/**
 * What is read for resources: each alarm that learns, and how much each resource is used. Whatever has a name that
 * only its stack knows is left out: it cannot be asked for.
 */
export function readingsOf(resources: readonly Watched[]): Reading[] {
  const readings = resources.flatMap((resource) => {
    const traffic = trafficOf(resource);
    const learning = alarmsOf(resource).filter(({ learns }) => learns !== undefined);
    return [
      ...learning.map((alarm) => ({ key: keyOf(alarm), queries: alarm.queries })),
      ...(traffic ? [{ key: trafficKey(resource), queries: [traffic] }] : []),
    ];
  });
  return readings.filter(({ queries }) =>
    queries.every(({ metric }) => !metric || isKnown(metric)),
  );
}

/** GetMetricData takes so many queries at once. */
const MOST_QUERIES = 500;

/**
 * The readings in as few calls as hold them. A metric that several readings share is asked once in a call;
 * expressions speak of the new ids.
 *
 *     { errors, invocations, rate: errors / invocations } and { invocations }
 *       →  m0 errors, m1 invocations (wanted), e2: m0 / m1 (wanted)
 */
export function batchesOf(readings: readonly Reading[]): Batch[] {
  const batches: Batch[] = [];
  let rest = readings;
  while (rest.length > 0) {
    let taken = rest.length;
    while (taken > 1 && sizeOf(rest.slice(0, taken)) > MOST_QUERIES) taken = Math.ceil(taken / 2);
    batches.push(batchOf(rest.slice(0, taken)));
    rest = rest.slice(taken);
  }
  return batches;
}

function sizeOf(readings: readonly Reading[]): number {
  return readings.reduce((sum, { queries }) => sum + queries.length, 0);
}

function batchOf(readings: readonly Reading[]): Batch {
  const queries = new Map<string, AskedQuery>();
  const keys = new Map<string, string[]>();
  const add = (content: string, query: Omit<AskedQuery, 'id' | 'isWanted'>): string => {
    const known = queries.get(content);
    if (known) return known.id;
    const id = `${query.metric ? 'm' : 'e'}${queries.size}`;
    queries.set(content, { id, isWanted: false, ...query });
    return id;
  };
  for (const { key, queries: own } of readings) {
    const ids = new Map<string, string>();
    let watched: string | undefined;
    for (const { id, metric, expression = '' } of own) {
      const renamed = renamedIn(expression, ids);
      watched = metric
        ? add(metricKey(metric), { metric: asText(metric) })
        : add(renamed, { expression: renamed });
      ids.set(id, watched);
    }
    if (watched !== undefined) keys.set(watched, [...(keys.get(watched) ?? []), key]);
  }
  const asked = [...queries.values()].map((each) => ({ ...each, isWanted: keys.has(each.id) }));
  return { queries: asked, keys };
}

/** Functions of metric math are written in capitals, ids begin with a small letter. */
function renamedIn(expression: string, ids: ReadonlyMap<string, string>): string {
  return expression.replace(/\b[a-z]\w*\b/g, (word) => ids.get(word) ?? word);
}

function metricKey(metric: Metric): string {
  return JSON.stringify(asText(metric));
}

function isKnown({ dimensions }: Metric): boolean {
  return Object.values(dimensions).every((name) => typeof name === 'string');
}

function asText({ namespace, name, dimensions, statistic }: Metric): MetricQuery {
  return { namespace, metric: name, dimensions: dimensions as Record<string, string>, statistic };
}

/**
 * The history as the alarms ask it, from the hourly values under the readings' keys. `hours` is how many there could
 * be: one without a value had no requests.
 */
export function historyFrom(
  values: ReadonlyMap<string, readonly number[]>,
  hours: number,
): MetricHistory {
  return {
    hourlyOf: (alarm) => values.get(keyOf(alarm)) ?? [],
    usageOf: (resource) => usageOf(values.get(trafficKey(resource)) ?? [], hours),
    secondsBetweenRuns: (resource) => secondsBetween(values.get(trafficKey(resource)) ?? [], hours),
  };
}

/** A resource's word is the same in whatever form its names are written. */
function keyOf({ resource, key }: AlarmPlan): string {
  return `${resource.word}/${key}`;
}

function trafficKey({ word }: Watched): string {
  return `${word}/traffic`;
}
