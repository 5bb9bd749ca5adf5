// What the rules check: a pipeline and its waves, as they would run or as they ran, and what is known around them.

import type { AlarmState } from '../alarm-state.ts';
import type { PipelineDefinition } from '../pipeline/schema.ts';
import type { PlannedWave } from '../planned-wave.ts';
import type { Aspect } from './coverage.ts';
import type { Policy } from './policy-settings.ts';
import { productionStagesOf } from './production.ts';

/** What is known of an alarm that a target names. */
export interface AlarmFact {
  readonly state: AlarmState;
  /** What its metrics tell of, those of a composite's children included. */
  readonly covers: readonly Aspect[];
}

/** What is seen as a release starts, or a person asks to look: where the targets are, and in the table. */
export interface SeenAtStart {
  /** Under `factKey`; absent where they could not be read. */
  readonly alarms?: ReadonlyMap<string, AlarmFact>;
  /** The targets that have something to go back to; absent where Tidegate's table was not read. */
  readonly returnable?: ReadonlySet<string>;
}

export interface Subject {
  readonly pipeline: PipelineDefinition;
  /** All waves of the plan: what shares of traffic are counted in. */
  readonly plan: readonly PlannedWave[];
  /** The waves that are checked: all of them before a release, those that ran after it. */
  readonly waves: readonly PlannedWave[];
  readonly policy: Policy;
  readonly now: Date;
  /** Absent where only the file is at hand. */
  readonly atStart?: SeenAtStart;
}

export function factKey(target: string, alarm: string): string {
  return `${target}/${alarm}`;
}

/** The checked waves of production, in order. */
export function productionWavesOf({ plan, waves }: Subject): readonly PlannedWave[] {
  const production = productionStagesOf(plan);
  return waves.filter(({ stage, targets }) => production.has(stage) && targets.length > 0);
}

/**
 * Says how much of production's traffic a wave changes, in percent. A target without a weight weighs 1.
 *
 *     one of ten targets without weights  →  10
 *     weight 1 of 1 + 20 + 79             →   1
 */
export function sharesIn({ plan }: Subject): (wave: PlannedWave) => number {
  const production = productionStagesOf(plan);
  const total = weightOf(
    plan.filter(({ stage }) => production.has(stage)).flatMap(({ targets }) => targets),
  );
  return ({ targets }) => (total === 0 ? 0 : (weightOf(targets) / total) * 100);
}

/** Whether any target of the plan says what it weighs: else all count the same, which is seldom true. */
export function saysWeights({ plan }: Subject): boolean {
  return plan.some(({ targets }) => targets.some(({ weight }) => weight !== undefined));
}

function weightOf(targets: readonly { readonly weight?: number | undefined }[]): number {
  return targets.reduce((sum, { weight = 1 }) => sum + weight, 0);
}

/** A share as people read it: `12.5%`. */
export function percentText(percent: number): string {
  return `${Math.round(percent * 100) / 100}%`;
}
