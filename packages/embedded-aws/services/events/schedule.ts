// When a scheduled rule fires next: `rate(...)` and `cron(...)`, in UTC.

import { AwsError } from '../../service.ts';

/** Milliseconds of the first time after the one given, or undefined when there is none. */
export type NextTime = (after: number) => number | undefined;

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const UNITS: Readonly<Record<string, number>> = { minute: MINUTE, hour: 60 * MINUTE, day: DAY };

/**
 * Reads a schedule expression.
 *
 *     rate(5 minutes)           every five minutes, counted from the moment the rule is made
 *     cron(0 9 ? * MON-FRI *)   at nine on workdays
 */
export function readSchedule(expression: string, madeAt: number): NextTime {
  const [rate, count, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  if (rate) return everyMillis(Number(count) * (UNITS[unit] ?? 0), madeAt, expression);
  const cron = /^cron\((\S+) (\S+) (\S+) (\S+) (\S+) (\S+)\)$/.exec(expression);
  if (cron) return readCron(cron.slice(1), expression);
  throw invalid(expression);
}

function everyMillis(period: number, madeAt: number, expression: string): NextTime {
  if (period === 0) throw invalid(expression);
  return (after) => madeAt + (Math.floor((after - madeAt) / period) + 1) * period;
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const LAST_YEAR = 2199;

function readCron(fields: readonly string[], expression: string): NextTime {
  const [minute, hour, day, month, weekday, year] = fields as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  if ((day === '?') === (weekday === '?')) throw invalid(expression);
  const read = (field: string, least: number, most: number, names: readonly string[] = []) =>
    readField(field, { least, most, names, expression });
  const minutes = read(minute, 0, 59);
  const hours = read(hour, 0, 23);
  const months = read(month, 1, 12, MONTHS);
  const years = read(year, 1970, LAST_YEAR);
  const onDay = day === '?' ? readWeekday(weekday, read) : readDay(day, read);

  const fits = (date: Date) =>
    years(date.getUTCFullYear()) && months(date.getUTCMonth() + 1) && onDay(date);
  return (after) => {
    const first = Math.floor(after / MINUTE) * MINUTE + MINUTE;
    for (let midnight = Math.floor(first / DAY) * DAY; ; midnight += DAY) {
      const date = new Date(midnight);
      if (date.getUTCFullYear() > LAST_YEAR) return undefined;
      if (!fits(date)) continue;
      const found = timeOfDay(hours, minutes, Math.max(0, first - midnight));
      if (found !== undefined) return midnight + found;
    }
  };
}

type Includes = (value: number) => boolean;

function timeOfDay(hours: Includes, minutes: Includes, from: number): number | undefined {
  for (let at = from; at < DAY; at += MINUTE) {
    if (hours(Math.floor(at / (60 * MINUTE))) && minutes(Math.floor(at / MINUTE) % 60)) return at;
  }
  return undefined;
}

type ReadField = (
  field: string,
  least: number,
  most: number,
  names?: readonly string[],
) => Includes;

/** `L` is the last day of the month, `15W` the workday nearest to the 15th. */
function readDay(field: string, read: ReadField): (date: Date) => boolean {
  if (field === 'L') return (date) => date.getUTCDate() === daysIn(date);
  const nearest = /^(\d+)W$/.exec(field);
  if (nearest) return (date) => date.getUTCDate() === workdayNear(date, Number(nearest[1]));
  const includes = read(field, 1, 31);
  return (date) => includes(date.getUTCDate());
}

/** 1 is Sunday; `6L` is the last Friday of the month, `3#2` its second Tuesday. */
function readWeekday(field: string, read: ReadField): (date: Date) => boolean {
  const last = /^(\w+)L$/.exec(field);
  const nth = /^(\w+)#(\d)$/.exec(field);
  const includes = read(last?.[1] ?? nth?.[1] ?? field, 1, 7, WEEKDAYS);
  return (date) => {
    if (!includes(date.getUTCDay() + 1)) return false;
    if (last) return date.getUTCDate() > daysIn(date) - 7;
    return !nth || Math.ceil(date.getUTCDate() / 7) === Number(nth[2]);
  };
}

function daysIn(date: Date): number {
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
}

function workdayNear(date: Date, day: number): number {
  const wanted = new Date(
    Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), Math.min(day, daysIn(date))),
  );
  const weekday = wanted.getUTCDay();
  const number = wanted.getUTCDate();
  if (weekday === 6) return number > 1 ? number - 1 : number + 2;
  if (weekday === 0) return number < daysIn(date) ? number + 1 : number - 2;
  return number;
}

interface Field {
  readonly least: number;
  readonly most: number;
  readonly names: readonly string[];
  readonly expression: string;
}

/** Lists, ranges, steps and names: `*`, `1,15`, `MON-FRI`, `0/10`, `10-20/5`. */
function readField(field: string, bounds: Field): Includes {
  const parts = field.split(',').map((part) => readRange(part, bounds));
  return (value) => parts.some((includes) => includes(value));
}

function readRange(part: string, { least, most, names, expression }: Field): Includes {
  const [range = '', step] = part.split('/');
  const number = (text: string) => {
    const named = names.indexOf(text.toUpperCase());
    const value = named >= 0 ? named + 1 : /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= least && value <= most)) throw invalid(expression);
    return value;
  };
  const [from = '', to] = range.split('-');
  const first = range === '*' ? least : number(from);
  const last = to !== undefined ? number(to) : range === '*' || step ? most : first;
  const every = step === undefined ? 1 : Number(step);
  if (!(every >= 1)) throw invalid(expression);
  return (value) => value >= first && value <= last && (value - first) % every === 0;
}

function invalid(expression: string): AwsError {
  return new AwsError(
    'ValidationException',
    `Parameter ScheduleExpression is not valid: ${expression}`,
  );
}
