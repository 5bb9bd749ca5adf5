// How long a person's stop holds.

import { lastingUpTo } from '../values.ts';

export const holdFor = {
  value: 'DURATION',
  text: 'how long it holds, without anybody’s doing (default: until it is resumed)',
  parse: lastingUpTo(30),
} as const;
