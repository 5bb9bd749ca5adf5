// An intent: what is about to be done to a target, written before it is done, and how it went.

import * as z from 'zod';
import { revisionSchema } from './revision.ts';

/** What has been called for an intent. It may be learnt after the intent has ended, too. */
const callsSchema = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('none') }).readonly(),
  /** Written before anything is called: from then on the calls may take effect at any moment. */
  z.strictObject({ state: z.literal('announced'), at: z.string() }).readonly(),
  /** CodeDeploy's lists may lag behind, but nothing more is called. */
  z.strictObject({ state: z.literal('failed'), at: z.string(), failedAt: z.string() }).readonly(),
  /** CodeDeploy has answered; until then the deployment is found by its description. */
  z
    .strictObject({ state: z.literal('started'), at: z.string(), deployment: z.string() })
    .readonly(),
]);

const endSchema = z.discriminatedUnion('result', [
  z.strictObject({ result: z.literal('Succeeded'), reason: z.string() }).readonly(),
  z
    .strictObject({
      result: z.literal('Failed'),
      reason: z.string(),
      /** By the revision's own doing. */
      blamesRevision: z.literal(true).exactOptional(),
      /** Nothing says that it would fail again: it may be tried again, as often as its stage allows. */
      mayPass: z.literal(true).exactOptional(),
    })
    .readonly(),
  /** Somebody else has taken the target meanwhile: what it runs is theirs, and nothing is put in its place. */
  z.strictObject({ result: z.literal('Moved'), reason: z.string() }).readonly(),
  /** Nothing was started for it, or what was has been sent back: the target runs what it ran. */
  z.strictObject({ result: z.literal('GivenUp'), reason: z.string() }).readonly(),
]);

/** How the reason begins of one that was given up after its traffic had begun to shift. */
export const SENT_BACK = 'its shift was stopped, and all of its traffic goes to version';

/** The same of one where neither what was there nor what was brought there has ever come up. */
export const LEFT_THERE = 'nothing that was ever brought there has come up: it is left as it is';

/** How the text begins of one of which nothing was executed, since nobody has consented to what it may destroy. */
export const UNCONSENTED = 'nobody consented';

type End = z.output<typeof endSchema>;
/** How an intent for which something was started has ended. */
export type IntentEnd = Exclude<End, { readonly result: 'GivenUp' }>;

const intended = {
  release: z.string(),
  wave: z.int(),
  doing: z.enum(['deploy', 'rollBack']),
  revision: revisionSchema,
  functionVersion: z.string().exactOptional(),
  /** The version that the alias goes out from. */
  fromVersion: z.string().exactOptional(),
  /** The greatest share of an alias's traffic that was seen to have the version: CodeDeploy takes none of it back. */
  seenShare: z.number().exactOptional(),
  /** Where Tidegate itself moves the traffic: its last step, written before it is taken; none of it once stopped. */
  step: z
    .strictObject({
      share: z.number(),
      at: z.string(),
      /** What Lambda called the alias's setting once it was taken; absent while that is not known. */
      setting: z.string().exactOptional(),
    })
    .readonly()
    .exactOptional(),
  /** What its platform has prepared, where that is looked at before it is carried out. */
  prepared: z
    .strictObject({
      digest: z.string(),
      text: z.string(),
      destroys: z.array(z.string()).readonly(),
      /** When a person was asked for their consent to these very changes. */
      askedAt: z.string().exactOptional(),
    })
    .readonly()
    .exactOptional(),
  /** When it was carried out, at the earliest: written before. */
  carriedOutAt: z.string().exactOptional(),
  /** Who has consented to what of that may destroy data: to these very changes. */
  consent: z
    .strictObject({ digest: z.string(), by: z.string(), name: z.string(), at: z.string() })
    .readonly()
    .exactOptional(),
  /** Of a rollback: the digest of what it takes back. */
  takesBack: z.string().exactOptional(),
  /** A leg of a rollback drill: nothing is taken back for good, and what it goes between stays what it was. */
  drill: z
    .strictObject({
      /** Counted through all of the drill's tries: no two have the same. */
      leg: z.int(),
      /** What the release brings, which the drill takes back for a moment. */
      of: revisionSchema,
    })
    .readonly()
    .exactOptional(),
  startedAt: z.string(),
  /** When it was told that it could not be stopped, though it was to be. */
  stopFailedAt: z.string().exactOptional(),
  /** Which try of the same it is; absent for the first. */
  attempt: z.int().exactOptional(),
  /** The fence that it was written with; a target with a higher one is sealed against it. */
  fence: z.int(),
  calls: callsSchema,
};

