// What a wave is doing, in one word.

import { questionsOf } from '../gate/consent-reason.ts';
import { hasEnded, type Release } from '../release.ts';
import { type Stage, waitingFor } from '../stage.ts';
import type { Target } from '../target.ts';
import { decisionOf, hasBaked, outcomeOf, testsOf, type Wave } from '../wave.ts';

export type WaveStatus =
  | 'ahead'
  | 'waiting'
  | 'deploying'
  | 'testing'
  | 'baking'
  | 'asking'
  | 'rollingBack'
  | 'passed'
  | 'overridden'
  | 'rolledBack'
  | 'stopped'
  | 'leftDirty';

export interface WaveContext {
  readonly release: Release;
  readonly stages: readonly Stage[];
  readonly waves: readonly Wave[];
  readonly targets: readonly Target[];
}

const ended = {
  Passed: 'passed',
  Overridden: 'overridden',
  RolledBack: 'rolledBack',
  Stopped: 'stopped',
  LeftDirty: 'leftDirty',
} as const;

/**
 * The status of a release's wave.
 *
 *     opened by a rollback by hand, and not ended    →  rollingBack
 *     a person is waited for                         →  asking
 *     baking, or judged and not passed               →  baking
 *     open, or judged and passed; a test begun       →  testing
 *     open, or judged and passed                     →  deploying
 *     ended Failed, its release not ended            →  rollingBack
 *     ended Failed, its release ended                →  stopped: nobody took it back
 *     not opened, in front of its stage's gate       →  waiting
 *     not opened, its gate kept shut                 →  waiting
 *     not opened                                     →  ahead
 *     ended Passed, Overridden and the others        →  the same
 */
export function statusOfWave(wave: Wave, context: WaveContext): WaveStatus {
  const outcome = outcomeOf(wave);
  if (outcome === 'Running')
    return context.release.rollback ? 'rollingBack' : runningStatus(wave, context);
  if (outcome === 'Failed') return hasEnded(context.release) ? 'stopped' : 'rollingBack';
  if (outcome === 'NotStarted') return isWaiting(wave, context) ? 'waiting' : 'ahead';
  return ended[outcome];
}

function runningStatus(wave: Wave, { targets }: WaveContext): WaveStatus {
  if (questionsOf(wave, targets).length > 0) return 'asking';
  if (hasBaked(wave) && decisionOf(wave).bakedAt === undefined) return 'baking';
  return Object.values(testsOf(wave)).some(({ status }) => status === 'running')
    ? 'testing'
    : 'deploying';
}

/** Who waits for a stage waits in front of its first wave. */
function isWaiting(wave: Wave, { release, stages, waves }: WaveContext): boolean {
  if (hasEnded(release)) return false;
  if (wave.status === 'waiting' && wave.blockedBy !== undefined) return true;
  const { plan } = wave;
  const stage = stages.find(({ name }) => name === plan.stage);
  if (!stage || !waitingFor(stage).some((each) => each.release === release.id)) return false;
  return !waves.some(
    (other) =>
      other.release === release.id &&
      other.plan.stage === plan.stage &&
      other.plan.index < plan.index,
  );
}

/** Whether something of the wave is under way. */
export function isMoving(status: WaveStatus): boolean {
  return ['deploying', 'testing', 'baking', 'asking', 'rollingBack'].includes(status);
}
