// The judge's one configuration. Nothing here is per service, per suite or per user but the sensitivity.

import type { Kind } from './vocabulary.ts';

export type Sensitivity = 'quiet' | 'normal' | 'sensitive';

/** The budget of false rollbacks of one bake, however often it is looked at. */
export const falseRollbackBudget: Readonly<Record<Sensitivity, number>> = {
  quiet: 0.001,
  normal: 0.01,
  sensitive: 0.05,
};

/** What a metric is to a user: what they feel (errors, latency) may convict, what explains it seldom. */
export type Concern = 'errors' | 'latency' | 'saturation' | 'traffic' | 'other';

/**
 * How a bake's budget is shared among concerns, before any data; the shares of those present are scaled to 1.
 *
 * Symptoms before causes, as in Google's *Site Reliability Engineering*, chapter 6: a full CPU alone is no harm.
 */
export const shareOf: Readonly<Record<Concern, number>> = {
  errors: 0.3,
  latency: 0.25,
  saturation: 0.03,
  traffic: 0.1,
  other: 0.1,
};

/**
 * What must be exceeded before there is anything to prove, per kind of metric.
 *
 * `floor` is the least noise believed, `tolerance` the least shift that matters, both as a part of the expected
 * value; `peerTolerance` takes its place side by side, where one pod is compared with others: pods of one revision
 * differ by their node and their age alone.
 */
export interface Tolerance {
  readonly concern: Concern | null;
  readonly floor: number;
  readonly tolerance: number;
  readonly peerTolerance: number;
}

export const toleranceOf: Readonly<Record<Kind, Tolerance>> = {
  availability: { concern: 'errors', floor: 0, tolerance: 0, peerTolerance: 0 },
  errors: { concern: 'errors', floor: 0.1, tolerance: 0.5, peerTolerance: 0.5 },
  latency: { concern: 'latency', floor: 0.05, tolerance: 0.2, peerTolerance: 1.5 },
  cpu: { concern: 'saturation', floor: 0.05, tolerance: 0.5, peerTolerance: 0.5 },
  traffic: { concern: 'traffic', floor: 0.1, tolerance: 0.5, peerTolerance: 0.5 },
  other: { concern: 'other', floor: 0.05, tolerance: 1, peerTolerance: 1 },
  // Memory and bytes differ thirtyfold between harmless pods: they convict no one.
  memory: { concern: null, floor: 0, tolerance: 0, peerTolerance: 0 },
  network: { concern: null, floor: 0, tolerance: 0, peerTolerance: 0 },
};

/** The same in the metric's own unit: less than this is neither noise nor harm. */
export interface AbsoluteTolerance {
  readonly floor: number;
  readonly tolerance: number;
}

export const absoluteToleranceOf: Readonly<Record<string, AbsoluteTolerance>> = {
  'availability in %': { floor: 0.25, tolerance: 0.5 },
  'cpu in %': { floor: 0.25, tolerance: 10 },
  'latency in ms': { floor: 0, tolerance: 5 },
  'latency in s': { floor: 0, tolerance: 0.005 },
  'latency in us': { floor: 0, tolerance: 5_000 },
};

export const gauge = {
  /** Harm looked for: a shift, in spreads beyond the tolerance, and the part of the points that it strikes. */
  laws: [
    { shift: 2.5, part: 1 },
    { shift: 5, part: 1 },
    { shift: 9, part: 1 },
    { shift: 5, part: 0.5 },
  ],
  /** Spreads beyond the tolerance from which on farther is not worse. */
  farthest: 9,
  /** Degrees of freedom of the noise: Student's t with 3 has the tails of real latencies. */
  freedom: 3,
  /** Spreads of ordinary noise that are inside the null hypothesis. */
  toleranceSpreads: 2,
  /** The tail that sets the spread beside the median deviation, and where a normal law has it. */
  tailQuantile: 0.9,
  tailSpreads: 1.28,
  /** One point is worth at most this. */
  mostPerPoint: 1000,
} as const;

export const past = {
  /** A past value this near to the one at hand counts as having been there before. */
  near: 0.75,
  /**
   * Beyond a past of n values one point is worth at most this times (n + 1) squared: a short past proves
   * little.
   */
  trust: 1.5,
} as const;

export const count = {
  /** Added failure rates looked for against the time before: 0.5, 2, 10 and 50 points of a hundred. */
  addedRates: [0.005, 0.02, 0.1, 0.5],
  /** The same as a multiple of the usual odds. */
  timesUsual: 3,
  /** The failures that the law of a worse rate is worth: the more, the narrower it is about its rate. */
  sharpness: 8,
  /** Ratios of failure odds looked for side by side. */
  oddsRatios: [2, 5, 20],
  mostPerPoint: 1000,
  /** Standard errors above the estimate at which failures are still believed to be dispersed. */
  dispersionErrors: 2,
  dispersionErrorsBeside: 1,
} as const;

export const incident = {
  /** A past point is an incident, not noise, when so many metrics leave their range so far at once. */
  spreads: 8,
  part: 0.2,
  leastMetrics: 20,
  mostOfPast: 1 / 3,
} as const;

export const silence = {
  /** Points at which it lives and serves nothing while the old revision serves: then it does not serve. */
  deafPoints: 3,
  /** Less than this part of the points seen is too little to pass. */
  leastSeen: 0.5,
} as const;
