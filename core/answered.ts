// What a person is asked of a bake that could not be judged, and what they answer.

import * as z from 'zod';

export const askedSchema = z
  .strictObject({ at: z.string(), until: z.string(), reason: z.string() })
  .readonly();

export type Asked = z.output<typeof askedSchema>;

export const answeredSchema = z
  .strictObject({
    says: z.enum(['override', 'retry']),
    /** The ARN of whoever has answered, and what a person would call them. */
    by: z.string(),
    name: z.string(),
    reason: z.string(),
    at: z.string(),
    /** By when the next wave must have started: an override does not last for ever. */
    until: z.string().exactOptional(),
  })
  .readonly();

export type Answered = z.output<typeof answeredSchema>;

const doubt = {
  reason: z.string(),
  /** How often a person has had the tests run again by then. */
  retries: z.int(),
};

/** The tests of a wave that said nothing: what a person is asked of them, and what became of the question. */
export const doubtSchema = z.discriminatedUnion('status', [
  z
    .strictObject({ ...doubt, status: z.literal('asked'), at: z.string(), until: z.string() })
    .readonly(),
  z.strictObject({ ...doubt, status: z.literal('answered'), answered: answeredSchema }).readonly(),
  /** Nobody had answered when a fix took its place. */
  z.strictObject({ ...doubt, status: z.literal('gaveWay') }).readonly(),
]);

export type Doubt = z.output<typeof doubtSchema>;
