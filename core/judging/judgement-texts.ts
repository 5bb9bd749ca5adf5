// What the judge says, as a person reads it.

import type { Doubt } from '@tidegate/judge/conclude';
import type { MetricEvidence } from '@tidegate/judge/metric-evidence';
import type { Charge } from './charge.ts';
import type { Heard } from './heard.ts';

/** `one-box: latency p99 of lambda checkout:live is 412 ms, expected 95 ms, since 2026-11-23 10:04, …` */
export function chargeOf(heard: Heard): Charge {
  const { target, judgement } = heard;
  const { evidence, ranked, reasons } = judgement;
  const cause = evidence.find(({ node }) => node === ranked[0]) ?? evidence[0];
  if (cause === undefined) {
    // Where no metric speaks, a guard has.
    const name = reasons.join(', ');
    return { by: 'guard', target, name, text: `${target}: ${name}${beside(heard)}` };
  }
  const others = evidence.length - 1;
  const more = others > 0 ? `, and ${others} more metric${others > 1 ? 's' : ''}` : '';
  const text = `${target}: ${evidenceText(cause, heard)}${more}${beside(heard)}`;
  return { by: 'metric', target, name: `${cause.metric} of ${cause.node}`, text };
}

export function doubtText(heard: Heard, doubt: Doubt): string {
  const { doubts, reasons } = heard.judgement;
  return `${heard.target}: ${reasons[doubts.indexOf(doubt)]}`;
}

/** `errors of lambda checkout:live above 0.6% on one-box`: of what users feel the most, what would have failed it. */
export function powersOf({ target, judgement }: Pick<Heard, 'target' | 'judgement'>): string[] {
  const told = judgement.power.filter(({ of, wouldSee }) => of === 'failure rate' && wouldSee);
  const { node, metric, wouldSee } =
    told.find(({ metric }) => metric === 'errors') ?? told[0] ?? {};
  if (!wouldSee) return [];
  return [`${metric} of ${node} above ${valueText(wouldSee, 'rate')} on ${target}`];
}

/** `latency p99 of lambda checkout:live is 412 ms, expected 95 ms, since 2026-11-23 10:04` */
function evidenceText(
  { metric, node, observed, expected, since, unit, of }: MetricEvidence,
  { beganAt, stepSeconds }: Pick<Heard, 'beganAt' | 'stepSeconds'>,
): string {
  const isRate = of === 'failure rate';
  const value = (it: number | null) => valueText(it, isRate ? 'rate' : unit);
  const what = isRate ? `rate of ${metric}` : metric;
  const when = since === null ? '' : `, since ${minuteText(pointAt(beganAt, stepSeconds, since))}`;
  return `${what} of ${node} is ${value(observed)}, expected ${value(expected)}${when}`;
}

/** When the point at that place begins, ISO 8601. */
export function pointAt(beganAt: string, stepSeconds: number, place: number): string {
  return new Date(Date.parse(beganAt) + place * stepSeconds * 1000).toISOString();
}

/** `2026-11-23 10:04`, in UTC as everything is. */
export function minuteText(at: string): string {
  return at.slice(0, 16).replace('T', ' ');
}

/**
 * A value in its unit, to three digits.
 *
 *     0.0431, rate           →  '4.31%'
 *     412.3, ms              →  '412 ms'
 *     0.00432, s             →  '4.32 ms'
 *     12, Count              →  '12'
 *     null                   →  'unknown'
 */
export function valueText(value: number | null, unit: string): string {
  if (value === null) return 'unknown';
  if (unit === 'rate') return `${short(100 * value)}%`;
  if (unit === '%') return `${short(value)}%`;
  if (unit === 's' && Math.abs(value) < 1) return `${short(1000 * value)} ms`;
  return /^(count|requests)?$/i.test(unit) ? short(value) : `${short(value)} ${unit}`;
}

function short(value: number): string {
  const digits = Number(value.toPrecision(3));
  return Math.abs(digits) < 1e6 ? String(digits) : digits.toExponential(2);
}

function beside({ of }: Heard): string {
  return of === 'shift' ? ', beside the old version' : '';
}
