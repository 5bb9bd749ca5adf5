// Counted requests: failures of requests, exact instead of approximate.

import { max, min } from './arithmetic.ts';
import type { Metric, Series } from './case.ts';
import { dispersionBeside, greatestDispersion } from './dispersion.ts';
import { exp, ln, lnBeta } from './logarithm.ts';
import { mostOf, rising } from './sample.ts';
import { count, past as settingsOfPast } from './settings.ts';
import { addTally, noRequests, type Tally, type Total, tallyOf } from './tally.ts';

export interface Counts {
  readonly type: 'counts';
  readonly metric: Metric;
  /** The place in the case of the requests of the same node. */
  readonly trafficIndex: number;
  /** How much wider than chance the failures may be spread, by all that the past does not rule out. */
  readonly dispersion: number;
  readonly past: Total;
  /** The law of the failure rate before, and of each worse one looked for. */
  readonly usual: Beta;
  readonly worse: readonly Beta[];
  /** The failure rates of the past, rising. */
  readonly rates: Float64Array;
  readonly hasControl: boolean;
}

interface Beta {
  readonly a: number;
  readonly b: number;
  readonly lnB: number;
}

export interface CountReading {
  readonly ratios: readonly number[];
  readonly expected: number;
  readonly observed: number;
}

/** What is known of a failure count before the deployment. */
export function countsOf(
  metric: Metric,
  { metric: traffic, index: trafficIndex }: { readonly metric: Metric; readonly index: number },
  incidents: ReadonlySet<number>,
): Counts {
  const points = tallies(metric, metric.before, traffic.before, incidents);
  const past = points.reduce(addTally, noRequests);
  const dispersion = greatestDispersion(points);
  const failures = past.failures / dispersion;
  const requests = past.requests / dispersion;
  const usual = beta(failures + 0.5, requests - failures + 1);
  const rate = usual.a / (usual.a + usual.b);
  return {
    type: 'counts',
    metric,
    trafficIndex,
    dispersion,
    past,
    usual,
    worse: worseRates(rate).map((worse) => lawOf(worse, usual.a + usual.b)),
    rates: rising(points.map(({ failures, requests }) => failures / requests)),
    hasControl: metric.control !== null && traffic.control !== null,
  };
}

function tallies(
  metric: Metric,
  values: Series,
  requests: Series,
  incidents: ReadonlySet<number>,
): Tally[] {
  return values.flatMap((value, at) => {
    const tally = incidents.has(at) ? null : tallyOf(metric, value, requests[at]);
    return tally ? [tally] : [];
  });
}

/** The rates looked for: some points of a hundred more, and some times the usual, which is less where few fail. */
function worseRates(rate: number): number[] {
  const added = count.addedRates.map((it) => rate + it * (1 - rate));
  const odds = count.timesUsual * (rate / (1 - rate));
  return [...added, odds / (1 + odds)];
}

function lawOf(worse: number, past: number): Beta {
  const weight = min(past, count.sharpness / worse + 1);
  return beta(worse * weight, (1 - worse) * weight);
}

function beta(a: number, b: number): Beta {
  return { a, b, lnB: lnBeta(a, b) };
}

/**
 * Holds one point against the old revision beside it where both are counted, else against the time before;
 * `soFar` and `controlSoFar` are what the two have shown at the points before this one.
 */
export function readCounts(
  counts: Counts,
  { canary, control }: { readonly canary: Tally; readonly control: Tally | null },
  { soFar, controlSoFar }: { readonly soFar: Total; readonly controlSoFar: Total },
): CountReading | null {
  const observed = canary.failures / canary.requests;
  if (!counts.hasControl) {
    const expected = counts.usual.a / (counts.usual.a + counts.usual.b);
    return { ratios: cappedToBefore(counts, canary, soFar), expected, observed };
  }
  if (!control) return null;
  const expected = control.failures / control.requests;
  const dispersion = dispersionBeside(counts.past, controlSoFar, { canary, control });
  // Of the first point ever nobody knows whether it is a burst: it says nothing.
  const ratios = ratiosToControl(canary, control, dispersion ?? Number.POSITIVE_INFINITY);
  return { ratios: ratios.map((it) => min(it, count.mostPerPoint)), expected, observed };
}

/** Holds the old revision's own failures against the time before: is it the world that changed? */
export function readOldCounts(
  counts: Counts,
  control: Tally,
  soFar: Tally,
): readonly number[] | null {
  return counts.rates.length === 0 ? null : cappedToBefore(counts, control, soFar);
}

function cappedToBefore(counts: Counts, tally: Tally, soFar: Tally): readonly number[] {
  const past = { excesses: counts.rates, worth: counts.rates.length };
  const all = counts.rates.length + 1;
  // Of failures in bursts a worse one than ever is due sooner or later: beyond the past is worth its rank.
  const most = max(all, (settingsOfPast.trust * all * all) / counts.dispersion);
  const cap = mostOf([past], tally.failures / tally.requests, min(count.mostPerPoint, most));
  return ratiosToBefore(counts, tally, soFar).map((ratio) => min(ratio, cap));
}

/**
 * Side by side: given all failures of a point, those of the new revision follow its part of the requests when
 * both are alike, whatever the rate is. Binomial for rare failures; else hypergeometric, which is less spread,
 * so that the ratio, convex in the count, has a mean of at most 1 either way. A root (dispersion) only lowers
 * it, by Jensen's inequality.
 *
 *     10 of 100 against 0 of 100   →  (4/3)^10, (5/3)^10 and (40/21)^10 for odds of 2, 5 and 20
 *      0 of 100 against 0 of 100   →  1, 1, 1
 */
export function ratiosToControl(canary: Tally, control: Tally, dispersion: number): number[] {
  const part = canary.requests / (canary.requests + control.requests);
  return count.oddsRatios.map((odds) => {
    const worse = (odds * part) / (1 - part + odds * part);
    const mine = canary.failures * ln(worse / part);
    const theirs = control.failures * ln((1 - worse) / (1 - part));
    return exp((mine + theirs) / dispersion);
  });
}

/**
 * Against the time before: how much likelier the failures are under a worse rate than under the null
 * hypothesis, one unknown rate before and after, predicted from all of the past and of the bake so far (the
 * beta-binomial law). So a short past, which knows its rate badly, proves little however long the bake.
 * Failures and requests count less the burstier the past was.
 *
 *     past 0 of 3358, now 3 of 136               →  the rates of 2 and 10 points lead, thousands to one
 *     past 0 of 3358, now 0 of 136               →  all below 1
 *     past 0 of 10, so far 9 of 300, now 3 of 100  →  none above 2
 */
export function ratiosToBefore(
  { usual, worse, dispersion }: Counts,
  tally: Tally,
  soFar: Tally,
): number[] {
  const failures = tally.failures / dispersion;
  const successes = (tally.requests - tally.failures) / dispersion;
  const a = usual.a + soFar.failures / dispersion;
  const b = usual.b + (soFar.requests - soFar.failures) / dispersion;
  const expected = lnBeta(a + failures, b + successes) - lnBeta(a, b);
  return worse.map((law) => exp(lnBeta(law.a + failures, law.b + successes) - law.lnB - expected));
}
