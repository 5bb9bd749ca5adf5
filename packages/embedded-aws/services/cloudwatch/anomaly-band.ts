// ANOMALY_DETECTION_BAND: what a metric is expected to be, learned from its own past.

import { invalid, type Line, line, type Scope, type Value } from './expression-values.ts';

/** CloudWatch learns from two weeks; three hours are enough for the worlds that are simulated here. */
const PAST_MILLIS = 3 * 3_600_000;
const LEAST_POINTS = 15;
const DEFAULT_WIDTH = 2;

/**
 * The lower and the upper line: the mean of the last three hours before each point, less and plus so many standard
 * deviations of them. There is no band where fewer than 15 points are known.
 */
export function anomalyBand(parts: readonly ((scope: Scope) => Value)[]): (scope: Scope) => Value {
  const [metric, width] = parts;
  if (!metric) throw invalid('ANOMALY_DETECTION_BAND needs a metric');
  return (scope) => {
    const deviations = width ? width(scope) : DEFAULT_WIDTH;
    if (typeof deviations !== 'number' || deviations <= 0)
      throw invalid('the width of the band must be a positive number');
    return bandOf(line(metric(scope.past(PAST_MILLIS))), scope, deviations);
  };
}

function bandOf(
  values: Line,
  { times: { from, to, period } }: Scope,
  deviations: number,
): readonly Line[] {
  const points = [...values];
  const lower: Line = new Map();
  const upper: Line = new Map();
  const seen = { first: 0, next: 0, sum: 0, squares: 0 };
  for (let at = from; at < to && points.length > 0; at += period) {
    slide(seen, points, at);
    const count = seen.next - seen.first;
    if (count < LEAST_POINTS) continue;
    const mean = seen.sum / count;
    const spread = deviations * Math.sqrt(Math.max(0, seen.squares / count - mean * mean));
    lower.set(at, mean - spread);
    upper.set(at, mean + spread);
  }
  return [lower, upper];
}

interface Window {
  first: number;
  next: number;
  sum: number;
  squares: number;
}

/** Moves the window so that it ends before the time given. */
function slide(window: Window, points: readonly (readonly [number, number])[], at: number): void {
  const timeOf = (index: number) => points[index]?.[0] ?? Infinity;
  const take = (index: number, sign: number) => add(window, points[index]?.[1] ?? 0, sign);
  while (timeOf(window.next) < at) take(window.next++, 1);
  while (window.first < window.next && timeOf(window.first) < at - PAST_MILLIS)
    take(window.first++, -1);
}

function add(window: Window, value: number, sign: number): void {
  window.sum += sign * value;
  window.squares += sign * value * value;
}
