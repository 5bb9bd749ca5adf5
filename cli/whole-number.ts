// Reads an option that is a whole number.

import { refuseUsage } from './arguments.ts';

/** Throws `Refused` where it is none, or larger than `most`. */
export function wholeNumber(
  text: string,
  {
    option,
    most,
    usage,
  }: { readonly option: string; readonly most: number; readonly usage: string },
): number {
  if (/^\d{1,10}$/.test(text) && Number(text) <= most) return Number(text);
  throw refuseUsage(
    `expected ${option} to be a whole number from 0 to ${most}, got ${JSON.stringify(text)}`,
    usage,
  );
}
