// A stage: one item that says who may change it, and the rules of its gate.

import { isNewer, type RevisionOrder } from './revision.ts';

/** The right to change a stage. Its fence rises with each new holder, so that a late hand is recognised. */
export interface Lease {
  readonly release: string;
  readonly execution: string;
  readonly fence: number;
  readonly since: string;
  /** What the holder is about to do, written before it does it. */
  readonly intent: 'deploy' | 'rollBack';
}

export interface Waiting {
  readonly release: string;
  readonly execution: string;
  readonly order: RevisionOrder;
  readonly digest: string;
  readonly since: string;
}

/** What shuts a stage to a release for good. */
export interface Seal {
  readonly at: string;
  /** Higher than any fence that the release has had here, and not above the one of whoever is there or comes after. */
  readonly fence: number;
}

export interface Stage {
  readonly kind: 'stage';
  readonly pipeline: string;
  readonly name: string;
  readonly fence: number;
  readonly lease?: Lease;
  /** The newest release in front of the gate; older ones end `Superseded`. */
  readonly waiting?: Waiting;
  /** The newest revision that was ever let in. */
  readonly newest?: RevisionOrder;
  /** After a rollback: only a newer revision may enter. */
  readonly hold?: {
    readonly release: string;
    readonly order: RevisionOrder;
    readonly since: string;
    readonly reason: string;
  };
  /** Some target's state could not be proven: nothing may enter until a person has looked. */
  readonly frozen?: { readonly release: string; readonly since: string; readonly reason: string };
  /** The releases that are being ended, or ended lately: no hand of theirs gets anything here. */
  readonly sealed?: Readonly<Record<string, Seal>>;
}

export type Comer = Omit<Waiting, 'since'>;

export type GateAnswer =
  | { readonly answer: 'open'; readonly stage: Stage; readonly superseded?: string }
  | {
      readonly answer: 'wait';
      readonly stage: Stage;
      readonly superseded?: string;
      readonly reason: string;
    }
  | { readonly answer: 'superseded'; readonly reason: string }
  | { readonly answer: 'ended' };

export function emptyStage(pipeline: string, name: string): Stage {
  return { kind: 'stage', pipeline, name, fence: 0 };
}

/**
 * What the gate of a stage answers a release that comes to it, and the stage as it is then.
 *
 * Asking again changes nothing: whoever holds the lease finds it open, whoever waits goes on waiting.
 *
 *     sealed against the comer               →  ended: this is a late hand of it
 *     lease is the comer's                   →  open, unchanged
 *     a newer revision was let in before     →  superseded
 *     held, and the comer is no newer        →  superseded
 *     a newer one waits                      →  superseded
 *     frozen, or the lease is another's      →  wait; an older one that waited is superseded
 *     else                                   →  open, with a new fence
 */
export function gateAnswer(stage: Stage, comer: Comer, now: string): GateAnswer {
  const { lease, newest, hold, waiting, frozen } = stage;
  if (isSealed(stage, comer.release)) return { answer: 'ended' };
  if (lease?.release === comer.release) return { answer: 'open', stage };
  if (newest && isNewer(newest, comer.order)) {
    return { answer: 'superseded', reason: 'a newer revision was let into the stage before it' };
  }
  if (hold && !isNewer(comer.order, hold.order)) {
    return { answer: 'superseded', reason: `the stage waits for a newer revision: ${hold.reason}` };
  }
  if (waiting && waiting.release !== comer.release && isNewer(waiting.order, comer.order)) {
    return {
      answer: 'superseded',
      reason: `a newer revision waits in front of it (${waiting.release})`,
    };
  }
  const superseded =
    waiting && waiting.release !== comer.release ? { superseded: waiting.release } : {};
  if (frozen) {
    const reason = `the stage is frozen since ${frozen.since}: ${frozen.reason}`;
    return { answer: 'wait', stage: withWaiting(stage, comer, now), reason, ...superseded };
  }
  if (lease) {
    const reason = `release ${lease.release} is in the stage`;
    return { answer: 'wait', stage: withWaiting(stage, comer, now), reason, ...superseded };
  }
  return { answer: 'open', stage: entered(stage, comer, now), ...superseded };
}

/**
 * The stage with the lease of a release that has left it and comes back to take its revision back; undefined while
 * another release is there, or where the release is being ended. Order does not matter here: nothing newer is
 * overwritten.
 */
export function reentered(
  stage: Stage,
  comer: Omit<Comer, 'order' | 'digest'>,
  now: string,
): Stage | undefined {
  if (isSealed(stage, comer.release)) return undefined;
  if (stage.lease) return stage.lease.release === comer.release ? stage : undefined;
  const fence = stage.fence + 1;
  return { ...stage, fence, lease: { ...comer, fence, since: now, intent: 'rollBack' } };
}

/** Functions live for fifteen minutes at most, and ask first whether their release has ended. */
const SEAL_MILLIS = 3_600_000;

/**
 * The stage shut to a release that is being ended. What the release holds it keeps until it leaves: nobody else may
 * come in while its last calls are waited for. Seals that are older than any hand can be are forgotten; to seal again
 * does no harm.
 */
export function sealed(stage: Stage, release: string, now: string): Stage {
  if (isSealed(stage, release)) return stage;
  const isOthers = stage.lease !== undefined && stage.lease.release !== release;
  const fence = isOthers ? stage.fence : stage.fence + 1;
  const isRecent = ([, { at }]: [string, Seal]) => Date.parse(now) - Date.parse(at) < SEAL_MILLIS;
  const others = Object.fromEntries(Object.entries(stage.sealed ?? {}).filter(isRecent));
  return { ...stage, fence, sealed: { ...others, [release]: { at: now, fence } } };
}

export function isSealed({ sealed: seals = {} }: Stage, release: string): boolean {
  return Object.hasOwn(seals, release);
}

/** The stage after a release has left it, for whatever reason; unchanged if it was not there. */
export function left(stage: Stage, release: string): Stage {
  const { lease, waiting, ...rest } = stage;
  return {
    ...rest,
    ...(lease && lease.release !== release && { lease }),
    ...(waiting && waiting.release !== release && { waiting }),
  };
}

/** The stage after a rollback: only something newer than what was rolled back may enter. */
export function held(stage: Stage, hold: NonNullable<Stage['hold']>): Stage {
  if (stage.hold && isNewer(stage.hold.order, hold.order)) return stage;
  return { ...stage, hold };
}

function withWaiting(stage: Stage, comer: Comer, now: string): Stage {
  if (stage.waiting?.release === comer.release) return stage;
  return { ...stage, waiting: { ...comer, since: now } };
}

/** A newer revision that enters lifts the hold. */
function entered(stage: Stage, comer: Comer, now: string): Stage {
  const { waiting: _, hold: __, ...rest } = stage;
  const fence = stage.fence + 1;
  return {
    ...rest,
    fence,
    newest: comer.order,
    lease: {
      release: comer.release,
      execution: comer.execution,
      fence,
      since: now,
      intent: 'deploy',
    },
  };
}
