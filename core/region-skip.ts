// A region that a person lets a release go on without: its targets there are left behind.

import * as z from 'zod';
import { noun } from './noun.ts';

const regionSkipSchema = z
  .strictObject({
    region: z.string(),
    by: z.string(),
    name: z.string(),
    reason: z.string(),
    at: z.string(),
  })
  .readonly();

export type RegionSkip = z.output<typeof regionSkipSchema>;

export const regionSkipsNoun = noun(
  'skipped regions',
  z.strictObject({ skips: z.array(regionSkipSchema).readonly() }).readonly(),
);
