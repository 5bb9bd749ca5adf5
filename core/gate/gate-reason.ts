// Why a gate is shut: what it is, since when, and who or what can clear it. Kept in the wave, shown wherever it waits.

import * as z from 'zod';
import { reasonOf } from '../plain-reason.ts';

const gateReasonKinds = [
  /** Outside of the windows, or during an event of a calendar. */
  'hours',
  /** A calendar that cannot be read. */
  'calendar',
  'freeze',
  /** A person's stop. */
  'hold',
  /** Another release is in the stage, or is newer and waits. */
  'lease',
  /** Older ones are before it in the stage's queue, or on their way there. */
  'queue',
  /** Some target's state could not be proven. */
  'frozen',
  'alarm',
  /** What runs is not what is known, or there is no way back. */
  'targets',
  'incident',
  'scaleUnit',
  'budget',
  'dependency',
  'approval',
  /** A bake that could not be judged. */
  'answer',
] as const;

const TEXT = 600;

export const gateReasonSchema = z
  .strictObject({
    kind: z.enum(gateReasonKinds),
    /** What it is about: two reasons of one kind and subject are the same one, seen again. */
    subject: z.string(),
    /** A sentence without its full stop. */
    what: z.string(),
    /** Since when it is known. */
    since: z.string(),
    /** Who or what can clear it. */
    clears: z.string(),
    /** The command that clears it, where one does. */
    command: z.string().exactOptional(),
    /** When the wave can start at the earliest, where that is known. */
    earliest: z.string().exactOptional(),
    /** When what is looked ahead over is expected to end then. */
    expectedEnd: z.string().exactOptional(),
    /** When it stops by itself, where it does. */
    until: z.string().exactOptional(),
  })
  .readonly();

export type GateReason = z.output<typeof gateReasonSchema>;

/** What a look finds; since when is told by what was found before. */
export type FoundReason = Omit<GateReason, 'since'> & { readonly since?: string };

/** An item has room for these; a person reads no more. */
const MOST = 20;

/** What was found, each since it was first found. */
export function keptReasons(
  found: readonly FoundReason[],
  before: readonly GateReason[],
  now: string,
): readonly GateReason[] {
  return found.slice(0, MOST).map((reason) => {
    const known = before.find(
      ({ kind, subject }) => kind === reason.kind && subject === reason.subject,
    );
    return {
      ...reason,
      what: reason.what.slice(0, TEXT),
      since: reason.since ?? known?.since ?? now,
    };
  });
}

/** All of them as one sentence. */
export function reasonsText(reasons: readonly Pick<GateReason, 'what'>[]): string {
  return reasonOf(reasons.map(({ what }) => what));
}
