// A duration in a file that people write.

import * as z from 'zod';
import { parseDuration } from './duration.ts';

export const duration = z
  .string()
  .refine(
    (text) => parseDuration(text) !== undefined,
    'expected a duration such as 90s, 30m, 12h or 1d',
  )
  .meta({
    description: 'A duration: 90s, 30m, 12h, 1d or 1h30m.',
    minLength: 1,
    pattern: '^(\\d+d)?(\\d+h)?(\\d+m)?(\\d+s)?$',
  });
