// The calendar in a plan: when each wave with hours can start, as its gate will see it.

import { spansOfCalendar } from '../core/hours/calendar-file.ts';
import { HORIZON_DAYS, nextStart, type ReadCalendar } from '../core/hours/slots.ts';
import { momentText } from '../core/hours/window.ts';
import { isArn } from '../core/pipeline/hours-schema.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import type { PlannedWave } from '../core/planned-wave.ts';
import type { Opening, Slot } from '../core/timetable.ts';
import { waveName } from '../core/wave.ts';

const SLOTS_SHOWN = 3;

/** The earliest start of a wave after so many seconds, by its windows and the calendars that are files. */
export function openingOf(pipeline: PipelineDefinition, start: Date): Opening {
  return (wave, after) => {
    const from = start.getTime() + after * 1000;
    const next = wave.hours ? nextStart(wave, calendarsOf(pipeline, wave, from), from) : undefined;
    return next ? (next.from - start.getTime()) / 1000 : after;
  };
}

interface HoursReport {
  readonly wave: string;
  readonly zone: string;
  /** When it can start, from its turn on: the first few times. None where it does not open within a year. */
  readonly starts: readonly { readonly from: string; readonly until: string }[];
  /** Calendars that only AWS knows, and that were not asked. */
  readonly unasked: readonly string[];
}

/** Absent where no wave has hours. */
export function hoursReport(
  pipeline: PipelineDefinition,
  slots: readonly Slot[],
  start: Date,
): { hours?: readonly HoursReport[] } {
  const hours = slots.flatMap(({ wave, startsAt }): HoursReport[] => {
    if (wave.hours === undefined) return [];
    const zone = wave.hours.flatMap(({ windows }) => windows)[0]?.zone ?? 'UTC';
    const unasked = wave.hours.flatMap(({ calendars }) => calendars.filter(isArn));
    const starts = startsFrom(pipeline, wave, start.getTime() + startsAt * 1000);
    return [{ wave: waveName(wave), zone, starts, unasked: [...new Set(unasked)] }];
  });
  return hours.length > 0 ? { hours } : {};
}

function startsFrom(pipeline: PipelineDefinition, wave: PlannedWave, first: number) {
  const read = calendarsOf(pipeline, wave, first);
  const starts: { from: string; until: string }[] = [];
  for (let from = first; starts.length < SLOTS_SHOWN; ) {
    const next = nextStart(wave, read, from);
    if (next === undefined) break;
    const [begins, ends] = [next.from, next.until].map((at) => new Date(at).toISOString());
    starts.push({ from: begins ?? '', until: ends ?? '' });
    from = next.until;
  }
  return starts;
}

function calendarsOf(
  { calendarFiles = {} }: PipelineDefinition,
  { hours = [] }: PlannedWave,
  from: number,
): ReadCalendar[] {
  const between = { from, until: from + HORIZON_DAYS * 86_400_000 };
  return Object.entries(calendarFiles).map(([name, text]) => {
    const beside = hours.filter(({ calendars }) => calendars.includes(name));
    const [zone = 'UTC', ...zones] = beside.flatMap(({ windows }) => windows.map((it) => it.zone));
    return { name, shut: spansOfCalendar(text, [zone, ...zones], between) };
  });
}

/** `prod can start Mon 2026-11-30 09:00 to Mon 2026-11-30 14:25 Europe/Berlin; …` */
export function hoursLines(hours: readonly HoursReport[]): string[] {
  return hours.flatMap(({ wave, zone, starts, unasked }) => {
    const shown = starts.map(({ from, until }) => {
      const begins = momentText(Date.parse(from), zone).replace(` ${zone}`, '');
      return `${begins} to ${momentText(Date.parse(until), zone)}`;
    });
    return [
      starts.length > 0
        ? `${wave} can start ${shown.join('; ')}.`
        : `${wave} cannot start within a year: its hours do not open.`,
      ...unasked.map((name) => `${wave} also waits for calendar ${name}, which was not asked.`),
    ];
  });
}
