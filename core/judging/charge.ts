// What fails a bake, so that it can be counted how often that was right.

import * as z from 'zod';

export const chargeSchema = z
  .strictObject({
    by: z.enum(['alarm', 'metric', 'guard', 'signal']),
    target: z.string(),
    /** The alarm's name, or `latency p99 of lambda checkout:live`. */
    name: z.string(),
    /** What a person reads. */
    text: z.string(),
    /** Since when, where that is known. */
    since: z.string().exactOptional(),
  })
  .readonly();

export type Charge = z.output<typeof chargeSchema>;
