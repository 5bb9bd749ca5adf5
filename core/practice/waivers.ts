// Waivers: an exception from a rule, for a time.

import type { WaiverDefinition } from '../pipeline/schema.ts';
import type { Policy } from './policy-settings.ts';

export type Standing = 'inForce' | 'expired' | 'tooLong' | 'unknownRule' | 'notWaivable';

const DAY_MILLIS = 86_400_000;

/** The rule on waivers is not itself waived. */
const NEVER_WAIVED = 'waivers';

/**
 * Whether a waiver waives anything. It ends at 00:00 UTC of the day it names, and waives nothing while that day is
 * further off than the policy allows.
 *
 *     expires 2027-01-31, now 2027-01-30T23:59:59Z  →  in force
 *     expires 2027-01-31, now 2027-01-31T00:00:00Z  →  expired
 */
export function standingOf(
  { rule, expires }: WaiverDefinition,
  policy: Policy,
  now: Date,
): Standing {
  const settings = Object.hasOwn(policy.rules, rule) ? policy.rules[rule] : undefined;
  if (settings === undefined) return 'unknownRule';
  if (rule === NEVER_WAIVED || !settings.waivable) return 'notWaivable';
  const left = Date.parse(`${expires}T00:00:00Z`) - now.getTime();
  if (left <= 0) return 'expired';
  return left > policy.waivers.longestDays * DAY_MILLIS ? 'tooLong' : 'inForce';
}

/** How many days a waiver has left, begun ones counted whole; 0 once it has ended. */
export function daysLeft({ expires }: Pick<WaiverDefinition, 'expires'>, now: Date): number {
  const left = Date.parse(`${expires}T00:00:00Z`) - now.getTime();
  return Math.max(0, Math.ceil(left / DAY_MILLIS));
}
