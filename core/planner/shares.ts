// How much of a stage's traffic each planned wave changes.

import type { PlannedWave } from '../planned-wave.ts';
import { percentOf, trafficOf } from './traffic.ts';

/** In percent of its stage's traffic, wave by wave; 0 for tests alone. */
export function trafficPercentsOf(plan: readonly PlannedWave[]): number[] {
  const stages = Map.groupBy(plan, ({ stage }) => stage);
  const totals = new Map(
    [...stages].map(([stage, waves]) => [stage, trafficOf(waves.flatMap((it) => it.targets))]),
  );
  return plan.map(({ stage, targets }) => percentOf(trafficOf(targets), totals.get(stage)!));
}
