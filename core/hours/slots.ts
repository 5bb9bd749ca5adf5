// When a wave may start: so that what is looked ahead over is expected to end while its hours are open.

import { secondsIn } from '../duration.ts';
import type { PlannedHours, PlannedWave } from '../planned-wave.ts';
import { AT_A_TIME } from '../timetable.ts';
import { USUAL_LOOK_AHEAD } from './planned.ts';
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

export type Ahead = Pick<
  PlannedWave,
  'targets' | 'tests' | 'bake' | 'shiftSeconds' | 'hours' | 'lookAheadSeconds'
>;

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

/** How long what is looked ahead over takes at most: also of a wave without hours, for freezes that begin. */
export function mostAheadSeconds(wave: Ahead): number {
  const { hours = [], lookAheadSeconds = secondsIn(USUAL_LOOK_AHEAD) } = wave;
  const all = hours.map((each) => each.lookAheadSeconds);
  return aheadSeconds(wave, all.length > 0 ? Math.max(...all) : lookAheadSeconds);
}

/**
 * When a wave may start, between two moments; a wave without hours may at any time that leaves what is frozen alone.
 */
export function startsOf(
  wave: Ahead,
  read: readonly ReadCalendar[],
  between: Span,
  frozen: readonly Span[] = [],
): Span[] {
  const { hours = [] } = wave;
  return hours.reduce<Span[]>(
    (starts, each) => {
      const ahead = aheadSeconds(wave, each.lookAheadSeconds) * 1000;
      const open = openSpans(each, read, { ...between, until: between.until + ahead });
      // It may start at the last moment that leaves room.
      const fits = open.map(({ from, until }) => ({ from, until: until - ahead + 1 }));
      return within(starts, fits);
    },
    besideFreezes(wave, between, frozen),
  );
}

function besideFreezes(wave: Ahead, between: Span, frozen: readonly Span[]): Span[] {
  if (frozen.length === 0) return [between];
  const ahead = mostAheadSeconds(wave) * 1000;
  const free = without({ ...between, until: between.until + ahead }, frozen);
  const fits = free.map(({ from, until }) => ({ from, until: until - ahead + 1 }));
  return within([between], fits);
}

const DAY = 86_400_000;
/** So far ahead an opening is looked for; what opens only later is told as not known. */
export const HORIZON_DAYS = 400;

/** The first start from a moment on, and until when it could be; undefined where none is near. */
export function nextStart(
  wave: Ahead,
  read: readonly ReadCalendar[],
  from: number,
  frozen: readonly Span[] = [],
): Span | undefined {
  // Most hours open within days: a year is looked through only where they do not.
  for (let day = 0; day < HORIZON_DAYS; day += 16) {
    const between = {
      from: from + day * DAY,
      until: from + Math.min(day + 16, HORIZON_DAYS) * DAY,
    };
    const [first] = startsOf(wave, read, between, frozen);
    if (first) return first;
  }
  return undefined;
}
