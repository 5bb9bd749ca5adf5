// Texts as messages have room for them: harmless, and cut where they are too long.

import { harmless } from '../harmless.ts';

/**
 * On one line, of so many UTF-16 units at most; what is left out is said by an ellipsis.
 *
 *     'rolled back', 8  →  'rolled …'
 */
export function cut(text: string, most: number): string {
  const plain = harmless(text);
  if (plain.length <= most) return plain;
  // No half of a character is left at the end.
  return `${plain.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** Of so many bytes of UTF-8 at most. */
export function cutBytes(text: string, most: number): string {
  if (Buffer.byteLength(text) <= most) return text;
  let end = Math.min(text.length, most);
  while (end > 0 && Buffer.byteLength(text.slice(0, end)) > most - 3) end = Math.floor(end * 0.95);
  return `${text.slice(0, end).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** Letters that mail's subjects may have: all else is a question mark. */
export function ascii(text: string): string {
  return text.replaceAll(' · ', ', ').replace(/[^\x20-\x7e]/gu, '?');
}
