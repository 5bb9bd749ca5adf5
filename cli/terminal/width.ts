// Text that fits.

import { stripVTControlCharacters } from 'node:util';

/** The text without anything that would move a cursor or ring a bell. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a terminal.
  return stripVTControlCharacters(text).replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ');
}

/**
 * Text of exactly that many columns: padded, or cut with an ellipsis.
 *
 *     'beta', 6        →  'beta  '
 *     'eu-west-1', 6   →  'eu-we…'
 *     'beta', 0        →  ''
 */
export function padded(text: string, columns: number): string {
  return cut(text, columns).padEnd(columns);
}

/** Text of at most that many columns. */
export function cut(text: string, columns: number): string {
  const clean = printable(text);
  if (clean.length <= columns) return clean;
  return columns < 1 ? '' : `${clean.slice(0, columns - 1)}…`;
}
