// Who has how much of a stage's traffic.

import type { TargetDefinition } from '../pipeline/target-schema.ts';

/** A target's share of the traffic, relative to the weights beside it. */
export function weightOf({ weight }: Pick<TargetDefinition, 'weight'>): number {
  return weight ?? 1;
}

/**
 * The weights' sum, the same in whatever order the targets stand.
 *
 *     weights 1, none, 0.5  →  2.5
 */
export function trafficOf(targets: readonly TargetDefinition[]): number {
  return targets
    .map(weightOf)
    .sort((a, b) => a - b)
    .reduce((sum, weight) => sum + weight, 0);
}

/**
 *     1 of 8  →  12.5
 *     0 of 0  →  0
 */
export function percentOf(traffic: number, total: number): number {
  return total === 0 ? 0 : (traffic / total) * 100;
}

/** Sums of weights that ought to be equal differ in their last digits; what is this near counts as equal. */
const NEARLY = 1 + 1e-9;

export function fits(traffic: number, limit: number): boolean {
  return traffic <= limit * NEARLY;
}

/** By traffic, then by name, so that the order in the file means nothing. */
export function byTraffic(
  a: { readonly traffic: number; readonly name: string },
  b: { readonly traffic: number; readonly name: string },
): number {
  return a.traffic - b.traffic || compareNames(a.name, b.name);
}

/** By code unit: the same on every machine, whatever its language. */
function compareNames(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
