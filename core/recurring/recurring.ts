// At which moments something recurs, daylight saving included.

import * as PlainDateTime from 'temporal-polyfill/fns/PlainDateTime';
import { dayAt, firstShown, type Wall } from '../hours/window.ts';
import type { Cron } from './cron.ts';
import { type Recurrence, readExpression } from './expression.ts';

/** Leap years come within. */
const DAYS_LOOKED_AT = 9 * 366;

/**
 * The last moment at which it is due after `after`, up to and with `until`, both in milliseconds; undefined for none.
 *
 * A rate counts from `since`. Of a cron expression a time that does not exist on a day is the moment at which the
 * clock is put forward over it, and one that happens twice is its first time.
 *
 *     cron(30 2 * * ? *), Europe/Berlin, on 29 March 2026   →  01:00Z
 *     cron(30 2 * * ? *), Europe/Berlin, on 25 October 2026  →  00:30Z
 */
export function lastDue(
  recurrence: Recurrence,
  {
    since,
    after,
    until,
  }: { readonly since: number; readonly after: number; readonly until: number },
): number | undefined {
  const read = readExpression(recurrence.at);
  if ('problem' in read) return undefined;
  if ('everyMillis' in read) {
    const last = since + Math.floor((until - since) / read.everyMillis) * read.everyMillis;
    return last > after && last > since ? last : undefined;
  }
  const { zone = 'UTC' } = recurrence;
  const first = dayAt(after, zone);
  let day = dayAt(until, zone);
  for (; PlainDateTime.compare(day, first) >= 0; day = PlainDateTime.subtractDays(day, 1)) {
    const due = timesOn(read.cron, day, zone).findLast((time) => time > after && time <= until);
    if (due !== undefined) return due;
  }
  return undefined;
}

/** The first moment after `after` at which it is due; undefined where it comes no more. */
export function nextDue(recurrence: Recurrence, since: number, after: number): number | undefined {
  const read = readExpression(recurrence.at);
  if ('problem' in read) return undefined;
  if ('everyMillis' in read)
    return since + (Math.floor((after - since) / read.everyMillis) + 1) * read.everyMillis;
  const { zone = 'UTC' } = recurrence;
  let day = dayAt(after, zone);
  for (let index = 0; index < DAYS_LOOKED_AT; index += 1) {
    const due = timesOn(read.cron, day, zone).find((time) => time > after);
    if (due !== undefined) return due;
    day = PlainDateTime.addDays(day, 1);
  }
  return undefined;
}

/** In their order: a change of the clock may put several at one moment. */
function timesOn({ hours, minutes, isOn }: Cron, day: Wall, zone: string): number[] {
  if (!isOn(cronDay(day))) return [];
  const shown = hours.flatMap((hour) =>
    minutes.map((minute) => firstShown(day, `${hour}:${minute}`, zone)),
  );
  return [...new Set(shown)].sort((a, b) => a - b);
}

function cronDay(day: Wall) {
  const { year, month } = day;
  const weekday = (PlainDateTime.dayOfWeek(day) % 7) + 1;
  return { year, month, day: day.day, weekday, daysInMonth: PlainDateTime.daysInMonth(day) };
}
