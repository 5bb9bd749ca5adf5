// How much a rollback takes back.

import { areOfOneWave, type PlannedWave } from './planned-wave.ts';

export const rollbackScopes = ['wave', 'stage', 'release'] as const;

export type RollbackScope = (typeof rollbackScopes)[number];

/** In what a wave may fail. */
export const failures = ['gate', 'deployment', 'test', 'bake'] as const;

export type FailedIn = (typeof failures)[number];

/**
 * How much is taken back when a wave fails, by what its stage says of rollbacks and by what it failed in.
 *
 *     rollback: wave, its gate       →  wave
 *     rollback: wave, a deployment   →  wave
 *     rollback: wave, a test         →  stage: tests are of the stage, and run after each of its waves
 *     rollback: wave, its bake       →  wave
 *     rollback: release, anything    →  release
 */
export function rollbackScopeOf(
  { rollback }: Pick<PlannedWave, 'rollback'>,
  failedIn: FailedIn,
): RollbackScope {
  if (rollback === 'release') return 'release';
  return failedIn === 'test' ? 'stage' : 'wave';
}

type Placed = Pick<PlannedWave, 'index' | 'stage' | 'sliced'>;

/**
 * Whether a wave is in the scope of another's rollback: itself always, a later one never. Slices of one wave are one.
 *
 *     scope      itself   before it in its stage   before it in another   after it
 *     wave       yes      no                       no                     no
 *     stage      yes      yes                      no                     no
 *     release    yes      yes                      yes                    no
 */
export function isInScope(scope: RollbackScope, failed: Placed, wave: Placed): boolean {
  const { index, stage } = wave;
  if (areOfOneWave(failed, wave)) return true;
  if (index > failed.index) return false;
  return scope === 'release' || (scope === 'stage' && stage === failed.stage);
}
