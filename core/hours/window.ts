// A window of the week in the hours of a place, daylight saving included.

import { Temporal } from 'temporal-polyfill';
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
  const dateOf = (millis: number) =>
    Temporal.Instant.fromEpochMilliseconds(millis).toZonedDateTimeISO(zone).toPlainDate();
  // One that began the day before may still be open.
  let date = dateOf(between.from).subtract({ days: 1 });
  const last = dateOf(between.until);
  const spans: Span[] = [];
  for (; Temporal.PlainDate.compare(date, last) <= 0; date = date.add({ days: 1 })) {
    const day = weekdays[date.dayOfWeek - 1];
    if (day === undefined || !opensOn.includes(day)) continue;
    const span = {
      from: firstShown(date, from, zone),
      until: firstShown(until > from ? date : date.add({ days: 1 }), until, zone),
    };
    const isOpen = span.from < span.until;
    if (isOpen && span.until > between.from && span.from < between.until) spans.push(span);
  }
  return spans;
}

/** The moment at which a zone's clock first shows a time of a day, or a later one. */
function firstShown(day: Temporal.PlainDate, time: string, zone: string): number {
  const wanted =
    time === '24:00'
      ? day.add({ days: 1 }).toPlainDateTime()
      : day.toPlainDateTime(Temporal.PlainTime.from(time));
  const shown = wanted.toZonedDateTime(zone, { disambiguation: 'earlier' });
  if (shown.toPlainDateTime().equals(wanted)) return shown.epochMilliseconds;
  // The clock is put forward over it: what is shown is as long before that as the clock is put forward.
  return shown.getTimeZoneTransition('next')?.epochMilliseconds ?? shown.epochMilliseconds;
}

/**
 * A moment as people of the zone read it: `Mon 2026-11-30 09:00 Europe/Berlin`.
 */
export function momentText(millis: number, zone: string): string {
  const at = Temporal.Instant.fromEpochMilliseconds(millis).toZonedDateTimeISO(zone);
  const day = weekdays[at.dayOfWeek - 1] ?? '';
  const name = `${day.charAt(0).toUpperCase()}${day.slice(1)}`;
  return `${name} ${at.toPlainDate()} ${at.toPlainTime().toString({ smallestUnit: 'minute' })} ${zone}`;
}

/** `mon, tue 09:00 to 16:00 Europe/Berlin` */
export function windowText({ zone, days, from, until }: WindowDefinition): string {
  return `${days ? days.join(', ') : 'every day'} ${from} to ${until} ${zone}`;
}
