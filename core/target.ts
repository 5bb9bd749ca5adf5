// A target: one deployable place, what runs there, and what last finished its bake there.

import * as z from 'zod';
import { behindFields } from './behind.ts';
import { caughtUp } from './behind-marks.ts';
import { target1 } from './earlier/target-1.ts';
import {
  attemptOf,
  calledAt,
  deploymentOf,
  type Intent,
  type IntentEnd,
  intentSchema,
} from './intent.ts';
import { noun } from './noun.ts';
import { revisionSchema } from './revision.ts';

/** A revision on a target, with the Lambda version that was published from it, where it is a function. */
const installedSchema = z
  .strictObject({
    release: z.string(),
    revision: revisionSchema,
    functionVersion: z.string().exactOptional(),
    /** What the platform calls this very setting, as it was read then: another one tells of another hand. */
    setting: z.string().exactOptional(),
    at: z.string(),
  })
  .readonly();

export type Installed = z.output<typeof installedSchema>;

const targetSchema = z
  .strictObject({
    kind: z.literal('target'),
    pipeline: z.string(),
    name: z.string(),
    /** The highest fence that has touched it: a lower one is refused. */
    fence: z.int(),
    intent: intentSchema.exactOptional(),
    /** What all of it runs, as last proven; absent while that is not known. */
    running: installedSchema.exactOptional(),
    /** A rollback has left it as it is, for nothing may be put in the place of what it runs: whose, and why. */
    stays: z.strictObject({ release: z.string(), reason: z.string() }).readonly().exactOptional(),
    ...behindFields,
    /** The last revision that finished its bake here: what a rollback returns to. */
    baked: installedSchema.exactOptional(),
    /** Those that had finished their bakes before it, the last one first, each of other bytes. */
    bakedEarlier: z.array(installedSchema).readonly().exactOptional(),
  })
  .readonly();

export type Target = z.output<typeof targetSchema>;

export const targetNoun = noun('target', targetSchema, [target1]);

export function emptyTarget(pipeline: string, name: string): Target {
  return { kind: 'target', pipeline, name, fence: 0 };
}

/**
 * The target with its intent ended: on success it runs the intent's revision, in the setting that was read then, where
 * one was; else what it runs is not known. One that somebody else has taken is held against what it ran before.
 */
export function settled(target: Target, end: IntentEnd, at: string, setting?: string): Target {
  const { intent, running: _, ...rest } = target;
  if (intent?.status !== 'open') return target;
  const closed: Target = { ...rest, intent: { ...intent, status: 'ended', end, endedAt: at } };
  if (end.result === 'Moved') return heldAgainst(closed, target.running);
  if (end.result === 'Failed') return closed;
  const { release, revision, functionVersion } = intent;
  const set = {
    ...(functionVersion && { functionVersion }),
    ...(setting && { setting }),
  };
  const now: Target = { ...closed, running: { release, revision, ...set, at } };
  if (intent.doing === 'deploy') return now;
  return intent.drill ? broughtBack(now, intent, set) : takenBack(now, intent, set);
}

/** The target after a drill has brought it back: it runs what it ran, and all that has baked there has baked there. */
function broughtBack(
  target: Target,
  { revision }: Intent,
  set: Pick<Installed, 'functionVersion' | 'setting'>,
): Target {
  const history = bakedOn(target);
  const point = history.find((each) => each.revision.digest === revision.digest);
  if (point === undefined) return target;
  const { setting: _, ...known } = point;
  const running: Installed = { ...known, ...set };
  return {
    ...withBaked(
      target,
      history.map((each) => (each === point ? running : each)),
    ),
    running,
  };
}

/**
 * The target whose deployment has ended, after which somebody else has taken it: that is known, and is no failure any
 * more. What it runs until they are done is what it ran.
 */
export function taken(target: Target, reason: string): Target {
  const { intent } = target;
  if (intent?.status !== 'ended' || !['Failed', 'Succeeded'].includes(intent.end.result))
    return target;
  const closed: Target = { ...target, intent: { ...intent, end: { result: 'Moved', reason } } };
  return heldAgainst(closed, target.running);
}

/** Until it is what the ledger says again, or what baked there, no gate opens in front of it. */
function heldAgainst(target: Target, before: Installed | undefined): Target {
  const running = before ?? target.baked;
  return running ? { ...target, running } : target;
}

/** What finished its bake on the target and was not taken back since, the last one first. */
export function bakedOn({ baked, bakedEarlier = [] }: Target): readonly Installed[] {
  return baked ? [baked, ...bakedEarlier] : bakedEarlier;
}

