// What a gate says of a wave's hours: whether they are open, and if not, when it can start at the earliest.

import { aheadSeconds, nextStart, type ReadCalendar, startsOf } from '../hours/slots.ts';
import type { Span } from '../hours/spans.ts';
import { momentText, windowText } from '../hours/window.ts';
import type { PlannedHours, PlannedWave } from '../planned-wave.ts';
import type { FoundReason } from './gate-reason.ts';

/** Whether a wave may start now as far as its hours go. */
export function hoursAllow(plan: PlannedWave, read: readonly ReadCalendar[], now: number): boolean {
  if (plan.hours === undefined) return true;
  return startsOf(plan, read, { from: now, until: now + 1 }).length > 0;
}

/** The calendars that could not be read: they count as closed. */
export function unreadReasons(read: readonly ReadCalendar[]): FoundReason[] {
  return read.flatMap(({ name, unread }): FoundReason[] =>
    unread === undefined
      ? []
      : [
          {
            kind: 'calendar',
            subject: name,
            what: `calendar ${name} cannot be read, and counts as closed: ${unread}`,
            clears:
              'whoever owns the calendar, by letting it be read; or the pipeline’s owner, by leaving it out',
          },
        ],
  );
}

/** Why a wave's hours keep it from starting now, and when they open. */
export function shutReason(
  plan: PlannedWave,
  read: readonly ReadCalendar[],
  now: number,
  frozen: readonly Span[] = [],
): FoundReason {
  const { hours = [] } = plan;
  const texts = [...new Set(hours.map(hoursText))].join(' and ');
  const clears = 'time; or the pipeline’s owner, by other hours';
  const common = { kind: 'hours', subject: plan.stage, clears } as const;
  const next = nextStart(plan, read, now, frozen);
  if (next === undefined)
    return { ...common, what: `outside of its hours (${texts}), which do not open within a year` };
  const ahead = Math.max(...hours.map((each) => aheadSeconds(plan, each.lookAheadSeconds)));
  const ends = next.from + ahead * 1000;
  const zone = hours.flatMap(({ windows }) => windows)[0]?.zone ?? 'UTC';
  return {
    ...common,
    what:
      `outside of its hours (${texts}): it starts ${momentText(next.from, zone)} at the earliest, ` +
      `so that it is far enough by ${momentText(ends, zone)}`,
    earliest: new Date(next.from).toISOString(),
    expectedEnd: new Date(ends).toISOString(),
  };
}

const NAMED = 3;

function hoursText({ windows, calendars }: PlannedHours): string {
  const shown = windows.slice(0, NAMED).map(windowText);
  const more = windows.length - shown.length;
  return [
    ...shown,
    ...(more > 0 ? [`${more} more`] : []),
    ...calendars.map((calendar) => `calendar ${calendar}`),
  ].join('; ');
}
