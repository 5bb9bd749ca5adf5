// What a release really did, in the form of a plan, so that the rules check what ran as they check what would run.

import type { PipelineDefinition } from '../pipeline/schema.ts';
import type { PlannedWave } from '../planned-wave.ts';
import { hasBaked, hasOpened, type OpenedWave, verdictOf, type Wave } from '../wave.ts';
import { type BrokenRule, brokenRulesOf } from './broken-rules.ts';
import type { Policy } from './policy-settings.ts';

/**
 * The waves that ran, each with the time that it really baked and the tests that really passed.
 *
 * Only a wave that passed had to bake and to be tested whole: one that failed was cut short for that very reason.
 *
 *     passed, planned 12h, baked from 10:00 to 22:30  →  a bake of 12h30m
 *     passed, planned 12h, never baked                →  no bake
 *     failed after 5 minutes of a bake of 12h         →  as planned
 *     never opened                                    →  not among them
 */
export function wavesThatRan(waves: readonly Wave[]): PlannedWave[] {
  return waves.filter(hasOpened).map(asItRan);
}

function asItRan(wave: OpenedWave): PlannedWave {
  const { plan, tests } = wave;
  if (wave.status !== 'ended' || wave.end.outcome !== 'Passed') return plan;
  const { bake, ...rest } = plan;
  const passed = plan.tests.filter(({ name }) => verdictOf(tests[name]) === 'pass');
  if (bake === undefined || !hasBaked(wave)) return { ...rest, tests: passed };
  const { bakedAt } = wave.end;
  const seconds = (Date.parse(bakedAt) - Date.parse(wave.bake.startedAt)) / 1000;
  return { ...rest, tests: passed, bake: { ...bake, seconds } };
}

export interface Ran {
  /** As it is now: of what the waves do not tell, its neverTogether. */
  readonly pipeline: PipelineDefinition;
  readonly waves: readonly Wave[];
}

/** The rules that a release broke by what it did. */
export function brokenByWhatRan({ pipeline, waves }: Ran, policy: Policy, now: Date): BrokenRule[] {
  const plan = waves.map((wave) => wave.plan);
  return brokenRulesOf({ pipeline, plan, waves: wavesThatRan(waves), policy, now }, ['waves']);
}
