// How a release is being settled, as it is kept with it until all that follows is done.

import * as z from 'zod';
import { outcomes, waveOutcomes } from './outcome.ts';
import { safeSchema } from './time-to-safe.ts';

export const settlementSchema = z
  .strictObject({
    outcome: z.enum(outcomes),
    reason: z.string(),
    /** The waves' outcomes, by index. */
    waves: z.array(z.enum(waveOutcomes)).readonly(),
    /** The stages that hold what is not proven, or was not taken back although it should have been. */
    dirty: z.array(z.string()).readonly(),
    safe: safeSchema.exactOptional(),
    /** Proven of a revision whose release ended before its machine could quarantine it. */
    harm: z
      .strictObject({
        stage: z.string(),
        reason: z.string(),
        byTest: z.literal(true).exactOptional(),
      })
      .readonly()
      .exactOptional(),
  })
  .readonly();

export type Settlement = z.output<typeof settlementSchema>;
