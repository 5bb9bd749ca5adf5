// What a tracer counted, in the judge's terms.

import type { EarlierWindow, Metric, Series } from '@tidegate/judge/case';
import type { CaseTimes } from './case-times.ts';
import type { TracedNode } from './service-graph.ts';

/** What was traced of one entity in one point of time; X-Ray tells requests that failed apart by whose fault it was. */
export interface Traced {
  readonly requests: number;
  /** Failures of the service itself (5xx). */
  readonly faults: number;
  /** Requests refused as wrong (4xx), without those throttled. */
  readonly errors: number;
  readonly throttles: number;
  /** Of all requests together. */
  readonly responseSeconds: number;
}

/** On the grid of a span; `null` where nothing was traced. */
export type TracedSeries = readonly (Traced | null)[];

export interface TracedWindows {
  readonly traced: TracedNode;
  readonly now: TracedSeries;
  readonly past: readonly { readonly lag: number; readonly values: TracedSeries }[];
}

type Kind = Pick<Metric, 'name' | 'kind' | 'bad' | 'unit'> & {
  readonly of: (traced: Traced) => number | null;
};

const failure = { kind: 'errors', bad: 'up', unit: 'Count' } as const;

const KINDS: readonly Kind[] = [
  // A sample: how large it is, the sampling rules say, and nobody's health.
  { name: 'requests traced', kind: 'traffic', bad: 'none', unit: 'Count', of: (it) => it.requests },
  { ...failure, name: 'faults', of: (it) => it.faults },
  { ...failure, name: 'throttles', of: (it) => it.throttles },
  {
    name: 'response time',
    kind: 'latency',
    bad: 'up',
    unit: 's',
    of: ({ responseSeconds, requests }) => (requests > 0 ? responseSeconds / requests : null),
  },
];

/** Wrong requests that the target sends are its doing; those it gets are not. */
const errors: Kind = { ...failure, name: 'errors', of: (it) => it.errors };

/** Failures are counts of what was traced, so that the judge tests them exactly. */
export function tracedMetrics({ traced, now, past }: TracedWindows, times: CaseTimes): Metric[] {
  const kinds = traced.caller ? [...KINDS, errors] : KINDS;
  return kinds.map(({ of, ...kind }) => {
    const valuesOf = (series: TracedSeries) => series.map((it) => (it === null ? null : of(it)));
    const values = valuesOf(now);
    return {
      ...kind,
      node: traced.node,
      before: values.slice(0, times.before),
      control: null,
      canary: values.slice(times.after),
      history: past.flatMap(({ lag, values: other }) => historyOf(lag, valuesOf(other), times)),
    };
  });
}

function historyOf(lag: number, values: Series, { before, after }: CaseTimes): EarlierWindow[] {
  const past = values.slice(0, before);
  if (past.every((it) => it === null)) return [];
  return [{ lag, before: past, after: values.slice(after) }];
}
