// Kayenta's rule, from its published judge: each metric classified by Mann-Whitney at 98%, the passing ones scored.

import type { Case, Metric } from '@tidegate/judge/case';
import { type Answer, type Baseline, byDeviation, lengthOf } from './baseline.ts';
import { shiftOf } from './mann-whitney.ts';

export type Classification = 'pass' | 'high' | 'low' | 'no data';

interface Rule {
  /** Kinds of which one bad metric fails the canary, whatever the score. */
  readonly critical: readonly string[];
  /** Looked at after every point instead of at the end. */
  readonly everyPoint: boolean;
}

const quantile98 = 2.3263478740408408;
const [passing, marginal] = [95, 75];

/**
 * High or low when the whole interval of the shift lies beyond a quarter of the estimated shift; equal data pass.
 *
 *     [1 2 3 4 5] against [1 2 3 4 5]        →  pass
 *     a hundred of 20 to 30 against 1 to 10  →  high
 *     nothing against [1 2 3]                →  no data
 */
export function classify(
  experiment: readonly number[],
  control: readonly number[],
  { fraction = 0.25, quantile = quantile98 } = {},
): Classification {
  if (experiment.length === 0 || control.length === 0) return 'no data';
  if (String(experiment) === String(control)) return 'pass';
  const shift = shiftOf(experiment, control, quantile);
  if (!shift) return 'pass';
  const bound = fraction * Math.abs(shift.estimate);
  if (shift.low > bound) return 'high';
  return shift.high < -bound ? 'low' : 'pass';
}

/** The score is the part of the metrics with data that pass; 95 passes, below 75 fails, between is marginal. */
export function kayenta({ critical, everyPoint }: Rule): Baseline {
  return (it) => {
    const last = lengthOf(it) - 1;
    let verdict = verdictAt(it, everyPoint ? Math.min(2, last) : last, critical);
    let at = everyPoint ? Math.min(2, last) : last;
    while (verdict !== 'fail' && at < last) verdict = verdictAt(it, ++at, critical);
    const score = verdict === 'fail' ? 1 : 0;
    return { verdict, at, ranked: byDeviation(it, at), score };
  };
}

function verdictAt(it: Case, at: number, critical: readonly string[]): Answer['verdict'] {
  let [passed, all] = [0, 0];
  for (const metric of it.metrics) {
    if (metric.bad === 'none') continue;
    const classification = classify(...samples(metric, at));
    if (classification === 'no data') continue;
    const isBad = badFor(metric.bad).includes(classification);
    if (isBad && critical.includes(metric.kind)) return 'fail';
    all += 1;
    passed += isBad ? 0 : 1;
  }
  if (all === 0) return 'inconclusive';
  const score = (100 * passed) / all;
  if (score >= passing) return 'pass';
  return score >= marginal ? 'inconclusive' : 'fail';
}

function samples({ before, control, canary }: Metric, at: number): [number[], number[]] {
  const beside = control ? control.slice(0, at + 1) : before;
  const present = (value: number | null): value is number => value !== null;
  return [canary.slice(0, at + 1).filter(present), beside.filter(present)];
}

function badFor(bad: Metric['bad']): readonly Classification[] {
  return bad === 'up' ? ['high'] : bad === 'down' ? ['low'] : ['high', 'low'];
}