/**
 * What the target returns to when a revision is taken back: the last that finished its bake there, of other bytes, and
 * not quarantined since. The digests that are, are `barred`.
 *
 *     baked r3, r2, r0; r3 is taken back              →  r2
 *     baked r3, r2, r0; r3 is taken back, r2 barred   →  r0
 *     baked r1; another release of r1 is taken back   →  none
 */
export function returnPoint(
  target: Target,
  takenBack: string,
  barred: readonly string[] = [],
): Installed | undefined {
  const mayReturn = ({ revision: { digest } }: Installed) =>
    digest !== takenBack && !barred.includes(digest);
  return bakedOn(target).find(mayReturn);
}

/** The target whose revision was taken back while somebody else had the target: nothing returns to those bytes. */
export function unbaked(target: Target, digest: string): Target {
  const history = bakedOn(target);
  const rest = history.filter(({ revision }) => revision.digest !== digest);
  return rest.length === history.length ? target : withBaked(target, rest);
}

/** As many as anybody could want to go back: each is a few hundred bytes of the target's item. */
const MOST_BAKED = 8;

function withBaked(target: Target, history: readonly Installed[]): Target {
  const { baked: _, bakedEarlier: __, ...rest } = target;
  const [last, ...earlier] = history.slice(0, MOST_BAKED);
  return {
    ...rest,
    ...(last && { baked: last }),
    ...(earlier.length > 0 && { bakedEarlier: earlier }),
  };
}

/** The target after a rollback: it runs its return point, and nothing that baked after that counts any more. */
function takenBack(
  target: Target,
  { revision, takesBack }: Intent,
  set: Pick<Installed, 'functionVersion' | 'setting'>,
): Target {
  const history = bakedOn(target);
  const at = history.findIndex((each) => each.revision.digest === revision.digest);
  const found = history[at];
  if (found === undefined) return target;
  const { setting: _, ...point } = found;
  // Its version may have been published again: the one of then is gone.
  const running: Installed = { ...point, ...set };
  const [, ...older] = history.slice(at);
  const rest = [running, ...older].filter((each) => each.revision.digest !== takesBack);
  return { ...withBaked(target, rest), running };
}

/** Whether the release that an intent is of is being ended, or another has taken over since it was written. */
export function isSealed({ fence, intent }: Target): boolean {
  return intent !== undefined && fence > intent.fence;
}

/** Whether it brings what its release has, though it be a drill that takes that back for a moment. */
function isForth({ doing, drill }: Intent): boolean {
  return doing === 'deploy' || drill !== undefined;
}

/** Whether anything of the release has been started on the target, or runs there. */
export function hasBegun({ intent, running }: Target, release: string): boolean {
  const isOurs = intent?.release === release && isForth(intent);
  const isOnlyPrepared = intent?.prepared !== undefined && intent.carriedOutAt === undefined;
  const hasStarted = isOurs && deploymentOf(intent) !== undefined && !isOnlyPrepared;
  return running?.release === release || hasStarted;
}

/**
 * Since when anything of the release may have served on the target, at the earliest; undefined while nothing of it may.
 * A wave of which one target is still being warmed has brought nothing there, whatever the others serve.
 */
export function servedFrom(
  target: Target,
  { release, openedAt }: { readonly release: string; readonly openedAt: string },
): string | undefined {
  if (!hasBegun(target, release)) return undefined;
  const { intent } = target;
  const isFirst =
    intent?.release === release &&
    intent.doing === 'deploy' &&
    intent.drill === undefined &&
    attemptOf(intent) === 1;
  // What an earlier try has served is not told by the intent of a later one, nor by a drill's.
  return isFirst ? (intent.carriedOutAt ?? calledAt(intent)) : openedAt;
}

/** The target with its intent given up before anything was started: it runs what it ran. */
export function givenUp(target: Target, reason: string): Target {
  const { intent } = target;
  if (intent?.status !== 'open') return target;
  return { ...target, intent: { ...intent, status: 'ended', end: { result: 'GivenUp', reason } } };
}

/** The target whose traffic has been sent back before all of it had shifted: it runs what it ran. */
export function sentBack(target: Target, reason: string): Target {
  const { intent } = target;
  if (intent === undefined) return target;
  return { ...target, intent: { ...intent, status: 'ended', end: { result: 'GivenUp', reason } } };
}

/** The target after its bake has passed: what runs is what a rollback returns to from now on. */
export function baked(target: Target, release: string): Target {
  const { running } = target;
  if (running?.release !== release || target.baked?.release === release) return target;
  const { digest } = running.revision;
  const others = bakedOn(target).filter(({ revision }) => revision.digest !== digest);
  return withBaked(caughtUp(target, { release, digest }), [running, ...others]);
}

/** Whether a target runs what last finished its bake there. */
export function runsBaked({ running, baked }: Target): boolean {
  return running !== undefined && running.revision.digest === baked?.revision.digest;
}
