// Targets whose traffic Tidegate itself moves, a step at a time.

import type { Intent } from './intent.ts';
import { kindOfTarget, type TargetDefinition, type TargetOf } from './pipeline/target-schema.ts';
import { stepWith } from './strategy.ts';

export type SteppingTarget = TargetOf<'alias'> | TargetOf<'machine'>;

export function isStepping(target: TargetDefinition): target is SteppingTarget {
  return ['alias', 'machine'].includes(kindOfTarget(target));
}

/** The seconds that its last step stays as it is; undefined where nothing follows, or nothing was begun. */
export function holdSecondsOf(
  { strategy }: SteppingTarget,
  { doing, status, step }: Intent,
): number | undefined {
  if (doing === 'rollBack' || status === 'ended' || step === undefined) return undefined;
  return stepWith(strategy, step.share)?.holdSeconds || undefined;
}
