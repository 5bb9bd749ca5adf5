// A quarantine: a revision, or all that is built of a commit, must not be promoted again until a person lifts it.

import * as z from 'zod';
import { noun } from './noun.ts';

const liftedSchema = z
  .strictObject({ at: z.string(), by: z.string(), reason: z.string() })
  .readonly();

const quarantineSchema = z
  .strictObject({
    /** Which release proved the harm; empty where a person said so of what had none. */
    release: z.string(),
    since: z.string(),
    reason: z.string(),
    /** The ARN of the person who said so; absent where harm was proven. */
    by: z.string().exactOptional(),
    /** Nothing but a test speaks against it: a person who releases it again lifts it by that. */
    byTest: z.literal(true).exactOptional(),
    lifted: liftedSchema.exactOptional(),
  })
  .readonly();

export type Quarantine = z.output<typeof quarantineSchema>;

export const quarantineNoun = noun('quarantine', quarantineSchema);

export function isBarring(item: Quarantine | undefined): item is Quarantine {
  return item !== undefined && item.lifted === undefined;
}

/**
 * What was lifted is barred again by new proof, not by the old one that is written once more; where a test alone has
 * barred it, other proof takes its place.
 */
export function isBarredAlready(
  item: Quarantine | undefined,
  release: string,
  { byTest }: Pick<Quarantine, 'byTest'>,
): item is Quarantine {
  if (item === undefined) return false;
  if (item.lifted !== undefined) return item.release === release;
  return item.byTest !== true || byTest === true;
}
