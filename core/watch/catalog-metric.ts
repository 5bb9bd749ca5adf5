// A metric of the catalog, and what those of several kinds have in common.

import type { Direction } from '@tidegate/judge/case';

/** One CloudWatch metric; namespace and dimensions are those of its resource unless said otherwise. */
export interface MetricPart {
  readonly metric: string;
  readonly namespace?: string;
  /** Besides those of its resource. */
  readonly dimensions?: Readonly<Record<string, string>>;
  /** In place of those of its resource. */
  readonly instead?: Readonly<Record<string, string>>;
}

export interface CatalogMetric {
  /** Unique in its kind; what a person reads. */
  readonly name: string;
  /** Their values are added up. */
  readonly parts: readonly MetricPart[];
  readonly statistic: string;
  readonly kind: 'errors' | 'latency' | 'traffic' | 'cpu' | 'memory' | 'availability' | 'other';
  readonly bad: Direction;
  readonly unit: 'Count' | 'ms' | 's' | '%';
  /** Lambda splits it by the version that an alias sent the request to. */
  readonly perVersion?: true;
  /** No point is none of them wherever the node's requests were counted: CloudWatch leaves such zeros out. */
  readonly absentIsZero?: true;
  /** A point stands for so many minutes: basic monitoring measures every five. */
  readonly standsForMinutes?: number;
  /** The value is a gauge that only its rise matters of: messages that were added to a queue. */
  readonly increase?: true;
  /** In per cent of this. */
  readonly percentOf?: MetricPart;
  /** A rate in per cent of this: what is judged is how many that were. */
  readonly rateOf?: MetricPart;
  /** The part of the time, from 0 to 1, that it is not so: shown in per cent. */
  readonly complement?: true;
  /** Anything below is as good as this. */
  readonly least?: number;
  /** Counts the requests that are slow by this latency: the statistic is made from the past. */
  readonly slowerThan?: string;
}

/**
 * What counts as a slow request: this many times the usual 99th percentile. A service that gets a tenth slower has
 * hardly more of them, one that gets thrice as slow has a hundred times more: the tolerance is in the threshold.
 */
export const SLOW_FACTOR = 2;

const sum = { statistic: 'Sum', unit: 'Count' } as const;
export const requests = { ...sum, name: 'requests', kind: 'traffic', bad: 'down' } as const;
export const failures = { ...sum, kind: 'errors', bad: 'up', absentIsZero: true } as const;

interface Durations {
  readonly unit: 'ms' | 's';
  readonly perVersion?: true;
}

/** Its middle and its tail as gauges, and its slow requests as a count. */
export function durations(metric: string, its: Durations): CatalogMetric[] {
  const parts = [{ metric }];
  return [
    { ...its, name: 'latency p50', parts, statistic: 'p50', kind: 'latency', bad: 'up' },
    { ...its, name: 'latency p99', parts, statistic: 'p99', kind: 'latency', bad: 'up' },
    {
      ...failures,
      ...(its.perVersion && { perVersion: its.perVersion }),
      name: 'slow requests',
      parts,
      slowerThan: 'latency p99',
    },
  ];
}

export const one = (metric: string): readonly MetricPart[] => [{ metric }];
export const perVersion = true as const;
