// A moment as a person says it: a time with its zone, a day, or how long ago.

import { parseDuration } from '../core/duration.ts';
import { refuseUsage, wordText } from './usage.ts';
import { moment } from './values.ts';

/** The moment, ISO 8601, as seen from now (milliseconds). */
export type Since = (now: number) => string;

/**
 *     30d                 →  thirty days ago
 *     2026-11-01          →  that day at 00:00 UTC
 *     2026-11-01T09:00Z   →  that moment
 */
export function sinceWhen(text: string, option: string): Since {
  const ago = parseDuration(text);
  if (ago !== undefined) return (now) => new Date(now - ago * 1000).toISOString();
  if (!/^\d{4}-/.test(text))
    throw refuseUsage(
      `expected ${option} to be how long ago, such as 30d, or a day such as 2026-11-01, got ${wordText(text)}`,
    );
  const at = moment(/^[\d-]+$/.test(text) ? `${text}T00:00Z` : text, option).toISOString();
  return () => at;
}
