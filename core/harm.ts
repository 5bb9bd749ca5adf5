// Whether a revision is proven harmful: only then is it quarantined, and its stage held.

import type { Intent } from './intent.ts';
import type { Target } from './target.ts';
import { hasBaked, type TestRun, testsOf, type Wave } from './wave.ts';

/** CodeDeploy's names for what a revision does itself: it does not start, its hook fails, an alarm fires. */
const MADE_BY_REVISION = ['ALARM_ACTIVE', 'HEALTH_CONSTRAINTS', 'HOOK_EXECUTION_FAILURE'];

/** Whether a deployment that failed with this error says something of the revision. */
export function isMadeByRevision(errorCode: string | undefined): boolean {
  return errorCode !== undefined && MADE_BY_REVISION.includes(errorCode);
}

/**
 * Whether what a wave and its targets went through proves that the revision does harm. A timeout, a throttled call, a
 * platform's own failure prove nothing.
 *
 *     its bake failed: an alarm, or the judge           →  true
 *     a test of it failed                               →  true
 *     a deployment failed by the revision's doing       →  true
 *     a deployment timed out, or could not be started   →  false
 *     a test did not end in time                        →  false
 */
export function isProvenHarm(wave: Wave, targets: readonly Target[]): boolean {
  const tests = Object.values(testsOf(wave));
  const failed = hasBaked(wave) && wave.bake.lastLook?.verdict === 'fail';
  return (
    failed ||
    tests.some(provesHarm) ||
    targets.some(({ intent }) => intent?.release === wave.release && blamesRevision(intent))
  );
}

function provesHarm(run: TestRun): boolean {
  return run.status === 'ended' && run.verdict === 'fail' && !run.timedOut;
}

function blamesRevision(intent: Intent): boolean {
  if (intent.status !== 'ended' || intent.end.result !== 'Failed') return false;
  return intent.end.blamesRevision === true;
}
