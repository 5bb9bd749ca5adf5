// Failures among requests: of one point, and of many together.

import { max, min, round } from './arithmetic.ts';
import type { Metric } from './case.ts';

/** Failures among requests at one point. */
export interface Tally {
  readonly failures: number;
  readonly requests: number;
}

/** The same of many points, and how much they differ from one another. */
export interface Total extends Tally {
  readonly points: number;
  /** The sum of failures squared over requests: all that a dispersion needs to know. */
  readonly squares: number;
}

export const noRequests: Total = { failures: 0, requests: 0, points: 0, squares: 0 };

export function addTally(a: Total, b: Tally | null): Total {
  if (!b) return a;
  return {
    failures: a.failures + b.failures,
    requests: a.requests + b.requests,
    points: a.points + 1,
    squares: a.squares + (b.failures * b.failures) / b.requests,
  };
}

/** Failures of requests from a count of failures, or from an availability in per cent. */
export function tallyOf(metric: Metric, value: unknown, requests: unknown): Tally | null {
  if (typeof value !== 'number' || typeof requests !== 'number' || requests <= 0) return null;
  const part = metric.kind === 'availability' ? (requests * (100 - value)) / 100 : value;
  return { failures: min(requests, max(0, round(part))), requests };
}
