// What one minute of a node looks like in one CloudWatch metric.

import type { Sample } from '@tidegate/embedded-aws/services/cloudwatch/metrics';
import type { Measure } from '../../../core/watch/measures.ts';
import { durationsOf } from './durations.ts';
import { countOf, type Noise } from './noise.ts';
import { type Asked, type MetricShift, shifted, shiftsAt } from './shifts.ts';

/** A node in one minute: whom it served, and what shifts it. */
export interface Minute {
  readonly minute: number;
  readonly requests: number;
  readonly version: string | undefined;
  readonly shifts: readonly MetricShift[];
  readonly noise: Noise;
}

/** Of all requests, the part that fails though nothing is wrong. */
const USUAL_ERRORS: Readonly<Record<string, number>> = { errors: 0.001 };
const USUAL_MILLIS = 80;
const USUAL: Readonly<Record<string, number>> = {
  cpu: 30,
  memory: 50,
  'tasks running of those desired': 100,
  'status checks passed': 100,
};
const USUAL_OF_OTHERS = 10;
const TASKS = 4;

/** Services that write a zero for each request that did not fail. */
const WRITE_ZEROS = new Set(['AWS/Lambda', 'AWS/ApiGateway']);

/** The sample of one of the measure's queries; undefined where there is no data. */
export function sampleOf(measure: Measure, part: number, it: Minute): Sample | undefined {
  const { kind, reading } = measure;
  if (kind === 'traffic') return counted(it, 1, it.requests);
  if (reading.increase) return valued(it, risen(measure, it));
  if (kind === 'errors') return failed(measure, it);
  if (kind === 'latency' && reading.least === undefined) return lasted(measure, it);
  return valued(it, gaugeOf(measure, part, it));
}

function asked(measure: Measure, metric: string, { minute, version }: Minute): Asked {
  return { node: measure.node, metric, version, at: minute * 60_000 + 30_000 };
}

function holding(measure: Measure, metric: string, it: Minute): readonly MetricShift[] {
  return shiftsAt(it.shifts, asked(measure, metric, it));
}

function counted({ minute }: Minute, value: number, count: number): Sample | undefined {
  return count > 0 ? { at: minute * 60_000, values: [value], counts: [count] } : undefined;
}

function valued({ minute }: Minute, value: number): Sample {
  return { at: minute * 60_000, value };
}

function failed(measure: Measure, it: Minute): Sample | undefined {
  if (it.requests === 0) return undefined;
  const holds = holding(measure, measure.name, it);
  const percent = holds.reduce((sum, each) => sum + (each.percent ?? 0), 0);
  const usual = it.requests * ((USUAL_ERRORS[measure.name] ?? 0) + percent / 100);
  const count = Math.min(it.requests, countOf(shifted(usual, holds), it.minute, 2, it.noise));
  const namespace = measure.queries[0]?.namespace;
  if (measure.reading.isRateOfLast) return valued(it, (100 * count) / it.requests);
  if (namespace === undefined || !WRITE_ZEROS.has(namespace)) return counted(it, 1, count);
  return { at: it.minute * 60_000, values: [0, 1], counts: [it.requests - count, count] };
}

function lasted(measure: Measure, it: Minute): Sample | undefined {
  const millis = shifted(USUAL_MILLIS, holding(measure, 'latency', it));
  const median = measure.unit === 's' ? millis / 1000 : millis;
  return durationsOf(it.requests, median, it.minute, it.noise);
}

/** A queue that fills: so many a minute since the shift began. */
function risen(measure: Measure, it: Minute): number {
  const now = it.minute + 1;
  return it.shifts
    .filter(({ node, metric }) => node === measure.node && metric === measure.name)
    .reduce((sum, { from, until = Number.POSITIVE_INFINITY, value = 0 }) => {
      const minutes = Math.min(now, until / 60_000) - from / 60_000;
      return sum + Math.max(0, Math.round(minutes * value));
    }, 0);
}

function gaugeOf(measure: Measure, part: number, it: Minute): number {
  const { name, reading } = measure;
  const holds = holding(measure, name, it);
  const wander = 1 + 0.05 * it.noise.normal(it.minute, 3);
  if (reading.isPercentOfLast) return part === 0 ? (TASKS * shifted(100, holds)) / 100 : TASKS;
  if (reading.complement) return 1 - shifted(100, holds) / 100;
  if (name === 'concurrency')
    return Math.ceil(shifted((it.requests * USUAL_MILLIS) / 1000, holds) / 20);
  if (reading.least !== undefined)
    return shifted(Math.floor(3 * it.noise.uniform(it.minute, 4)), holds);
  return shifted((USUAL[name] ?? USUAL_OF_OTHERS) * wander, holds);
}
