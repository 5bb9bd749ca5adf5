// Whether a revision is proven harmful: only then is it quarantined, and its stage held.

import type { Deployment } from './deployment.ts';
import type { Intent } from './intent.ts';
import { reasonOf } from './plain-reason.ts';
import type { Settlement } from './settlement-schema.ts';
import type { Target } from './target.ts';
import type { TestRun } from './test-run.ts';
import { decisionOf, harmOf, hasBaked, hasOpened, isThrough, testsOf, type Wave } from './wave.ts';
import { waveName } from './wave-name.ts';

/**
 * CodeDeploy's name for an alarm of the group that has stopped the deployment; those of a service and the rollback
 * triggers of a stack are called so too. That instances stay unhealthy, or a hook says nothing, may be the revision's
 * doing or the platform's: it is tried again, and proves nothing.
 */
export const ALARM_ACTIVE = 'ALARM_ACTIVE';

/** Whether a deployment that failed says something of the revision: not where nothing of it had served. */
export function isMadeByRevision({
  errorCode,
  hasServedNothing,
}: Pick<Deployment, 'errorCode' | 'hasServedNothing'>): boolean {
  return errorCode === ALARM_ACTIVE && hasServedNothing !== true;
}

/**
 * Whether what a wave and its targets went through proves that the revision does harm. A timeout, a throttled call, a
 * platform's own failure prove nothing.
 *
 *     its bake failed: an alarm, or the judge           →  true
 *     the same while it shifted, or its tests ran       →  true
 *     a test of it failed                               →  true
 *     an alarm of its group has stopped a deployment    →  true
 *     the same before anything of it had served         →  false
 *     a deployment failed                               →  false
 *     a deployment timed out, or could not be started   →  false
 *     a test did not end in time                        →  false
 *     a drill could not move its targets                →  false
 */
export function isProvenHarm(wave: Wave, targets: readonly Target[]): boolean {
  const tests = Object.values(testsOf(wave));
  return (
    hasFailedBake(wave) ||
    harmOf(wave) !== undefined ||
    tests.some(provesHarm) ||
    targets.some(({ intent }) => intent?.release === wave.release && blamesRevision(intent))
  );
}

/** Whether all that speaks against the revision is a test of it. */
export function isTestAlone(wave: Wave, targets: readonly Target[]): boolean {
  const others = { ...wave, ...(hasOpened(wave) && { tests: {} }) };
  return isProvenHarm(wave, targets) && !isProvenHarm(others, targets);
}

/**
 * What proves harm of the waves of a release that ended before its machine had come to quarantine it; undefined where
 * nothing does. What has passed, or was let through, has answered for itself.
 */
export function harmLeft(
  waves: readonly Wave[],
  targets: readonly Target[],
): NonNullable<Settlement['harm']> | undefined {
  for (const wave of waves.filter((each) => !isThrough(each))) {
    const names = new Set(wave.plan.targets.map(({ name }) => name));
    const own = targets.filter(({ name }) => names.has(name));
    if (!isProvenHarm(wave, own)) continue;
    const { reason = `wave ${waveName(wave.plan)} failed` } = provenOf(wave) ?? decisionOf(wave);
    const byTest = isTestAlone(wave, own) && { byTest: true as const };
    return { stage: wave.plan.stage, reason, ...byTest };
  }
  return undefined;
}

/** What its alarms, or the judge, have proven of a wave, before its bake or in it. */
export function provenOf(wave: Wave): { readonly reason: string } | undefined {
  const harm = harmOf(wave);
  if (harm) return harm;
  if (!hasFailedBake(wave) || !hasBaked(wave)) return undefined;
  return { reason: reasonOf(wave.bake.lastLook?.reasons ?? []) };
}

function hasFailedBake(wave: Wave): boolean {
  return hasBaked(wave) && wave.bake.lastLook?.verdict === 'fail';
}

function provesHarm(run: TestRun): boolean {
  if (run.status !== 'ended' || run.verdict !== 'fail') return false;
  return run.timedOut !== true && run.fault !== 'infrastructure';
}

function blamesRevision(intent: Intent): boolean {
  if (intent.status !== 'ended' || intent.end.result !== 'Failed') return false;
  return intent.end.blamesRevision === true;
}
