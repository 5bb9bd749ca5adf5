// A run of a hook: its build, and how that ended.

import * as z from 'zod';
import { noun } from './noun.ts';

const begun = { startedAt: z.string(), build: z.string().exactOptional() };

const hookRunSchema = z.discriminatedUnion('status', [
  z.strictObject({ ...begun, status: z.literal('running') }).readonly(),
  z
    .strictObject({
      ...begun,
      status: z.literal('ended'),
      /** What went wrong; empty where it succeeded. */
      problem: z.string(),
    })
    .readonly(),
]);

export type HookRun = z.output<typeof hookRunSchema>;

export const hookRunNoun = noun('run of a hook', hookRunSchema);
