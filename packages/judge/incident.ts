// Incidents in the past: an earlier outage in the baseline is not the normal that a release is held against.

import { abs, max } from './arithmetic.ts';
import { isValue, type Metric } from './case.ts';
import { excess, type Noise } from './sample.ts';
import { incident } from './settings.ts';

/**
 * The points of the past at which a large part of the metrics left their range together.
 *
 * A single metric's wild values are its noise and stay; many at one moment are an outage. With fewer than
 * twenty metrics the two cannot be told apart, and where a third of the past would go, it was no incident:
 * nothing is dropped.
 *
 *     2 of 95 metrics far out at point 3    →  none
 *     30 of 95 metrics far out at point 3   →  {3}
 */
export function incidentPoints(past: ReadonlyMap<Metric, Noise>): ReadonlySet<number> {
  const metrics = [...past.keys()];
  const none = new Set<number>();
  if (metrics.length < incident.leastMetrics) return none;
  const length = metrics.reduce((most, { before }) => max(most, before.length), 0);
  const reported = new Array<number>(length).fill(0);
  const far = new Array<number>(length).fill(0);
  for (const [metric, noise] of past) countFarPoints(metric, noise, reported, far);
  const points = new Set<number>();
  for (let at = 0; at < length; at++) {
    const [all, out] = [reported[at] as number, far[at] as number];
    if (all >= incident.leastMetrics && out >= incident.part * all) points.add(at);
  }
  return points.size < incident.mostOfPast * length ? points : none;
}

function countFarPoints(
  { before, bad }: Metric,
  { centre, deviation, excesses }: Noise,
  reported: number[],
  far: number[],
): void {
  if (excesses.length < 5) return;
  const scale = max(deviation, 0.05 * abs(centre), 1e-12);
  before.forEach((value, at) => {
    if (!isValue(value)) return;
    reported[at] = (reported[at] as number) + 1;
    if (excess(value, centre, bad) > incident.spreads * scale) far[at] = (far[at] as number) + 1;
  });
}
