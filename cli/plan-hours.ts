// The calendar in a plan: when each wave with hours can start, as its gate will see it.

import { freezesOf, frozenSpans } from '../core/gate/freeze-reasons.ts';
import { spansOfCalendar } from '../core/hours/calendar-file.ts';
import { HORIZON_DAYS, nextStart, type ReadCalendar } from '../core/hours/slots.ts';
import type { Span } from '../core/hours/spans.ts';
import { momentText } from '../core/hours/window.ts';
import { isArn } from '../core/pipeline/hours-schema.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import type { PlannedWave } from '../core/planned-wave.ts';
import type { Freeze } from '../core/practice/freeze-schema.ts';
import type { Opening, Slot } from '../core/timetable.ts';
import { waveName } from '../core/wave-name.ts';

const SLOTS_SHOWN = 3;

/**
 * The earliest start of a wave after so many seconds, by its windows, the calendars that are files, and the freezes of
 * the policy.
 */
export function openingOf(
  pipeline: PipelineDefinition,
  start: Date,
  freezes: readonly Freeze[],
): Opening {
  return (wave, after) => {
    const from = start.getTime() + after * 1000;
    const next = nextOf({ pipeline, freezes }, wave, from);
    return next ? (next.from - start.getTime()) / 1000 : after;
  };
}

interface Known {
  readonly pipeline: PipelineDefinition;
  readonly freezes: readonly Freeze[];
}

function nextOf({ pipeline, freezes }: Known, wave: PlannedWave, from: number): Span | undefined {
  const { pipeline: name, owner } = pipeline;
  const frozen = frozenSpans(freezes, { pipeline: name, stage: wave.stage, owner });
  if (wave.hours === undefined && frozen.every(({ until }) => until <= from)) return undefined;
  return nextStart(wave, calendarsOf(pipeline, wave, from), from, frozen);
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
  known: Known,
  slots: readonly Slot[],
  start: Date,
): { hours?: readonly HoursReport[] } {
  const hours = slots.flatMap(({ wave, startsAt }): HoursReport[] => {
    if (wave.hours === undefined) return [];
    const starts = startsFrom(known, wave, start.getTime() + startsAt * 1000);
    const own = wave.hours;
    const zone = own.flatMap(({ windows }) => windows)[0]?.zone ?? 'UTC';
    const unasked = own.flatMap(({ calendars }) => calendars.filter(isArn));
    return [{ wave: waveName(wave), zone, starts, unasked: [...new Set(unasked)] }];
  });
  return hours.length > 0 ? { hours } : {};
}

function startsFrom(known: Known, wave: PlannedWave, first: number) {
  const starts: { from: string; until: string }[] = [];
  for (let from = first; starts.length < SLOTS_SHOWN; ) {
    const next = nextOf(known, wave, from);
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

interface FrozenReport {
  readonly stage: string;
  readonly from?: string;
  readonly expires: string;
  readonly owner: string;
  readonly reason: string;
}

/** What the policy freezes of it that is not over by the start. Absent where nothing is. */
export function frozenReport(
  { pipeline, freezes }: Known,
  start: Date,
): { frozen?: readonly FrozenReport[] } {
  const frozen = pipeline.stages.flatMap(({ name: stage }) => {
    const of = { pipeline: pipeline.pipeline, stage, owner: pipeline.owner };
    return freezesOf(freezes, of).flatMap(({ from, expires, owner, reason }): FrozenReport[] =>
      Date.parse(expires) <= start.getTime()
        ? []
        : [{ stage, ...(from !== undefined && { from }), expires, owner, reason }],
    );
  });
  return frozen.length > 0 ? { frozen } : {};
}

/** `prod is frozen until 2027-01-04T00:00:00Z by team-release: holidays.` */
export function frozenLines(frozen: readonly FrozenReport[]): string[] {
  return frozen.map(({ stage, from, expires, owner, reason }) => {
    const begins = from === undefined ? '' : `from ${from} `;
    return `${stage} is frozen ${begins}until ${expires} by ${owner}: ${reason}. No wave may start that would not be far enough before.`;
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
