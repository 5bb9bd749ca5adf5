// The power of a bake: how small a harm it would have seen. A pass without it says little.

import { max, min } from './arithmetic.ts';
import { type Counts, ratiosToBefore, ratiosToControl } from './counts.ts';
import { dispersionBeside } from './dispersion.ts';
import { type Gauge, ratiosAt, readGauge } from './gauge.ts';
import { mostOf } from './sample.ts';
import { count, gauge } from './settings.ts';
import type { JudgeState, Memory, Plan } from './state.ts';
import { noRequests } from './tally.ts';
import type { Watched } from './watch.ts';

export interface Power {
  readonly node: string;
  readonly metric: string;
  /** What is counted: a part of the requests that fails, or a level of the metric in its unit. */
  readonly of: 'failure rate' | 'level';
  /** The least, kept up since the deployment, that would have failed the bake by now; `null` if nothing would. */
  readonly wouldSee: number | null;
}

/** Parts of requests that might fail, in steps a reader can use. */
const rates = [0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1];

/** Metrics whose power is told: those that the most depends on. */
const told = 5;

/**
 * For the metrics with the largest shares of those that were heard: the least harm that would have convicted
 * alone.
 */
export function powerOf(plan: Plan, { memory }: JudgeState): readonly Power[] {
  const heard = plan.watched.flatMap((watched, index) => {
    const kept = memory[index] as Memory;
    return kept.observed === null ? [] : [{ watched, kept }];
  });
  heard.sort((a, b) => b.watched.share - a.watched.share);
  return heard.slice(0, told).map(({ watched, kept }): Power => {
    const { metric, law, share } = watched;
    const needed = plan.convicting / share;
    const named = { node: metric.node, metric: metric.name };
    return law.type === 'counts'
      ? { ...named, of: 'failure rate', wouldSee: leastRate(law, kept, needed) }
      : { ...named, of: 'level', wouldSee: leastLevel(law, watched, kept, needed) };
  });
}

function leastRate(
  law: Counts,
  { evidence, tally, tallyOfOld, expected }: Memory,
  needed: number,
): number | null {
  const points = max(1, evidence.points);
  const perPoint = tally.requests / points;
  const old = tallyOfOld.requests / points;
  for (const added of rates) {
    const rate = min(1, (expected ?? 0) + added);
    const canary = { failures: rate * perPoint, requests: perPoint };
    const control = { failures: (expected ?? 0) * old, requests: old };
    const ratios = law.hasControl
      ? ratiosToControl(
          canary,
          control,
          dispersionBeside(law.past, tallyOfOld, { canary, control }) ?? 1,
        )
      : ratiosToBefore(law, canary, noRequests);
    if (convinces(ratios, count.mostPerPoint, points, needed)) return rate;
  }
  return null;
}

function leastLevel(law: Gauge, { metric }: Watched, kept: Memory, needed: number): number | null {
  const reading = readGauge(law, kept.expected ?? 0, kept.evidence.points - 1, kept.control);
  if (!reading) return null;
  const sign = metric.bad === 'down' ? -1 : 1;
  const cap = mostOf(law.before ? [law.before] : [], Infinity, gauge.mostPerPoint);
  for (let z = 0.5; z <= gauge.farthest; z += 0.5)
    if (convinces(ratiosAt(z, cap), cap, kept.evidence.points, needed))
      return reading.limit + sign * z * reading.spread;
  return null;
}

/** Whether the same ratios at every point since the deployment are evidence enough. */
function convinces(
  ratios: readonly number[],
  cap: number,
  points: number,
  needed: number,
): boolean {
  const products = ratios.map(() => 0.5 / ratios.length);
  for (let at = 0; at < min(points, 10_000); at++) {
    let sum = 0;
    ratios.forEach((ratio, size) => {
      products[size] = (products[size] as number) * min(ratio, cap);
      sum += products[size] as number;
    });
    if (sum >= needed) return true;
  }
  return false;
}
