// Which stretches of time a tracer is asked for: X-Ray answers at most six hours in one call.

import type { CaseTimes } from './case-times.ts';
import { pointsIn, type Span } from './span.ts';

const CALL_SECONDS = 6 * 3600;
/** A bake longer than that is followed by its last hours: what was before, earlier looks have judged. */
const MOST_CALLS_AFTER = 3;
/** X-Ray adds up by the minute or by five. */
const STEPS = [60, 300] as const;

/**
 * The spans of one reading, each at most six hours: the last six hours before the deployment, and the last eighteen
 * since.
 *
 *     2h before, 1h since    →  1 span
 *     2h before, 12h since   →  3 spans
 *     10h before, 5d since   →  4 spans
 */
export function tracedSpansOf({ whole, before, after }: CaseTimes): Span[] {
  const at = (point: number) => whole.from.getTime() + point * whole.periodSeconds * 1000;
  const callMillis = CALL_SECONDS * 1000;
  const from = Math.max(whole.from.getTime(), at(before) - callMillis);
  const to = whole.to.getTime();
  const late = to - MOST_CALLS_AFTER * callMillis;
  if (late <= Math.max(from + callMillis, at(after))) return cut(from, to, whole.periodSeconds);
  return [
    ...cut(from, Math.min(from + callMillis, at(before)), whole.periodSeconds),
    ...cut(late, to, whole.periodSeconds),
  ];
}

function cut(from: number, to: number, periodSeconds: number): Span[] {
  const spans: Span[] = [];
  for (let start = from; start < to; start += CALL_SECONDS * 1000) {
    const end = Math.min(to, start + CALL_SECONDS * 1000);
    spans.push({ from: new Date(start), to: new Date(end), periodSeconds });
  }
  return spans.filter((span) => pointsIn(span) > 0);
}

/** The last hours, in which who calls whom is looked up. */
export function graphTimeOf({ whole: { from, to } }: CaseTimes): { from: Date; to: Date } {
  return { from: new Date(Math.max(from.getTime(), to.getTime() - CALL_SECONDS * 1000)), to };
}

/** The period to ask for: of longer ones, several are added up to a point. */
export function tracedPeriod(stepSeconds: number): number {
  return STEPS.findLast((step) => stepSeconds % step === 0) ?? STEPS[0];
}
