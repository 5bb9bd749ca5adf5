// A target: one deployable place, what runs there, and what last finished its bake there.

import type { Revision } from './revision.ts';

/** A revision on a target, with the Lambda version that was published from it, where it is a function. */
export interface Installed {
  readonly release: string;
  readonly revision: Revision;
  readonly functionVersion?: string;
  readonly at: string;
}

/** What is about to be done to a target, written before it is done. */
export interface Intent {
  readonly release: string;
  readonly wave: number;
  readonly doing: 'deploy' | 'rollBack';
  readonly revision: Revision;
  readonly functionVersion?: string;
  readonly startedAt: string;
  /** Written directly before CodeDeploy is called: from then on the call may take effect at any moment. */
  readonly callingAt?: string;
  /** Known once CodeDeploy has answered; until then the deployment is found by its description. */
  readonly deployment?: string;
  /** Absent while it is open. */
  readonly result?: 'Succeeded' | 'Failed' | 'GivenUp';
  readonly reason?: string;
}

export interface Target {
  readonly kind: 'target';
  readonly pipeline: string;
  readonly name: string;
  /** The highest fence that has touched it: a lower one is refused. */
  readonly fence: number;
  readonly intent?: Intent;
  /** What all of it runs, as last proven; absent while that is not known. */
  readonly running?: Installed;
  /** The last revision that finished its bake here: what a rollback returns to. */
  readonly baked?: Installed;
  /** The one that had finished its bake before that: a release that is taken back whole returns to it. */
  readonly bakedBefore?: Installed;
}

export function emptyTarget(pipeline: string, name: string): Target {
  return { kind: 'target', pipeline, name, fence: 0 };
}

/** The mark by which a deployment is found again: it stands in the description. */
export function deploymentMark({ release, wave, doing }: Intent, target: string): string {
  return `tidegate ${doing} ${release} wave ${wave} target ${target}`;
}

/** The target with its intent ended: on success it runs the intent's revision, else what it runs is not known. */
export function settled(
  target: Target,
  result: 'Succeeded' | 'Failed',
  reason: string,
  at: string,
): Target {
  const { intent, running: _, ...rest } = target;
  if (intent === undefined || intent.result !== undefined) return target;
  const closed: Target = { ...rest, intent: { ...intent, result, reason } };
  if (result === 'Failed') return closed;
  const { release, revision, functionVersion } = intent;
  const now: Target = {
    ...closed,
    running: { release, revision, ...(functionVersion && { functionVersion }), at },
  };
  return intent.doing === 'rollBack' ? takenBack(now, release) : now;
}

/** What a release's rollback returns the target to: the last revision, not its own, that finished its bake there. */
export function returnPoint(
  { baked, bakedBefore }: Target,
  release: string,
): Installed | undefined {
  return baked?.release === release ? bakedBefore : baked;
}

/** The target whose release was taken back while somebody else had the target: nothing returns to that revision. */
export function unbaked(target: Target, release: string): Target {
  if (target.baked?.release !== release) return target;
  const { baked: _, bakedBefore, ...rest } = target;
  return { ...rest, ...(bakedBefore && { baked: bakedBefore }) };
}

/** The target after a rollback: it runs its return point, and what was taken back no longer counts as baked. */
function takenBack(target: Target, release: string): Target {
  const point = returnPoint(target, release);
  if (point === undefined) return target;
  const { bakedBefore: _, ...rest } = target;
  return target.baked?.release === release
    ? { ...rest, running: point, baked: point }
    : { ...target, running: point };
}

/** How long a call may still take effect after it was made: a function's own life, and CodeDeploy's lists lagging. */
const CALL_SECONDS = 120;

/** Whether a deployment that cannot be found may still appear. */
export function mayStillStart({ callingAt }: Intent, nowMillis: number): boolean {
  return callingAt !== undefined && nowMillis - Date.parse(callingAt) < CALL_SECONDS * 1000;
}

/** The target with its intent given up before anything was started: it runs what it ran. */
export function givenUp(target: Target, reason: string): Target {
  const { intent } = target;
  if (intent === undefined || intent.result !== undefined) return target;
  return { ...target, intent: { ...intent, result: 'GivenUp', reason } };
}

/** The target after its bake has passed: what runs is what a rollback returns to from now on. */
export function baked(target: Target, release: string): Target {
  const { running, baked: before } = target;
  if (running?.release !== release || before?.release === release) return target;
  return { ...target, baked: running, ...(before && { bakedBefore: before }) };
}
