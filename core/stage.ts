// A stage: one item that says who may change it, and the rules of its gate.

import * as z from 'zod';
import { noun } from './noun.ts';
import { isNewer, orderSchema } from './revision.ts';

/** The right to change a stage. Its fence rises with each new holder, so that a late hand is recognised. */
const leaseSchema = z
  .strictObject({
    release: z.string(),
    execution: z.string(),
    fence: z.int(),
    since: z.string(),
    /** What the holder is about to do, written before it does it. */
    intent: z.enum(['deploy', 'rollBack']),
  })
  .readonly();

export type Lease = z.output<typeof leaseSchema>;

const waitingSchema = z
  .strictObject({
    release: z.string(),
    execution: z.string(),
    order: orderSchema,
    digest: z.string(),
    since: z.string(),
  })
  .readonly();

export type Waiting = z.output<typeof waitingSchema>;

/** What shuts a stage to a release for good. */
const sealSchema = z
  .strictObject({
    at: z.string(),
    /** Higher than any fence that the release has had here, and not above that of whoever is there or comes after. */
    fence: z.int(),
  })
  .readonly();

export type Seal = z.output<typeof sealSchema>;

const reasoned = { release: z.string(), since: z.string(), reason: z.string() };

const stageSchema = z
  .strictObject({
    kind: z.literal('stage'),
    pipeline: z.string(),
    name: z.string(),
    fence: z.int(),
    lease: leaseSchema.exactOptional(),
    /** Whose turn is next: the newest release in front of the gate, or the first of its queue. */
    waiting: waitingSchema.exactOptional(),
    /** Who waits behind it, where a stage keeps order. */
    queue: z.array(waitingSchema).readonly().exactOptional(),
    /** Those that gave way in front of it since somebody was let in: what comes next brings their changes too. */
    gaveWay: z.strictObject({ count: z.int(), since: z.string() }).readonly().exactOptional(),
    /** The newest revision that was ever let in. */
    newest: orderSchema.exactOptional(),
    /** After a rollback: only a newer revision may enter. */
    hold: z
      .strictObject({ ...reasoned, order: orderSchema })
      .readonly()
      .exactOptional(),
    /** Some target's state could not be proven: nothing may enter until a person has looked. */
    frozen: z.strictObject(reasoned).readonly().exactOptional(),
    /** The releases that are being ended, or ended lately: no hand of theirs gets anything here. */
    sealed: z.record(z.string(), sealSchema).readonly().exactOptional(),
  })
  .readonly();

export type Stage = z.output<typeof stageSchema>;

export const stageNoun = noun('stage', stageSchema);

/** What the end of a release says of a stage that it has left dirty, and that another release has entered since. */
export function notFrozenText(stage: string, holder: string): string {
  return `${openText(stage)}: release ${holder} is there`;
}

const openText = (stage: string) => `stage ${stage} is not frozen`;

/** Whether the reason of an end says so of the stage. */
export function isToldOpen(stage: string, reason: string): boolean {
  return reason.includes(`${openText(stage)}: `);
}

/** A release that asks to be let into a stage. */
export type Candidate = Omit<Waiting, 'since'>;

export function emptyStage(pipeline: string, name: string): Stage {
  return { kind: 'stage', pipeline, name, fence: 0 };
}

/**
 * The stage with the lease of a release that has left it and comes back to take its revision back; undefined while
 * another release is there, or where the release is being ended. Order does not matter here: nothing newer is
 * overwritten.
 */
export function reentered(
  stage: Stage,
  candidate: Omit<Candidate, 'order' | 'digest'>,
  now: string,
): Stage | undefined {
  if (isSealed(stage, candidate.release)) return undefined;
  if (stage.lease) return stage.lease.release === candidate.release ? stage : undefined;
  const fence = stage.fence + 1;
  return { ...stage, fence, lease: { ...candidate, fence, since: now, intent: 'rollBack' } };
}

/**
 * The stage with the lease of a rollback by hand: it waits for nobody but whoever takes back already, and shuts out
 * whoever went forward there. From then on only something newer than what it takes back may enter.
 *
 *     sealed against it                      →  ended: this is a late hand of it
 *     the lease is its own                   →  unchanged
 *     the lease is another's, who takes back →  takenBack
 *     the lease is another's                 →  seized, the other sealed
 *     free, whoever waits in front of it     →  entered
 */
export function seized(
  stage: Stage,
  candidate: Omit<Candidate, 'order' | 'digest'>,
  hold: NonNullable<Stage['hold']>,
): Stage | 'ended' | 'takenBack' {
  const { lease } = stage;
  if (isSealed(stage, candidate.release)) return 'ended';
  if (lease?.release === candidate.release) return stage;
  if (lease?.intent === 'rollBack') return 'takenBack';
  const free = lease ? sealed(stage, lease.release, hold.since) : stage;
  const fence = free.fence + 1;
  const own = { ...candidate, fence, since: hold.since, intent: 'rollBack' as const };
  return held({ ...free, fence, lease: own }, hold);
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

/** All that wait in front of its gate, whose turn is next first. */
export function waitingFor({ waiting, queue = [] }: Stage): readonly Waiting[] {
  return waiting ? [waiting, ...queue] : queue;
}

/** The stage with these in front of its gate. */
export function withWaiting(stage: Stage, all: readonly Waiting[]): Stage {
  const { waiting: _, queue: __, ...rest } = stage;
  const [waiting, ...queue] = all;
  return { ...rest, ...(waiting && { waiting }), ...(queue.length > 0 && { queue }) };
}

/** The stage after a release has left it, for whatever reason; unchanged if it was not there. */
export function left(stage: Stage, release: string): Stage {
  const { lease, ...rest } = stage;
  const free = { ...rest, ...(lease && lease.release !== release && { lease }) };
  const others = waitingFor(stage).filter((each) => each.release !== release);
  return withWaiting(free, others);
}

/** The stage after a rollback: only something newer than what was rolled back may enter. */
export function held(stage: Stage, hold: NonNullable<Stage['hold']>): Stage {
  if (stage.hold && isNewer(stage.hold.order, hold.order)) return stage;
  return { ...stage, hold };
}
