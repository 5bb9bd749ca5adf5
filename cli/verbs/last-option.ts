// How far back a verb looks.

import { wholeNumber } from '../values.ts';

export const lastOption = {
  value: 'N',
  text: 'so many of its last bakes',
  default: '100',
  parse: wholeNumber({ most: 10_000 }),
} as const;
