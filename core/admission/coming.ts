// A build whose release is being started: what is older and on its way, before it has been claimed.

import * as z from 'zod';
import { noun } from '../noun.ts';
import { isNewer, orderSchema, type RevisionOrder } from '../revision.ts';

const comingSchema = z
  .strictObject({
    build: z.string(),
    /** As far as the build alone tells: where its commit stands is read as it is claimed. */
    order: orderSchema,
    since: z.string(),
  })
  .readonly();

export type Coming = z.output<typeof comingSchema>;

export const comingNoun = noun('coming build', comingSchema);

/** A claim takes seconds, and is tried again for minutes where AWS does not answer. */
const CLAIM_MILLIS = 600_000;

/** Whether it may still be claimed, and would be older than what is next. */
export function isExpectedBefore(
  { order, since }: Coming,
  next: RevisionOrder,
  nowMillis: number,
): boolean {
  return nowMillis - Date.parse(since) < CLAIM_MILLIS && isNewer(next, order);
}
