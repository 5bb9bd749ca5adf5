// Reads the judge's case: how a target's resources fare now, fared before, and fared at this hour of other days.

import type { Series } from '@tidegate/judge/case';
import type { BakingTarget, ShiftingTarget } from '../core/judging/look.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import {
  assembleCase,
  type Measured,
  pointsTogether,
  type WatchedCase,
} from '../core/watch/assemble-case.ts';
import {
  bakeTimes,
  type CaseTimes,
  hasPoints,
  historyLags,
  shiftTimes,
} from '../core/watch/case-times.ts';
import { type Measure, measuresOf, withThresholds } from '../core/watch/measures.ts';
import { seriesOf, valuesOf } from '../core/watch/series.ts';
import { noSignals, type Signals, withSignals } from '../core/watch/signals.ts';
import { pointsIn, type Span } from '../core/watch/span.ts';
import type { OpenedWave } from '../core/wave.ts';
import { waveName } from '../core/wave-name.ts';
import { readPast } from './past-days.ts';
import type { Ports } from './ports.ts';
import { sidesOf } from './sides.ts';

/**
 * A target's bake: all that its resources and its own metrics measured since all of it runs the revision, in the time
 * before its deployment, and in the same hours a day and a week earlier. Resolves to `null` where there is nothing to
 * measure. What `readSignals` found of the target at the same look is added to it.
 *
 * Two calls of CloudWatch, and two more at its first look for other days; more where there are hundreds of metrics.
 * Throws `ServiceFailed` where one fails for good: then nothing is known of the target.
 */
export async function readCase(
  ports: Ports,
  { wave, target, item, lookedAt }: BakingTarget,
  signals: Signals = noSignals,
): Promise<WatchedCase | null> {
  const measures = measuresOf(target);
  const hasSomething = measures.length > 0 || signals.xrayMetrics.length > 0;
  if (!hasSomething) return null;
  const times = bakeTimes(wave, item, lookedAt);
  const id = idOf(wave, target);
  if (!hasPoints(times)) return assembleCase(id, measures.map(unmeasured), times, []);
  const quick = await readValues(ports, target, measures.filter(isAskable), times.whole);
  const asked = withThresholds(measures, pastOf(quick, times));
  const slow = asked.filter(({ slowerThan }) => slowerThan !== undefined);
  const [slowNow, history] = await Promise.all([
    readValues(ports, target, slow, times.whole),
    readHistory(ports, { wave, target, lookedAt }, asked, times.whole),
  ]);
  const now = new Map([...quick, ...slowNow]);
  const measured = asked.map((measure) => ({
    measure,
    now: seriesOf(now, measure),
    past: history.map(({ lag, read }) => ({ lag, values: seriesOf(read, measure) })),
  }));
  return withSignals(assembleCase(id, measured, times, []), signals);
}

async function readHistory(
  ports: Ports,
  look: Pick<BakingTarget, 'wave' | 'target' | 'lookedAt'>,
  measures: readonly Measure[],
  span: Span,
) {
  const queries = measures.flatMap((measure) => measure.queries);
  const past = await readPast(ports, look, queries, span);
  return historyLags.map((lag) => {
    return { lag, read: inMeasures(measures, past.get(lag) ?? [], span) };
  });
}

/** In its first minutes there is nothing to see yet, and nothing is asked. */
function unmeasured(measure: Measure): Measured {
  return { measure, now: [], past: [] };
}

/** At so few points together, old and new tell nothing. */
const LEAST_TOGETHER = 2;

/**
 * A target's traffic shift: the new revision beside the old one, from the call of the deployment to its end. Resolves
 * to `null` where there was none: all of the traffic moved at once, it is the first release here, CloudWatch does not
 * tell the two apart, or the old revision is not the one that last finished its bake.
 *
 * Three calls of CloudWatch. What it says does not change once the deployment's last minute has settled.
 */
export async function readShift(
  ports: Ports,
  { wave, target, item, lookedAt }: ShiftingTarget,
): Promise<WatchedCase | null> {
  const times = shiftTimes(wave, item, lookedAt);
  if (pointsIn(times.whole) - times.before < LEAST_TOGETHER) return null;
  const sides = await sidesOf(ports, { wave, target, item });
  if (sides === undefined) return null;
  const quick = await readValues(ports, target, sides.before.filter(isAskable), times.whole);
  const asked = withThresholds(sides.before, pastOf(quick, times));
  const pairs = asked.map((measure) => {
    return { measure, own: sides.ofNew(measure), old: sides.ofOld(measure) };
  });
  const apart = pairs.flatMap(({ measure, old }) => (old === measure ? [] : [old]));
  const slow = asked.filter(({ slowerThan }) => slowerThan !== undefined);
  const [slowBefore, both] = await Promise.all([
    readValues(ports, target, slow, times.whole),
    readValues(ports, target, [...pairs.map(({ own }) => own), ...apart], times.whole),
  ]);
  const all = new Map([...quick, ...slowBefore, ...both]);
  const measured = pairs.map(({ measure, own, old }) => {
    const before = seriesOf(all, measure).slice(0, times.before);
    const after = seriesOf(all, own).slice(times.after);
    return { measure, now: [...before, ...after], old: seriesOf(all, old), past: [] };
  });
  const found = assembleCase(`${idOf(wave, target)} shift`, measured, times, []);
  return pointsTogether(found) < LEAST_TOGETHER ? null : found;
}

function idOf(wave: OpenedWave, { name }: TargetDefinition): string {
  return `${wave.release} ${waveName(wave.plan)} ${name}`;
}

function isAskable({ slowerThan }: Measure): boolean {
  return slowerThan === undefined;
}

function pastOf(values: ReadonlyMap<Measure, Series>, { before }: CaseTimes) {
  return new Map([...values].map(([measure, series]) => [measure, series.slice(0, before)]));
}

async function readValues(
  ports: Ports,
  target: TargetDefinition,
  measures: readonly Measure[],
  span: Span,
): Promise<Map<Measure, Series>> {
  const queries = measures.flatMap((measure) => measure.queries);
  const series = queries.length === 0 ? [] : await ports.metrics.series(target, queries, span);
  return inMeasures(measures, series, span);
}

/** The series of all their queries, in their order, as the values of each. */
function inMeasures(
  measures: readonly Measure[],
  series: readonly Series[],
  { periodSeconds }: Span,
): Map<Measure, Series> {
  const own = new Map<Measure, readonly Series[]>();
  let start = 0;
  for (const measure of measures) {
    const end = start + measure.queries.length;
    own.set(measure, series.slice(start, end));
    start = end;
  }
  return valuesOf(own, periodSeconds);
}
