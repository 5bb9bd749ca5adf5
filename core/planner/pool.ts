// The targets that are in no wave yet, by region and cell, the quietest of each first.

import type { TargetDefinition } from '../pipeline/target-schema.ts';
import { byTraffic, trafficOf, weightOf } from './traffic.ts';

interface Named {
  readonly name: string;
  readonly traffic: number;
}

/** Targets that may change together as far as cells go: those of one cell, or of none. The lightest first. */
export interface Cell extends Named {
  readonly targets: TargetDefinition[];
}

export interface Region extends Named {
  readonly cells: readonly Cell[];
}

/** The stage's regions, the quietest first; a region's place is its whole traffic's, however much of it is placed. */
export function poolOf(targets: readonly TargetDefinition[]): readonly Region[] {
  const regions = Map.groupBy(targets, ({ region }) => region);
  return [...regions]
    .map(([name, own]) => ({ name, traffic: trafficOf(own), cells: cellsOf(own) }))
    .sort(byTraffic);
}

function cellsOf(targets: readonly TargetDefinition[]): readonly Cell[] {
  const cells = Map.groupBy(targets, ({ cell }) => cell ?? '');
  return [...cells]
    .map(([name, own]) => ({ name, traffic: trafficOf(own), targets: [...own].sort(byWeight) }))
    .sort(byTraffic);
}

function byWeight(a: TargetDefinition, b: TargetDefinition): number {
  return byTraffic({ name: a.name, traffic: weightOf(a) }, { name: b.name, traffic: weightOf(b) });
}

/** The lightest target left in a region, or undefined if none is. */
export function lightestOf({ cells }: Region): TargetDefinition | undefined {
  return cells
    .flatMap(({ targets }) => targets.slice(0, 1))
    .sort(byWeight)
    .at(0);
}

/** Takes targets out of the pool. */
export function take(region: Region, placed: ReadonlySet<TargetDefinition>): void {
  for (const { targets } of region.cells) {
    const left = targets.filter((target) => !placed.has(target));
    if (left.length < targets.length) targets.splice(0, targets.length, ...left);
  }
}
