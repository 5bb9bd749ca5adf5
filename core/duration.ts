// Durations as people write them: `90s`, `30m`, `12h`, `2d`, `1h30m`.

import { Failure } from './failure.ts';

const secondsPer = { d: 86_400, h: 3_600, m: 60, s: 1 } as const;
const form = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/;

/**
 * Seconds of a duration as written in a pipeline, or undefined if it is not one.
 *
 *     '30m'    →   1800
 *     '1h30m'  →   5400
 *     '2d'     → 172800
 *     '0s'     →      0
 *     ''       → undefined
 *     '30'     → undefined
 *     '1.5h'   → undefined
 */
export function parseDuration(text: string): number | undefined {
  const match = form.exec(text);
  if (text === '' || match === null) return undefined;

  const [, days = '0', hours = '0', minutes = '0', seconds = '0'] = match;
  return (
    Number(days) * secondsPer.d +
    Number(hours) * secondsPer.h +
    Number(minutes) * secondsPer.m +
    Number(seconds) * secondsPer.s
  );
}

/**
 * A duration as people write it, with at most its two largest units, rounded down.
 *
 *        0  →  '0s'
 *       90  →  '1m30s'
 *    43200  →  '12h'
 *    90061  →  '1d1h'
 */
export function formatDuration(totalSeconds: number): string {
  let rest = Math.floor(totalSeconds);
  const parts: string[] = [];
  for (const [unit, seconds] of Object.entries(secondsPer)) {
    const count = Math.floor(rest / seconds);
    rest -= count * seconds;
    if (count > 0) parts.push(`${count}${unit}`);
    else if (parts.length > 0) break;
  }
  return parts.slice(0, 2).join('') || '0s';
}

/**
 * A duration to the second, for what is written, compared or kept to: two that differ never read alike.
 *
 *      5400  →  '1h30m'
 *    100860  →  '1d4h1m'
 *     90061  →  '1d1h1m1s'
 */
export function exactDuration(totalSeconds: number): string {
  let rest = Math.floor(totalSeconds);
  const parts = Object.entries(secondsPer).map(([unit, seconds]) => {
    const count = Math.floor(rest / seconds);
    rest -= count * seconds;
    return count > 0 ? `${count}${unit}` : '';
  });
  return parts.join('') || '0s';
}

/** Seconds of a duration that was checked when it came in. Throws `Missing` for what is none. */
export function secondsIn(duration: string): number {
  const seconds = parseDuration(duration);
  if (seconds !== undefined) return seconds;
  throw new Failure(
    'Missing',
    `expected a duration such as 90s or 1h30m, got ${JSON.stringify(duration)}`,
  );
}
