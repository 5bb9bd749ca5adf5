// A permit: a person lets a build be released that would not be, for a time.

import * as z from 'zod';
import { noun } from '../noun.ts';

const permitSchema = z
  .strictObject({
    build: z.string(),
    /** The ARN of whoever gave it. */
    by: z.string(),
    reason: z.string(),
    at: z.string(),
    /** From then on it is as if it had never been. */
    until: z.string(),
    /** What admission had against the build; absent where it had nothing. */
    admits: z.string().exactOptional(),
    /** Whether it may take the place of what is newer: a step back. */
    stepsBack: z.literal(true).exactOptional(),
    /** Whether it lifts a quarantine for which nothing but a test speaks. */
    lifts: z.literal(true).exactOptional(),
  })
  .readonly();

export type Permit = z.output<typeof permitSchema>;

export const permitNoun = noun('permit', permitSchema);

export function isInForce(permit: Permit | undefined, now: Date): permit is Permit {
  return permit !== undefined && Date.parse(permit.until) > now.getTime();
}
