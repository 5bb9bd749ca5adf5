// What of a target is measured: which series are asked of CloudWatch, and what the judge is shown of them.

import type { Direction, Series } from '@tidegate/judge/case';
import type { Unit } from '@tidegate/judge/vocabulary';
import type { TargetDefinition } from '../pipeline/target-schema.ts';
import type { CustomMetric, WatchedResource } from '../pipeline/watch-schema.ts';
import { type CatalogMetric, type MetricPart, SLOW_FACTOR } from './catalog-metric.ts';
import { keptAt } from './kept-at.ts';
import { metricsOf } from './metric-catalog.ts';
import { type MetricFamily, metricFamilyOf, nodeOf } from './resources.ts';
import type { MetricQuery } from './span.ts';
import { resourcesOf } from './target-resources.ts';

/** How the series of its queries, in their order, become one. */
export type Reading = Pick<
  CatalogMetric,
  'absentIsZero' | 'standsForMinutes' | 'increase' | 'complement' | 'least'
> & { readonly isPercentOfLast?: boolean; readonly isRateOfLast?: boolean };

export interface Measure {
  readonly node: string;
  readonly name: string;
  readonly kind: CatalogMetric['kind'];
  readonly bad: Direction;
  readonly unit: Unit;
  readonly reading: Reading;
  readonly queries: readonly MetricQuery[];
  readonly slowerThan?: string;
  readonly perVersion?: true;
}

/**
 * What a target is measured by: the catalog's metrics of each of its resources, then its own.
 *
 * The statistic of those that count slow requests is made from their past: it stays empty until `withThresholds`.
 */
export function measuresOf(target: TargetDefinition): Measure[] {
  const ofResources = resourcesOf(target).flatMap((resource) =>
    metricsOf(resource).map((metric) => measureOf(metric, resource)),
  );
  return [...ofResources, ...(target.metrics ?? []).map(ofCustom)];
}

/** A metric of the catalog, of a resource. */
export function measureOf(metric: CatalogMetric, resource: WatchedResource): Measure {
  const { name, kind, bad, unit, slowerThan, perVersion, percentOf, rateOf } = metric;
  const family = metricFamilyOf(resource);
  const statistic = slowerThan === undefined ? metric.statistic : '';
  const whole = percentOf ?? rateOf;
  return {
    node: nodeOf(resource),
    name,
    kind,
    bad,
    unit,
    reading: {
      ...metric,
      ...(percentOf && { isPercentOfLast: true }),
      ...(rateOf && { isRateOfLast: true }),
    },
    queries: [
      ...metric.parts.map((part) => queryOf(part, family, statistic)),
      ...(whole ? [queryOf(whole, family, rateOf ? 'Sum' : statistic)] : []),
    ],
    ...(slowerThan !== undefined && { slowerThan }),
    ...(perVersion && { perVersion }),
  };
}

function queryOf(part: MetricPart, family: MetricFamily, statistic: string): MetricQuery {
  return {
    namespace: part.namespace ?? family.namespace,
    metric: part.metric,
    dimensions: part.instead ?? { ...family.dimensions, ...part.dimensions },
    statistic,
    ...(family.region !== undefined && { region: family.region }),
  };
}

/** Sums and sample counts count things; of anything else the unit is the owner's secret. */
function ofCustom(told: CustomMetric): Measure {
  const { namespace, metric, dimensions, statistic, bad } = told;
  return {
    node: customNodeOf({ namespace, metric }),
    name: `${metric} ${statistic}`,
    kind: 'other',
    bad,
    unit: ['Sum', 'SampleCount'].includes(statistic) ? 'Count' : '',
    reading: {},
    queries: [{ namespace, metric, dimensions, statistic, ...keptAt(told) }],
  };
}

function customNodeOf({ namespace, metric }: Pick<CustomMetric, 'namespace' | 'metric'>): string {
  return `metric ${namespace}/${metric}`;
}

/** A measure that Lambda splits, of one version behind the alias. */
export function ofVersion(measure: Measure, ExecutedVersion: string): Measure {
  const queries = measure.queries.map((query) => ({
    ...query,
    dimensions: { ...query.dimensions, ExecutedVersion },
  }));
  return { ...measure, queries };
}

/**
 * The measures that can be asked now: slow requests are those beyond a multiple of the usual 99th percentile, the
 * median of its past. Without a past there is no usual, and they are left out.
 */
export function withThresholds(
  measures: readonly Measure[],
  past: ReadonlyMap<Measure, Series>,
): Measure[] {
  return measures.flatMap((measure) => {
    if (measure.slowerThan === undefined) return [measure];
    const usual = [...past].find(
      ([{ node, name }]) => node === measure.node && name === measure.slowerThan,
    );
    const threshold = usual && thresholdOf(usual[1]);
    if (threshold === undefined) return [];
    const queries = measure.queries.map((query) => ({
      ...query,
      statistic: `TC(${threshold}:)`,
    }));
    return [{ ...measure, queries }];
  });
}

/**
 * The value above which a request is slow, to two digits, so that looks a few late points apart agree on it.
 *
 *     [100, 120, 130, null]  →  240
 *     [0.123]                →  0.25
 *     [null]                 →  undefined
 */
export function thresholdOf(past: Series): number | undefined {
  const values = past.flatMap((it) => (it !== null && it > 0 ? it : [])).sort((a, b) => a - b);
  const median = values[values.length >> 1];
  return median ? Number((median * SLOW_FACTOR).toPrecision(2)) : undefined;
}
