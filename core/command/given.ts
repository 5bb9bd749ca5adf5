// A command that was given, kept under its key: what is repeated finds it, and does nothing twice.

import * as z from 'zod';
import { noun } from '../noun.ts';

const changeSchema = z.strictObject({ what: z.string(), from: z.string(), to: z.string() });

const intentSchema = z
  .strictObject({
    about: z.string(),
    changes: z.array(changeSchema.readonly()).readonly(),
    notes: z.array(z.string()).readonly().exactOptional(),
    seen: z.unknown(),
    facts: z.record(z.string(), z.unknown()).exactOptional(),
    carries: z.unknown().exactOptional(),
  })
  .readonly();

const fields = {
  command: z.string(),
  by: z.string(),
  at: z.string(),
  /** Of what it carried: another command under the same key is a mistake. */
  digest: z.string(),
  /** What it was about to do, when it was given. */
  intent: intentSchema,
};

const givenSchema = z.discriminatedUnion('status', [
  z.strictObject({ ...fields, status: z.literal('begun') }).readonly(),
  z.strictObject({ ...fields, status: z.literal('done'), did: z.array(z.string()) }).readonly(),
]);

export type Given = z.output<typeof givenSchema>;

/** Whoever repeats a command does it within days; the ledger tells for ever what was done. */
const KEPT_SECONDS = 30 * 86_400;

export const givenNoun = { ...noun('command', givenSchema), keptSeconds: KEPT_SECONDS };
