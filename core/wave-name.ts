// What a wave is called, for those who know nothing else of it.

import type { PlannedWave } from './planned-wave.ts';

/**
 * `prod/one-box`, or `beta` where the stage is its only wave. Of one that is carried out in slices: `prod/all`, which
 * opens the gate, and `prod/all 3 of 100`.
 */
export function waveName({
  stage,
  wave,
  sliced,
  index = 0,
}: Pick<PlannedWave, 'stage' | 'wave' | 'sliced'> & Partial<Pick<PlannedWave, 'index'>>): string {
  const whole = stage === wave ? stage : `${stage}/${wave}`;
  if (sliced === undefined || index <= sliced.first) return whole;
  return `${whole} ${index - sliced.first} of ${sliced.last - sliced.first}`;
}
