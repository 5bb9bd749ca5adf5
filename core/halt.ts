// Why nothing more is started for a wave, though its bake has not begun: harm, or somebody else's hand.

import * as z from 'zod';
import { chargeSchema } from './judging/charge.ts';
import { suspectSchema } from './suspects.ts';

export const harmSchema = z
  .strictObject({
    at: z.string(),
    reason: z.string(),
    charges: z.array(chargeSchema).readonly(),
    /** How many there were besides those that are kept. */
    more: z.int().exactOptional(),
    /** Who may have done it, the likeliest first. */
    suspects: z.array(suspectSchema).readonly().exactOptional(),
  })
  .readonly();

/** What proves, before a wave's bake has begun, that its revision does harm. */
export type Harm = z.output<typeof harmSchema>;

export const driftSchema = z
  .strictObject({
    at: z.string(),
    reason: z.string(),
    /** The targets, and whether they run something else, or were moved away and back. */
    targets: z.record(z.string(), z.enum(['other', 'touched'])).readonly(),
  })
  .readonly();

/** Somebody else has moved targets before the wave's bake had begun: it passes nothing any more. */
export type Drift = z.output<typeof driftSchema>;

export const haltedSchema = z
  .strictObject({
    at: z.string(),
    reason: z.string(),
    /** What shifts is stopped, since all of it is taken back. */
    stops: z.literal(true).exactOptional(),
  })
  .readonly();

/** Another slice of its wave has not passed: it goes no further. */
export type Halted = z.output<typeof haltedSchema>;

/**
 * Whether a target's deployment is stopped by it: where it has the target, what CodeDeploy would do next would take its
 * place; where it has only moved more or less of the traffic to the revision, the whole wave is taken back.
 */
export function isStoppedBy({ targets }: Drift, target: string): boolean {
  return targets[target] === 'other' || isTakenBack({ targets });
}

/** Whether a hand has only changed how much the revision gets: what is between two revisions goes back. */
export function isTakenBack({ targets }: Pick<Drift, 'targets'>): boolean {
  return Object.values(targets).includes('touched');
}
