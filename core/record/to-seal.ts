// A pipeline that has left: its last lines are sealed all the same, though nobody lists it any more.

import * as z from 'zod';
import { noun } from '../noun.ts';

const toSealSchema = z
  .strictObject({
    pipeline: z.string(),
    /** When it left, ISO 8601. */
    since: z.string(),
  })
  .readonly();

export type ToSeal = z.output<typeof toSealSchema>;

export const toSealNoun = noun('pipeline to seal', toSealSchema);
