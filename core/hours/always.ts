// What can be told of windows without a calendar: for how long they are shut at a stretch, and whether they ever leave
// room for a wave.

import { type Ahead, aheadSeconds, openSpans, startsOf } from './slots.ts';
import { type Span, within } from './spans.ts';

const DAY = 86_400_000;

/** Two weeks in winter and two in summer: a week repeats but for daylight saving. Each begins on a Monday. */
export const WEEKS = ['2026-01-05', '2026-07-06'].map((day) => {
  const from = Date.parse(`${day}T00:00:00Z`);
  return { from, until: from + 14 * DAY };
});

/** What waits is looked at every five minutes. */
const SWEEP_SECONDS = 300;

/**
 * The longest that a wave's windows are shut at a stretch, in seconds; 0 without any, or where they never leave room.
 *
 *     mon to thu, 09:00 to 16:00, and an hour and a half is looked ahead over  →  Thu 14:30 to Mon 09:00: 325,800
 */
export function shutSecondsOf(wave: Ahead): number {
  if (wave.hours === undefined) return 0;
  const gaps = WEEKS.flatMap((week) => {
    const starts = startsOf(withoutCalendars(wave), [], week);
    return starts.slice(1).map(({ from }, index) => (from - (starts[index]?.until ?? from)) / 1000);
  });
  return Math.ceil(Math.max(0, ...gaps));
}

/**
 * How much time at a stretch a wave needs that its windows never leave; undefined where they leave it.
 *
 * One that opens for exactly as long as is needed could be over before it is looked at.
 */
export function missingRoomOf(
  wave: Ahead,
): { readonly neededSeconds: number; readonly mostSeconds: number } | undefined {
  const { hours = [] } = withoutCalendars(wave);
  const isRoomy = ({ from, until }: Span) => until - from > SWEEP_SECONDS * 1000;
  if (WEEKS.some((week) => startsOf({ ...wave, hours }, [], week).some(isRoomy))) return undefined;
  const longest = WEEKS.flatMap((week) =>
    hours
      .reduce((open, each) => within(open, openSpans(each, [], week)), [week])
      .map(({ from, until }) => (until - from) / 1000),
  );
  const ahead = hours.map(({ lookAheadSeconds }) => aheadSeconds(wave, lookAheadSeconds));
  return {
    neededSeconds: Math.max(...ahead) + SWEEP_SECONDS,
    mostSeconds: Math.max(0, ...longest),
  };
}

function withoutCalendars(wave: Ahead): Ahead {
  const { hours = [] } = wave;
  return { ...wave, hours: hours.map((each) => ({ ...each, calendars: [] })) };
}
