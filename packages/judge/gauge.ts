// A gauge (a latency, a load, a rate without its counts): how far it is beyond all that it may be held against.

import { abs, max, min, sqrt } from './arithmetic.ts';
import { type Case, countsThings, isValue, type Metric, type Series } from './case.ts';
import { exp, ln } from './logarithm.ts';
import {
  excess,
  mostOf,
  type Noise,
  noiseOf,
  type Past,
  present,
  quantile,
  rising,
  visitsTo,
  worthOf,
} from './sample.ts';
import { absoluteToleranceOf, gauge as settings, type Tolerance, toleranceOf } from './settings.ts';

export interface Gauge {
  readonly type: 'gauge';
  readonly metric: Metric;
  readonly tolerance: Tolerance;
  readonly floor: number;
  readonly least: number;
  readonly before: Noise | null;
  /** What each history says the value should be at each point, on the level of the time before. */
  readonly expected: readonly Series[];
}

/** What a value is held against at one point. */
interface Reference {
  readonly centre: number;
  readonly spread: number;
  readonly tolerance: number;
  /** The samples it is known from. */
  readonly past: readonly Past[];
}

export interface GaugeReading {
  readonly ratios: readonly number[];
  readonly expected: number;
  /** Where harm begins to count. */
  readonly limit: number;
  readonly spread: number;
}

/** What is known of a gauge before the deployment, its noise included. */
export function gaugeOf(metric: Metric, before: Noise | null): Gauge {
  const absolute = absoluteToleranceOf[`${metric.kind} in ${metric.unit}`];
  return {
    type: 'gauge',
    metric,
    tolerance: toleranceOf[metric.kind],
    floor: absolute?.floor ?? 0,
    least: absolute?.tolerance ?? 0,
    before,
    expected: before ? metric.history.map((each) => expectedFrom(each, before)) : [],
  };
}

export interface PastReading {
  /** Points of the past to leave out. */
  readonly incidents: ReadonlySet<number>;
  /** Whether the past is one stretch of time, so that its order says how much it wanders. */
  readonly inOrder: boolean;
}

/** The noise of the time before without its incidents, or `null` where there are less than two values of it. */
export function pastNoise(
  { before, bad }: Metric,
  { incidents, inOrder }: PastReading,
): Noise | null {
  const past = present(
    incidents.size === 0 ? before : before.filter((_, at) => !incidents.has(at)),
  );
  return past.length >= 2 ? noiseOf(past, bad, { inOrder }) : null;
}

/**
 * The other day's course moved to today's level: by a factor where both levels are positive, else by a
 * difference.
 */
function expectedFrom(history: Metric['history'][number], { centre }: Noise): Series {
  const past = present(history.before);
  if (past.length <= 5) return [];
  const level = quantile(rising(past), 0.5);
  if (level > 0 && centre > 0)
    return history.after.map((it) => (isValue(it) ? (it * centre) / level : null));
  return history.after.map((it) => (isValue(it) ? it + centre - level : null));
}

/**
 * Holds one value against every baseline there is: the time before, the old revision beside it, the same hour
 * of other days. The evidence is the least of them, so harm is what none explains: a daily peak is in the
 * history, and what old and new suffer alike is in the control.
 */
export function readGauge(
  gauge: Gauge,
  value: number,
  point: number,
  control: readonly number[],
): GaugeReading | null {
  return leastReading(gauge, value, referencesOf(gauge, point, control));
}

/**
 * Holds the old revision's own value against the time before and the same hour of other days: is it the world that
 * changed, and not as it does every day?
 */
export function readControl(gauge: Gauge, value: number, point: number): GaugeReading | null {
  return leastReading(gauge, value, pastReferences(gauge, point, gauge.tolerance.tolerance));
}

function leastReading(
  gauge: Gauge,
  value: number,
  references: readonly Reference[],
): GaugeReading | null {
  let worst: (Reference & { readonly z: number }) | null = null;
  for (const reference of references) {
    const beyond = excess(value, reference.centre, gauge.metric.bad) - reference.tolerance;
    const z = beyond / reference.spread;
    if (!worst || z < worst.z) worst = { ...reference, z };
  }
  if (!worst) return null;
  const sign = gauge.metric.bad === 'down' ? -1 : 1;
  const far = excess(value, worst.centre, gauge.metric.bad);
  const cap = mostOf(worst.past, far, settings.mostPerPoint);
  const memory = gauge.before?.memory ?? 0;
  return {
    ratios: memory === 0 ? ratiosAt(worst.z, cap) : wanderingRatios(worst, { far, cap, memory }),
    expected: worst.centre,
    limit: worst.centre + sign * worst.tolerance,
    spread: worst.spread,
  };
}

