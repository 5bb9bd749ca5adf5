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

/**
 * Text on lines of at most that many columns, broken between words; what does not fit into so many lines is cut.
 *
 *     'held since noon', 10, 2   →  'held since', '    noon'
 */
export function wrapped(text: string, columns: number, most: number): string[] {
  const [first = '', ...others] = harmless(text).split(/(?<=\S) +/);
  const lines = [first];
  for (const word of others) {
    const line = `${lines.at(-1)} ${word}`;
    const isFull = line.length > columns && lines.length < most;
    lines.splice(isFull ? lines.length : -1, isFull ? 0 : 1, isFull ? `    ${word}` : line);
  }
  return lines.map((line) => cut(line, columns));
}
