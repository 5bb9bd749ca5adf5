// A pipeline that is released at set times: since when those count, and which of them have come.

import * as z from 'zod';
import { noun } from './noun.ts';

const scheduledSchema = z
  .strictObject({
    pipeline: z.string(),
    at: z.string(),
    zone: z.string().exactOptional(),
    /** When it was applied: what was due before is not meant. */
    since: z.string(),
    /** The last of its times that is done with. */
    done: z.string().exactOptional(),
    /** What it started last. */
    last: z.string().exactOptional(),
    /** A time that has come, and what is released at it: chosen once, started until it is. */
    due: z
      .strictObject({
        at: z.string(),
        build: z
          .strictObject({
            arn: z.string(),
            number: z.number(),
            startedAt: z.string(),
            name: z.string().exactOptional(),
          })
          .readonly(),
      })
      .readonly()
      .exactOptional(),
  })
  .readonly();

export type Scheduled = z.output<typeof scheduledSchema>;

export const scheduledNoun = noun('schedule', scheduledSchema);
