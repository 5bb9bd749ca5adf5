// A rollback by hand, as it is kept with its release: what it takes back, where, and to what.

import * as z from 'zod';
import { noun } from './noun.ts';
import { revisionSchema } from './revision.ts';

export const areaScopes = ['target', 'wave', 'stage', 'release'] as const;

const areaSchema = z
  .strictObject({
    scope: z.enum(areaScopes),
    /** Of every scope but a release's. */
    stage: z.string().exactOptional(),
    wave: z.string().exactOptional(),
    target: z.string().exactOptional(),
  })
  .readonly();

/** Where it takes back: a target, a wave, a stage, or the whole pipeline. */
export type Area = z.output<typeof areaSchema>;

const waySchema = z
  .strictObject({
    /** The digest that these targets return to. */
    to: z.string(),
    targets: z.array(z.string()).readonly(),
  })
  .readonly();

export const wayBackSchema = z
  .strictObject({
    /** The ARN of the person, or of the execution that nobody is named for. */
    by: z.string(),
    reason: z.string(),
    area: areaSchema,
    /** The revisions that are taken back: they are quarantined. */
    takes: z.array(revisionSchema).readonly(),
    /** The digest that was asked for; absent where each target returns to what last baked there. */
    to: z.string().exactOptional(),
    /** What somebody else has put on a target is taken back too. */
    overDrift: z.literal(true).exactOptional(),
    /** The releases that it has stopped, or that were there before it: their deployments are in its way. */
    stopped: z.array(z.string()).readonly(),
    /** Which targets return, and to what: known once nothing else moves them any more. */
    ways: z.array(waySchema).readonly().exactOptional(),
    /** Targets that run what is taken back and have no way back, with why. */
    staying: z.record(z.string(), z.string()).readonly().exactOptional(),
  })
  .readonly();

export type WayBack = z.output<typeof wayBackSchema>;

/** What a person has asked for, kept until the execution that does it has claimed it. */
export const orderSchema = wayBackSchema
  .unwrap()
  .omit({ stopped: true, ways: true, staying: true })
  .extend({ at: z.string(), seen: z.string() })
  .readonly();

export type RollbackOrder = z.output<typeof orderSchema>;

export const orderNoun = noun('rollback order', orderSchema);

/** The targets that return; undefined until that is known. */
export function returningIn({ ways }: WayBack): readonly string[] | undefined {
  return ways?.flatMap(({ targets }) => targets);
}

/** The digest that a target returns to. */
export function goalOf({ ways = [] }: WayBack, target: string): string | undefined {
  return ways.find(({ targets }) => targets.includes(target))?.to;
}

/** Of a rollback by hand, as its settlement takes it. */
export function returningOf({ rollback }: { readonly rollback?: WayBack }): {
  readonly returning?: readonly string[] | 'unknown';
} {
  return rollback ? { returning: returningIn(rollback) ?? 'unknown' } : {};
}
