// Three simple alarms: a value beyond the mean of the time before by so many deviations, so many points in a row.

import type { Case } from '@tidegate/judge/case';
import { excess } from '@tidegate/judge/sample';
import {
  type Answer,
  alarmed,
  type Baseline,
  byDeviation,
  deviationOf,
  lengthOf,
  meanOf,
} from './baseline.ts';

interface Rule {
  readonly sigmas: number;
  /** Points in a row that must breach. */
  readonly points: number;
}

/**
 * Shewhart's chart with a run rule. A band of 2 deviations and 3 of 3 datapoints is how an alarm on
 * CloudWatch's anomaly detection is usually set; the band itself is learned there from two weeks, here from
 * what the case has.
 */
export function sigmaRule({ sigmas, points }: Rule): Baseline {
  return (it) => {
    const limits = alarmed(it).flatMap((metric) => {
      const past = metric.before.filter((value) => value !== null);
      if (past.length < 2) return [];
      return [{ metric, mean: meanOf(past), far: sigmas * deviationOf(past), run: 0 }];
    });
    for (let at = 0; at < lengthOf(it); at++)
      for (const limit of limits) {
        const value = limit.metric.canary[at] ?? null;
        if (value === null) continue;
        limit.run = excess(value, limit.mean, limit.metric.bad) > limit.far ? limit.run + 1 : 0;
        if (limit.run >= points) return failed(it, at);
      }
    return { verdict: 'pass', at: lengthOf(it) - 1, ranked: [], score: 0 };
  };
}

function failed(it: Case, at: number): Answer {
  return { verdict: 'fail', at, ranked: byDeviation(it, at), score: 1 };
}
