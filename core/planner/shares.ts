// How much of a stage's traffic each planned wave changes.

import type { PlannedWave } from '../planned-wave.ts';
import { percentOf, trafficOf } from './traffic.ts';

/** Says how much a wave of the plan changes, in percent of its stage's traffic; 0 for tests alone. */
export function trafficPercentsOf(plan: readonly PlannedWave[]): (wave: PlannedWave) => number {
  const stages = Map.groupBy(plan, ({ stage }) => stage);
  const totals = new Map(
    [...stages].map(([stage, waves]) => [stage, trafficOf(waves.flatMap((it) => it.targets))]),
  );
  return ({ stage, targets }) => percentOf(trafficOf(targets), totals.get(stage) ?? 0);
}