/** What is about to be done to a target, written before it is done. */
export const intentSchema = z.discriminatedUnion('status', [
  z.strictObject({ ...intended, status: z.literal('open') }).readonly(),
  z
    .strictObject({
      ...intended,
      status: z.literal('ended'),
      end: endSchema,
      /** 0.2.0 did not keep it. */
      endedAt: z.string().exactOptional(),
    })
    .readonly(),
]);

export type Intent = z.output<typeof intentSchema>;

/** Whether it was given up after its traffic had begun to shift. */
export function wasSentBack(intent: Intent | undefined): boolean {
  if (intent?.status !== 'ended' || intent.end.result !== 'GivenUp') return false;
  const { reason } = intent.end;
  return reason.startsWith(SENT_BACK) || reason === LEFT_THERE;
}

/** How the intent ended; undefined while it is open. */
export function resultOf(intent: Intent | undefined): End['result'] | undefined {
  return intent?.status === 'ended' ? intent.end.result : undefined;
}

/** The deployment that was started for the intent, once CodeDeploy has said which. */
export function deploymentOf({ calls }: Intent): string | undefined {
  return calls.state === 'started' ? calls.deployment : undefined;
}

/** The intent as it stands once CodeDeploy has said which deployment is its. */
export function withDeployment(intent: Intent, deployment: string): Intent {
  return { ...intent, calls: { state: 'started', at: calledAt(intent), deployment } };
}

/** When something was first called for the intent that may have had an effect; at the earliest when it was written. */
export function calledAt({ calls, startedAt }: Intent): string {
  return calls.state === 'none' ? startedAt : calls.at;
}

/** The mark by which a deployment is found again: it stands in the description. */
export function deploymentMark(
  intent: Pick<Intent, 'release' | 'wave' | 'doing' | 'attempt' | 'drill'>,
  target: string,
): string {
  const { release, wave, doing, drill } = intent;
  const leg = drill ? `${LEG}${drill.leg}` : '';
  const again = attemptOf(intent) > 1 ? ` attempt ${attemptOf(intent)}` : '';
  return `tidegate ${doing} ${release} wave ${wave} target ${target}${leg}${again}`;
}

/** By which the deployments of a drill are told from those of the wave, and of its rollback. */
export const LEG = ' leg ';

export function attemptOf({ attempt = 1 }: Pick<Intent, 'attempt'>): number {
  return attempt;
}

/** Whether what failed is tried again, where so many repetitions are allowed. */
export function isTriedAgain(intent: Intent, retries: number): boolean {
  if (intent.status !== 'ended' || intent.end.result !== 'Failed') return false;
  return intent.end.mayPass === true && attemptOf(intent) <= retries;
}

/** How much earlier a function may come that was called because a time was over. */
const EARLY = { seconds: 120, share: 0.1 } as const;

/** Whether the time that something may take is over, which began then. */
export function isOver(began: string, limitSeconds: number, nowMillis: number): boolean {
  const early = Math.min(EARLY.seconds, EARLY.share * limitSeconds);
  return secondsSince(began, nowMillis) >= limitSeconds - early;
}

/** Longer than the functions live that announce their calls. */
export const LIFE_SECONDS = 75;
/** How far CodeDeploy's lists may lag behind. */
const LAG_SECONDS = 45;
const CALL_SECONDS = LIFE_SECONDS + LAG_SECONDS;

/** Whether a deployment that cannot be found may still appear: one that was started is there. */
export function mayStillStart({ calls }: Intent, nowMillis: number): boolean {
  switch (calls.state) {
    case 'none':
      return false;
    case 'announced':
      return secondsSince(calls.at, nowMillis) < CALL_SECONDS;
    case 'failed':
      return secondsSince(calls.failedAt, nowMillis) < LAG_SECONDS;
    case 'started':
      return true;
  }
}

/** Whether a function that announced its calls may still be about to make them. */
export function isCalling({ calls }: Intent, nowMillis: number): boolean {
  return calls.state === 'announced' && secondsSince(calls.at, nowMillis) < LIFE_SECONDS;
}

function secondsSince(time: string, nowMillis: number): number {
  return (nowMillis - Date.parse(time)) / 1000;
}