/**
 * The same of a metric that wanders. Where the past has been, both its rank and its memory discount a point. Where it
 * has never been, its memory alone does: the two would count its wandering twice, and a level ten times the usual
 * would be believed no sooner than one of three times.
 */
function wanderingRatios(
  { z, past }: Reference & { readonly z: number },
  { far, cap, memory }: { readonly far: number; readonly cap: number; readonly memory: number },
): readonly number[] {
  if (visitsTo(past, far) > 0) return tempered(ratiosAt(z, cap), memory);
  return tempered(ratiosAt(z, settings.mostPerPoint), memory).map((it) => min(it, cap));
}

function referencesOf(of: Gauge, point: number, control: readonly number[]): Reference[] {
  const { metric, tolerance } = of;
  const isPeer = metric.control !== null;
  const part = isPeer ? tolerance.peerTolerance : tolerance.tolerance;
  const references = pastReferences(of, point, part);
  if (control.length > 0) references.push(peerOf(of, control, part));
  return references;
}

/** The time before, and its level moved as each other day moved at this hour. */
function pastReferences(of: Gauge, point: number, part: number): Reference[] {
  const { before } = of;
  if (!before) return [];
  const references = [referenceOf(of, before, [before], part)];
  for (const series of of.expected) {
    const centre = series[point];
    if (!isValue(centre)) continue;
    references.push(referenceOf(of, { ...before, centre }, [before], part));
  }
  return references;
}

/** The old revision's values so far; as noisy, at its level, as the time before was at its own. */
function peerOf(of: Gauge, control: readonly number[], part: number): Reference {
  const beside = noiseOf(control, of.metric.bad);
  if (!of.before) return referenceOf(of, beside, [beside], part);
  const level = of.before.centre === 0 ? 1 : abs(beside.centre / of.before.centre);
  const spread = max(beside.spread, of.before.spread * level);
  return referenceOf(of, { ...beside, spread }, [beside, of.before], part);
}

function referenceOf(of: Gauge, noise: Noise, past: readonly Past[], part: number): Reference {
  const relative = of.tolerance.floor * abs(noise.centre);
  const chance = countsThings(of.metric.unit) ? sqrt(max(1, abs(noise.centre))) : 0;
  const known = max(noise.spread, relative, of.floor, chance, 1e-12);
  // A short past knows its own centre and spread badly.
  const spread = known * sqrt(1 + 4 / worthOf(past));
  const least = max(part * abs(noise.centre), of.least);
  const tolerance = max(settings.toleranceSpreads * spread, least);
  return { centre: noise.centre, spread, tolerance, past };
}

/**
 * Likelihood ratios of Student's t, shifted against not, at z spreads beyond the tolerance: heavy tails, so
 * that a single far value is no proof. Inside the tolerance counts as on its edge, the null hypothesis at its
 * worst. A harm that strikes only part of the points, flapping, mixes the two laws. The shifted law is worth at
 * most `cap`.
 *
 *     z 0          →  1/9.5, 1/87 and 1/784 for shifts of 2.5, 5 and 9: healthy points take evidence away
 *     z 9          →  3.4, 19.5 and 784
 *     z 9, cap 10  →  3.4, 10 and 10
 */
export function ratiosAt(z: number, cap: number): number[] {
  const at = min(max(z, 0), settings.farthest);
  const unshifted = 1 + (at * at) / settings.freedom;
  return settings.laws.map(({ shift, part }) => {
    const ratio = unshifted / (1 + ((at - shift) * (at - shift)) / settings.freedom);
    return 1 - part + part * min(ratio * ratio, cap);
  });
}

/**
 * The ratios of a metric whose values resemble the ones before them: a second such value is no second witness.
 * Raised to a power below 1, which keeps their mean at most 1 (Jensen).
 *
 *     [9, 0.5], memory 0     →  [9, 0.5]
 *     [9, 0.25], memory 0.5  →  [3, 0.5]
 */
export function tempered(ratios: readonly number[], memory: number): readonly number[] {
  return memory === 0 ? ratios : ratios.map((ratio) => exp(ln(ratio) * (1 - memory)));
}

/** What a metric is to a user, or `null` when it never convicts. */
export function concernOf({ kind, bad }: Case['metrics'][number]) {
  if (bad === 'none') return null;
  return toleranceOf[kind].concern;
}
