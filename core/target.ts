// A target: one deployable place, what runs there, and what last finished its bake there.

import * as z from 'zod';
import { noun } from './noun.ts';
import { revisionSchema } from './revision.ts';

/** A revision on a target, with the Lambda version that was published from it, where it is a function. */
const installedSchema = z
  .strictObject({
    release: z.string(),
    revision: revisionSchema,
    functionVersion: z.string().exactOptional(),
    at: z.string(),
  })
  .readonly();

export type Installed = z.output<typeof installedSchema>;

/** What is about to be done to a target, written before it is done. */
const intentSchema = z
  .strictObject({
    release: z.string(),
    wave: z.int(),
    doing: z.enum(['deploy', 'rollBack']),
    revision: revisionSchema,
    functionVersion: z.string().exactOptional(),
    /** Of a rollback: the digest of what it takes back. */
    takesBack: z.string().exactOptional(),
    startedAt: z.string(),
    /** The fence that it was written with; a target with a higher one is sealed against it. */
    fence: z.int().exactOptional(),
    /** Written before anything is called for it: from then on the calls may take effect at any moment. */
    callingAt: z.string().exactOptional(),
    /** When those calls had failed: CodeDeploy's lists may lag behind, but nothing more is called. */
    answeredAt: z.string().exactOptional(),
    /** Known once CodeDeploy has answered; until then the deployment is found by its description. */
    deployment: z.string().exactOptional(),
    /** Absent while it is open. */
    result: z.enum(['Succeeded', 'Failed', 'GivenUp']).exactOptional(),
    reason: z.string().exactOptional(),
    /** It failed by the revision's own doing. */
    blamesRevision: z.literal(true).exactOptional(),
  })
  .readonly();

export type Intent = z.output<typeof intentSchema>;

/** How an intent ended. */
export interface IntentEnd {
  readonly result: 'Succeeded' | 'Failed';
  readonly reason: string;
  readonly blamesRevision?: boolean;
}

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
    /** The last revision that finished its bake here: what a rollback returns to. */
    baked: installedSchema.exactOptional(),
    /** Those that had finished their bakes before it, the last one first, each of other bytes. */
    bakedEarlier: z.array(installedSchema).readonly().exactOptional(),
    /** The same as it was kept before there were several. */
    bakedBefore: installedSchema.exactOptional(),
  })
  .readonly();

export type Target = z.output<typeof targetSchema>;

export const targetNoun = noun('target', targetSchema);

export function emptyTarget(pipeline: string, name: string): Target {
  return { kind: 'target', pipeline, name, fence: 0 };
}

/** The mark by which a deployment is found again: it stands in the description. */
export function deploymentMark({ release, wave, doing }: Intent, target: string): string {
  return `tidegate ${doing} ${release} wave ${wave} target ${target}`;
}

/** The target with its intent ended: on success it runs the intent's revision, else what it runs is not known. */
export function settled(target: Target, end: IntentEnd, at: string): Target {
  const { intent, running: _, ...rest } = target;
  if (intent === undefined || intent.result !== undefined) return target;
  const { result, reason } = end;
  const blames = end.blamesRevision ? { blamesRevision: true as const } : {};
  const closed: Target = { ...rest, intent: { ...intent, result, reason, ...blames } };
  if (result === 'Failed') return closed;
  const { release, revision, functionVersion } = intent;
  const now: Target = {
    ...closed,
    running: { release, revision, ...(functionVersion && { functionVersion }), at },
  };
  return intent.doing === 'rollBack' ? takenBack(now, intent) : now;
}

/** What finished its bake on the target and was not taken back since, the last one first. */
export function bakedOn({ baked, bakedEarlier, bakedBefore }: Target): readonly Installed[] {
  const earlier = bakedEarlier ?? (bakedBefore ? [bakedBefore] : []);
  return baked ? [baked, ...earlier] : earlier;
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
  const { baked: _, bakedEarlier: __, bakedBefore: ___, ...rest } = target;
  const [last, ...earlier] = history.slice(0, MOST_BAKED);
  return {
    ...rest,
    ...(last && { baked: last }),
    ...(earlier.length > 0 && { bakedEarlier: earlier }),
  };
}

/** The target after a rollback: it runs its return point, and nothing that baked after that counts any more. */
function takenBack(target: Target, { revision, takesBack }: Intent): Target {
  const history = bakedOn(target);
  const at = history.findIndex((each) => each.revision.digest === revision.digest);
  if (at < 0) return target;
  const rest = history.slice(at).filter((each) => each.revision.digest !== takesBack);
  return { ...withBaked(target, rest), running: history[at]! };
}

/** Longer than the functions live that announce their calls. */
export const LIFE_SECONDS = 75;
/** How far CodeDeploy's lists may lag behind. */
const LAG_SECONDS = 45;
const CALL_SECONDS = LIFE_SECONDS + LAG_SECONDS;

/** Whether a deployment that cannot be found may still appear. */
export function mayStillStart(intent: Intent, nowMillis: number): boolean {
  const { callingAt, answeredAt } = intent;
  if (answeredAt !== undefined) return secondsSince(answeredAt, nowMillis) < LAG_SECONDS;
  return callingAt !== undefined && secondsSince(callingAt, nowMillis) < CALL_SECONDS;
}

/** Whether a function that announced its calls may still be about to make them. */
export function isCalling({ callingAt, answeredAt }: Intent, nowMillis: number): boolean {
  if (callingAt === undefined || answeredAt !== undefined) return false;
  return secondsSince(callingAt, nowMillis) < LIFE_SECONDS;
}

/** Whether the release that an intent is of is being ended, or another has taken over since it was written. */
export function isSealed({ fence, intent }: Target): boolean {
  return intent?.fence !== undefined && fence > intent.fence;
}

function secondsSince(time: string, nowMillis: number): number {
  return (nowMillis - Date.parse(time)) / 1000;
}

/** The target with its intent given up before anything was started: it runs what it ran. */
export function givenUp(target: Target, reason: string): Target {
  const { intent } = target;
  if (intent === undefined || intent.result !== undefined) return target;
  return { ...target, intent: { ...intent, result: 'GivenUp', reason } };
}

/** The target after its bake has passed: what runs is what a rollback returns to from now on. */
export function baked(target: Target, release: string): Target {
  const { running } = target;
  if (running?.release !== release || target.baked?.release === release) return target;
  const { digest } = running.revision;
  const others = bakedOn(target).filter(({ revision }) => revision.digest !== digest);
  return withBaked(target, [running, ...others]);
}

/** Whether a target runs what last finished its bake there. */
export function runsBaked({ running, baked }: Target): boolean {
  return running !== undefined && running.revision.digest === baked?.revision.digest;
}
