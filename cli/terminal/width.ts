// Text that fits.

import { harmless } from '../../core/harmless.ts';

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
  const clean = harmless(text);
  if (clean.length <= columns) return clean;
  return columns < 1 ? '' : `${clean.slice(0, columns - 1)}…`;
}
