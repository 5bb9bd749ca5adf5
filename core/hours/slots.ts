// When a wave may start: so that what is looked ahead over is expected to end while its hours are open.

import type { PlannedHours, PlannedWave } from '../planned-wave.ts';
import { AT_A_TIME } from '../timetable.ts';
import { type Span, union, within, without } from './spans.ts';
import { spansOfWindow } from './window.ts';

/** What is known of a calendar for a stretch of time. */
export interface ReadCalendar {
  readonly name: string;
  readonly shut: readonly Span[];
  /** Why it could not be read: then it is shut for all of the time. */
  readonly unread?: string;
}

/** How long a deployment takes besides moving traffic, and a test, where nothing tells. */
const USUAL_SECONDS = 300;

/**
 * How long a wave is expected to take from its start to the end of what is looked ahead over: its deployments, its
 * tests, and of its bake as much as is asked for.
 *
 *     one target that shifts for 10m, a bake of 4h, 1h ahead  →  5m + 10m + 1h
 */
export function aheadSeconds(
  { targets, tests, bake, shiftSeconds = 0 }: Ahead,
  lookAheadSeconds: number,
): number {
  const rounds = ({ length }: readonly unknown[]) => Math.ceil(length / AT_A_TIME);
  return (
    rounds(targets) * (USUAL_SECONDS + shiftSeconds) +
    rounds(tests) * USUAL_SECONDS +
    Math.min(bake?.seconds ?? 0, lookAheadSeconds)
  );
}

export type Ahead = Pick<PlannedWave, 'targets' | 'tests' | 'bake' | 'shiftSeconds' | 'hours'>;

/** When one set of hours is open, calendars aside from the windows. */
export function openSpans(
  { windows, calendars }: PlannedHours,
  read: readonly ReadCalendar[],
  between: Span,
): Span[] {
  const shut = read.filter(({ name }) => calendars.includes(name)).flatMap((each) => each.shut);
  const open =
    windows.length === 0
      ? [between]
      : union(windows.flatMap((window) => spansOfWindow(window, between)));
  return within(open, [between]).flatMap((span) => without(span, shut));
}

/** When a wave may start, between two moments; a wave without hours may at any time. */
export function startsOf(wave: Ahead, read: readonly ReadCalendar[], between: Span): Span[] {
  const { hours = [] } = wave;
  return hours.reduce<Span[]>(
    (starts, each) => {
      const ahead = aheadSeconds(wave, each.lookAheadSeconds) * 1000;
      const open = openSpans(each, read, { ...between, until: between.until + ahead });
      // It may start at the last moment that leaves room.
      const fits = open.map(({ from, until }) => ({ from, until: until - ahead + 1 }));
      return within(starts, fits);
    },
    [between],
  );
}

const DAY = 86_400_000;
/** So far ahead an opening is looked for; what opens only later is told as not known. */
export const HORIZON_DAYS = 400;

/** The first start from a moment on, and until when it could be; undefined where none is near. */
export function nextStart(
  wave: Ahead,
  read: readonly ReadCalendar[],
  from: number,
  horizonDays = HORIZON_DAYS,
): Span | undefined {
  // Most hours open within days: a year is looked through only where they do not.
  for (let day = 0; day < horizonDays; day += 16) {
    const between = { from: from + day * DAY, until: from + Math.min(day + 16, horizonDays) * DAY };
    const [first] = startsOf(wave, read, between);
    if (first) return first;
  }
  return undefined;
}
