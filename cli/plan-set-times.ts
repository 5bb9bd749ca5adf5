// The set times of a source in a plan: when its next releases come, as the function that looks at them will see it.

import { momentText } from '../core/hours/window.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import { LEAST_MINUTES, type Recurrence } from '../core/recurring/expression.ts';
import { nextDue } from '../core/recurring/recurring.ts';

const TIMES_SHOWN = 3;

interface SetTimes {
  readonly at: string;
  readonly zone: string;
  /** From when on the times are told; a rate counts from there, as if it were applied then. */
  readonly countedFrom: string;
  /** The next few; fewer where it comes no more. */
  readonly next: readonly { readonly at: string; readonly shown: string }[];
  /** How much later a release starts, at most. */
  readonly startsWithinSeconds: number;
  /** Where nothing is new at such a time, nothing is released. */
  readonly onlyWhatIsNew: true;
}

/** Absent where the source has no set times. A time that is the very moment asked from counts as the first. */
export function setTimesReport(
  { source: { schedule } }: PipelineDefinition,
  from: Date,
): { schedule?: SetTimes } {
  if (schedule === undefined) return {};
  const { at, zone = 'UTC' } = schedule;
  const next = timesFrom(schedule, from.getTime()).map((time) => ({
    at: new Date(time).toISOString(),
    shown: momentText(time, zone),
  }));
  const countedFrom = from.toISOString();
  const told = { startsWithinSeconds: LEAST_MINUTES * 60, onlyWhatIsNew: true } as const;
  return { schedule: { at, zone, countedFrom, next, ...told } };
}

function timesFrom(schedule: Recurrence, from: number): number[] {
  const times: number[] = [];
  let after = isRate(schedule) ? from : from - 1;
  while (times.length < TIMES_SHOWN) {
    const time = nextDue(schedule, from, after);
    if (time === undefined) break;
    times.push(time);
    after = time;
  }
  return times;
}

function isRate({ at }: Pick<Recurrence, 'at'>): boolean {
  return at.startsWith('rate');
}

/** `Set times, cron(0 2 * * ? *): Sat 2026-03-28 02:00+01:00 Europe/Berlin (2026-03-28 01:00Z); …` */
export function setTimesLines(schedule: SetTimes | undefined): string[] {
  if (schedule === undefined) return [];
  const { at, zone, countedFrom, next, startsWithinSeconds } = schedule;
  const shown = next.map((each) =>
    zone === 'UTC' ? each.shown : `${each.shown} (${minuteOf(each.at)})`,
  );
  const from = isRate(schedule)
    ? ` counted from when it is applied, here ${minuteOf(countedFrom)}`
    : '';
  const ends = next.length < TIMES_SHOWN ? [`${next.length > 0 ? 'then ' : ''}no more`] : [];
  return [
    `Set times, ${at}${from}: ${[...shown, ...ends].join('; ')}.`,
    ...(next.length > 0
      ? [
          `At each, a release starts up to ${startsWithinSeconds / 60} minutes later, and only where something is new.`,
        ]
      : []),
  ];
}

/** `2026-11-25 09:05Z` */
export function minuteOf(iso: string): string {
  return `${iso.slice(0, 16).replace('T', ' ')}Z`;
}
