// What alarms cost a month.

import { cfnComposites } from './cfn-composite.ts';
import type { AlarmTarget } from './target-alarms.ts';
import { revisionFilters } from './task-revisions.ts';

/** List prices in us-east-1, in USD a month, read 2026-11-22: https://aws.amazon.com/cloudwatch/pricing/. */
const prices = {
  /** Of an alarm, for each metric that it reads. */
  metric: 0.1,
  composite: 0.5,
  /** The first three of an account are free, and not counted as such. */
  dashboard: 3,
  /** What a metric filter makes, for as long as its series lasts. */
  customMetric: 0.3,
} as const;

/** Reading two weeks of history: for a thousand metrics. */
const USD_OF_A_THOUSAND_METRICS_READ = 0.01;

export interface AlarmCost {
  readonly metricsInAlarms: number;
  readonly composites: number;
  readonly dashboards: number;
  /** Made of logs by metric filters. */
  readonly customMetrics: number;
  readonly usdAMonth: number;
}

/**
 *     one alarm on a rate of two metrics, a composite, no dashboard  →  0.70
 */
export function costOf(targets: readonly AlarmTarget[], dashboards: number): AlarmCost {
  const metricsInAlarms = targets
    .flatMap(({ alarms }) => alarms)
    .reduce((sum, { queries }) => sum + queries.filter(({ metric }) => metric).length, 0);
  const composites = targets.reduce(
    (sum, target) => sum + Object.keys(cfnComposites(target)).length,
    0,
  );
  const customMetrics = targets.reduce(
    (sum, target) => sum + Object.keys(revisionFilters(target)).length,
    0,
  );
  const usd =
    metricsInAlarms * prices.metric +
    composites * prices.composite +
    dashboards * prices.dashboard +
    customMetrics * prices.customMetric;
  return {
    metricsInAlarms,
    composites,
    dashboards,
    customMetrics,
    usdAMonth: Number(usd.toFixed(2)),
  };
}

/** Once, for reading history. */
export function readingUsd(metrics: number): number {
  return Number(((metrics / 1000) * USD_OF_A_THOUSAND_METRICS_READ).toFixed(5));
}
