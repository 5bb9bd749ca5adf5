// A duration in a file that people write.

import * as z from 'zod';
import { parseDuration } from './duration.ts';

const LONGEST_SECONDS = 365 * 86_400;

export const duration = z
  .string()
  .refine(
    (text) => parseDuration(text) !== undefined,
    'expected a duration such as 90s, 30m, 12h or 1d',
  )
  .refine(
    (text) => (parseDuration(text) ?? 0) <= LONGEST_SECONDS,
    'expected a duration of at most 365d, the longest that a release may live',
  )
  .meta({
    description: 'A duration: 90s, 30m, 12h, 1d or 1h30m.',
    minLength: 1,
    pattern: '^(\\d+d)?(\\d+h)?(\\d+m)?(\\d+s)?$',
  });
