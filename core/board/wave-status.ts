// What a wave is doing, in one word.

import type { Release } from '../release.ts';
import type { Stage } from '../stage.ts';
import type { Wave } from '../wave.ts';

export type WaveStatus =
  | 'ahead'
  | 'waiting'
  | 'deploying'
  | 'testing'
  | 'baking'
  | 'rollingBack'
  | 'passed'
  | 'rolledBack'
  | 'stopped'
  | 'leftDirty';

export interface Surroundings {
  readonly release: Release;
  readonly stages: readonly Stage[];
  readonly waves: readonly Wave[];
}

const ended = {
  Passed: 'passed',
  RolledBack: 'rolledBack',
  Stopped: 'stopped',
  LeftDirty: 'leftDirty',
} as const;

/**
 * The status of a release's wave.
 *
 *     Running, its bake begun and not ended       →  baking
 *     Running, a test begun and not ended         →  testing
 *     Running                                     →  deploying
 *     Failed, its release not ended               →  rollingBack
 *     Failed, its release ended                   →  stopped: nobody took it back
 *     NotStarted, in front of its stage's gate    →  waiting
 *     NotStarted, held off by an alarm that fires →  waiting
 *     NotStarted                                  →  ahead
 *     Passed, RolledBack, Stopped, LeftDirty      →  the same
 */
export function statusOfWave(wave: Wave, surroundings: Surroundings): WaveStatus {
  const { outcome } = wave;
  if (outcome === 'Running') return runningStatus(wave);
  if (outcome === 'Failed') return surroundings.release.end ? 'stopped' : 'rollingBack';
  if (outcome === 'NotStarted') return isWaiting(wave, surroundings) ? 'waiting' : 'ahead';
  return ended[outcome];
}

function runningStatus({ bakeStartedAt, bakedAt, tests }: Wave): WaveStatus {
  if (bakeStartedAt !== undefined && bakedAt === undefined) return 'baking';
  return Object.values(tests).some(({ verdict }) => verdict === undefined)
    ? 'testing'
    : 'deploying';
}

/** Who waits for a stage waits in front of its first wave. */
function isWaiting(
  { plan, blockedSince }: Wave,
  { release, stages, waves }: Surroundings,
): boolean {
  if (release.end) return false;
  if (blockedSince !== undefined) return true;
  const stage = stages.find(({ name }) => name === plan.stage);
  if (stage?.waiting?.release !== release.id) return false;
  return !waves.some(
    (other) =>
      other.release === release.id &&
      other.plan.stage === plan.stage &&
      other.plan.index < plan.index,
  );
}

/** Whether something of the wave is under way. */
export function isMoving(status: WaveStatus): boolean {
  return ['deploying', 'testing', 'baking', 'rollingBack'].includes(status);
}
