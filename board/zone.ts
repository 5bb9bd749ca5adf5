// The zone in which a reader reads times: UTC, an offset that somebody tells, or a zone of the world.

export interface Zone {
  readonly name: string;
  readonly offsetMinutes: (millis: number) => number;
}

export const utc: Zone = { name: 'UTC', offsetMinutes: () => 0 };

const LONGEST = 64;

/**
 * The zone of that name; undefined where the world knows none.
 *
 *     Asia/Seoul  →  nine hours before UTC
 *     +05:30      →  five and a half
 *     Mars/Base   →  undefined
 */
export function zoneNamed(name: string): Zone | undefined {
  if (name === '' || name.length > LONGEST) return undefined;
  try {
    const parts = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
    return { name, offsetMinutes: (millis) => offsetBy(parts, millis) };
  } catch (thrown) {
    if (thrown instanceof RangeError) return undefined;
    throw thrown;
  }
}

function offsetBy(format: Intl.DateTimeFormat, millis: number): number {
  const told = new Map(
    format.formatToParts(millis).map(({ type, value }) => [type, Number(value)]),
  );
  const of = (type: Intl.DateTimeFormatPartTypes) => told.get(type) ?? 0;
  const there = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'));
  return Math.round((there - millis) / 60_000);
}
