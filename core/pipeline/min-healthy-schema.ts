// How many targets of a wave must get the revision for it to go on: the others are left behind.

import * as z from 'zod';

const PERCENT = /^(\d{1,2}(?:\.\d{1,2})?|100)%$/;

export const minHealthy = z
  .union([
    z
      .string()
      .regex(PERCENT, 'expected a share such as 95%, or a number of targets')
      .refine((given) => percentIn(given) > 0, 'expected more than 0%: none would have to get it'),
    z.int().min(1, 'expected at least 1 target: none would have to get it'),
  ])
  .optional()
  .meta({
    description:
      'How many targets of a wave must get the revision: a share, of them and of their traffic, or a number. Those that fail to deploy up to that are taken back and left behind. Default: all.',
    examples: ['95%', 19],
  });

export type MinHealthy = Exclude<z.output<typeof minHealthy>, undefined>;

/** `95%` → 95 */
export function percentIn(given: string): number {
  return Number(given.slice(0, -1));
}
