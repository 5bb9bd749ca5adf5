// What a gate answers its wave's machine.

import { extensionsOf, lookSeconds } from '../core/bake.ts';
import { drillIn, legSecondsOf } from '../core/drill.ts';
import type { VerdictWord } from '../core/outcome.ts';
import type { PlannedTest, PlannedWave } from '../core/planned-wave.ts';

/** What the wave machine goes on with. */
export interface GateOutput {
  readonly opened: 'open' | 'superseded' | 'stopped';
  readonly reason: string;
  readonly verdict?: VerdictWord;
  /** Whether its artifact must be brought somewhere before it begins. */
  readonly copies: boolean;
  readonly targets: readonly string[];
  readonly tests: readonly Pick<PlannedTest, 'name' | 'timeoutSeconds'>[];
  /** Whether its targets are drilled once its other tests have passed, and for how long each leg is watched. */
  readonly hasDrill: boolean;
  readonly legSeconds: number;
  readonly bakes: boolean;
  readonly lookSeconds: readonly number[];
  readonly extensionLookSeconds: readonly number[];
  /** How often an inconclusive bake is extended. */
  readonly extensions: number;
  /** How long a person is waited for where it stays inconclusive. */
  readonly answerSeconds: number;
  /** The same where its tests say nothing. */
  readonly testAnswerSeconds: number;
  readonly deploySeconds: number;
  /** Whether targets that fail to deploy may be left behind. */
  readonly mayFail: boolean;
}

export function opened(plan: PlannedWave, copies: boolean): GateOutput {
  const drill = drillIn(plan);
  return {
    opened: 'open',
    reason: '',
    copies,
    targets: plan.targets.map(({ name }) => name),
    tests: plan.tests
      .filter(({ drill: its }) => its === undefined)
      .map(({ name, timeoutSeconds }) => ({ name, timeoutSeconds })),
    hasDrill: drill !== undefined,
    legSeconds: drill ? legSecondsOf(drill) : 0,
    bakes: plan.bake !== undefined,
    lookSeconds: lookSeconds(plan.bake?.seconds ?? 0),
    extensionLookSeconds: lookSeconds(plan.bake?.extensionSeconds ?? 0),
    extensions: plan.bake ? extensionsOf(plan.bake) : 0,
    answerSeconds: plan.bake?.answerSeconds ?? 0,
    testAnswerSeconds: plan.answerSeconds ?? 0,
    deploySeconds: plan.deploySeconds,
    mayFail: plan.mayFail !== undefined,
  };
}

export function closed(
  plan: PlannedWave,
  how: 'superseded' | 'stopped',
  reason: string,
): GateOutput {
  return { ...opened(plan, false), opened: how, reason };
}
