// The timestamps of ASL: the profile of RFC 3339 with an upper-case T, and a Z or an offset.

const FORM = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/;

/**
 * Milliseconds since 1970, or undefined if the text is no such timestamp or no such time.
 *
 *     2016-03-05T21:29:29.243167252Z  →  1457213369243
 *     2016-12-05 21:29:29Z            →  undefined
 *     2016-12-05T25:29:29Z            →  undefined
 */
export function parseTimestamp(text: string): number | undefined {
  const match = FORM.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second, fraction = '', zone] = match;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  if (!isDay(Number(year), Number(month), Number(day))) return undefined;
  const millis = `${fraction}000`.slice(0, 3);
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${millis}${zone}`);
}

/** The 30th of February is none. */
function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
