// What a person has ended the waiting for: a gate goes on although this keeps it shut.

import * as z from 'zod';
import { noun } from '../noun.ts';
import type { FoundReason } from './gate-reason.ts';

const passedSchema = z.strictObject({ kind: z.string(), subject: z.string() }).readonly();

const skipSchema = z
  .strictObject({
    by: z.string(),
    name: z.string(),
    reason: z.string(),
    at: z.string(),
    /** By when the wave must have started. */
    until: z.string(),
    /** What they saw keep it shut: what came since is not skipped. */
    passes: z.array(passedSchema).readonly(),
  })
  .readonly();

export type Skip = z.output<typeof skipSchema>;

export const skipsNoun = noun(
  'skips of a gate',
  z.strictObject({ skips: z.array(skipSchema).readonly() }).readonly(),
);

/** What a time or a rule keeps shut. All else waits for somebody’s proof, word or turn, and is never skipped. */
const SKIPPED: readonly FoundReason['kind'][] = ['hours', 'calendar', 'budget', 'freeze'];

/**
 * Whether a person may end the waiting for it.
 *
 *     outside of its hours, a calendar, a freeze, a spent budget   →  yes
 *     an approval, a hold                                          →  no: approve, resume
 *     an alarm, what runs, another release, what is not baked yet  →  no: nothing has shown that it may go on
 */
export function maySkip({ kind }: Pick<FoundReason, 'kind'>): boolean {
  return SKIPPED.includes(kind);
}

export interface Sifted {
  /** What keeps the gate shut. */
  readonly left: readonly FoundReason[];
  /** What it would be kept shut by, and who has let it through. */
  readonly passed: readonly { readonly reason: FoundReason; readonly skip: Skip }[];
}

export function sifted(
  reasons: readonly FoundReason[],
  skips: readonly Skip[],
  now: string,
): Sifted {
  const inForce = skips.filter(({ until }) => now < until);
  const all = reasons.map((reason) => ({
    reason,
    skip: maySkip(reason) ? inForce.find((each) => passes(each, reason)) : undefined,
  }));
  return {
    left: all.flatMap(({ reason, skip }) => (skip ? [] : [reason])),
    passed: all.flatMap(({ reason, skip }) => (skip ? [{ reason, skip }] : [])),
  };
}

/** Hours are one thing, whether a window or a calendar tells them, or one of them cannot be read just now. */
function passes({ passes: all }: Skip, { kind, subject }: FoundReason): boolean {
  if (isOfHours(kind)) return all.some((each) => isOfHours(each.kind));
  return all.some((each) => each.kind === kind && each.subject === subject);
}

function isOfHours(kind: string): boolean {
  return kind === 'hours' || kind === 'calendar';
}

/** Whether somebody has let a wave start outside of its hours. */
export function skipsHours(skips: readonly Skip[], now: string): boolean {
  return skips.some(
    ({ until, passes: all }) => now < until && all.some(({ kind }) => isOfHours(kind)),
  );
}

/** `ada goes on by 14:00 without waiting for it: the fix cannot wait` */
export function passedText({ reason, skip }: Sifted['passed'][number]): string {
  return `${skip.name} has ended the wait, until ${skip.until} (${skip.reason}): ${reason.what}`;
}
