// What was heard of a target at a look, as far as it is weighed.

import type { TargetDefinition } from '../pipeline/target-schema.ts';
import type { Judging } from './judging-schema.ts';

export interface Heard
  extends Pick<
    Judging,
    'target' | 'of' | 'mode' | 'judgement' | 'sayings' | 'beganAt' | 'stepSeconds'
  > {
  /** Whether an alarm watches the target: then something absolute speaks for it, whatever it can be held against. */
  readonly hasAlarms: boolean;
}

/** What a judging says of its target, which is one of the wave's. */
export function heardOf(targets: readonly TargetDefinition[], judging: Judging): Heard {
  const { target, of, mode, judgement, sayings, beganAt, stepSeconds } = judging;
  const hasAlarms = targets.some(({ name, alarms }) => name === target && alarms.length > 0);
  return { target, of, mode, judgement, sayings, beganAt, stepSeconds, hasAlarms };
}
