// A window of the week in the hours of a place, daylight saving included.

import * as PlainDateTime from 'temporal-polyfill/fns/PlainDateTime';
import * as ZonedDateTime from 'temporal-polyfill/fns/ZonedDateTime';
import { type WindowDefinition, weekdays } from '../pipeline/hours-schema.ts';
import type { Span } from './spans.ts';

/**
 * When a window is open between two moments, a span for each of its days. The last and the first may reach beyond them.
 *
 * It opens when the zone's clock first shows `from` or later on a day, and closes when it first shows `until` or
 * later. So a time that does not exist on a day is the moment at which the clock is put forward over it, and one that
 * happens twice is its first time.
 *
 *     Europe/Berlin, 29 March 2026 (02:00 is 03:00)    02:30 to 05:00  →  01:00Z to 03:00Z
 *     Europe/Berlin, 25 October 2026 (03:00 is 02:00)  02:30 to 05:00  →  00:30Z to 04:00Z
 *     Europe/Berlin, 24 October 2026                   22:00 to 02:30  →  20:00Z to 00:30Z
 */
export function spansOfWindow(
  { zone, days, from, until }: WindowDefinition,
  between: Span,
): Span[] {
  const opensOn: readonly string[] = days ?? weekdays;
  // One that began the day before may still be open.
  let date = PlainDateTime.subtractDays(dayAt(between.from, zone), 1);
  const last = dayAt(between.until, zone);
  const spans: Span[] = [];
  for (; PlainDateTime.compare(date, last) <= 0; date = PlainDateTime.addDays(date, 1)) {
    const day = weekdays[PlainDateTime.dayOfWeek(date) - 1];
    if (day === undefined || !opensOn.includes(day)) continue;
    const closes = until > from ? date : PlainDateTime.addDays(date, 1);
    const span = { from: firstShown(date, from, zone), until: firstShown(closes, until, zone) };
    const isOpen = span.from < span.until;
    if (isOpen && span.until > between.from && span.from < between.until) spans.push(span);
  }
  return spans;
}

export type Wall = PlainDateTime.Record;

const NANOS = 1_000_000n;

/** What a zone's clock and calendar show at a moment. */
function wallAt(millis: number, zone: string): Wall {
  const at = ZonedDateTime.create(BigInt(Math.floor(millis)) * NANOS, zone);
  return ZonedDateTime.toPlainDateTime(at);
}

/** Midnight of the day that it is in a zone. */
export function dayAt(millis: number, zone: string): Wall {
  const { year, month, day } = wallAt(millis, zone);
  return PlainDateTime.create(year, month, day);
}

/** The moment at which a zone's clock first shows a time of a day, or a later one. */
export function firstShown(day: Wall, time: string, zone: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const wanted = PlainDateTime.addMinutes(day, hours * 60 + minutes);
  const shown = PlainDateTime.toZonedDateTime(wanted, zone, { disambiguation: 'earlier' });
  if (PlainDateTime.equals(ZonedDateTime.toPlainDateTime(shown), wanted))
    return shown.epochMilliseconds;
  // The clock is put forward over it: what is shown is as long before that as the clock is put forward.
  const change = ZonedDateTime.getTimeZoneTransition(shown, 'next');
  return change?.epochMilliseconds ?? shown.epochMilliseconds;
}

/** The moment of a time on a zone's clock, as calendars mean it: one that does not exist is as much later. */
export function momentOf(
  [year, month, day, hour, minute, second]: readonly [
    number,
    number,
    number,
    number,
    number,
    number,
  ],
  zone: string,
): number {
  const wall = PlainDateTime.create(year, month, day, hour, minute, second);
  return PlainDateTime.toZonedDateTime(wall, zone).epochMilliseconds;
}

/**
 * A moment as people of the zone read it, with its offset then, since an hour may come twice:
 * `Mon 2026-11-30 09:00+01:00 Europe/Berlin`.
 */
export function momentText(millis: number, zone: string): string {
  const at = wallAt(millis, zone);
  const day = weekdays[PlainDateTime.dayOfWeek(at) - 1] ?? '';
  const padded = [at.month, at.day, at.hour, at.minute].map((it) => String(it).padStart(2, '0'));
  const [month, date, hour, minute] = padded;
  const name = `${day.charAt(0).toUpperCase()}${day.slice(1)}`;
  return `${name} ${at.year}-${month}-${date} ${hour}:${minute}${offsetText(at, millis)} ${zone}`;
}

function offsetText({ year, month, day, hour, minute }: Wall, millis: number): string {
  const shown = Date.UTC(year, month - 1, day, hour, minute);
  const offset = Math.round((shown - millis) / 60_000);
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60].map((it) =>
    String(it).padStart(2, '0'),
  );
  return `${offset < 0 ? '-' : '+'}${hours}:${minutes}`;
}

/** `mon, tue 09:00 to 16:00 Europe/Berlin` */
export function windowText({ zone, days, from, until }: WindowDefinition): string {
  return `${days ? days.join(', ') : 'every day'} ${from} to ${until} ${zone}`;
}
