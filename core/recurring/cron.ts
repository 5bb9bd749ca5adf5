// Cron expressions as EventBridge writes them: which minutes of the day, and on which days.

/** A day of the calendar; `weekday` is 1 for Sunday to 7 for Saturday. */
export interface CronDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly weekday: number;
  readonly daysInMonth: number;
}

export interface Cron {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  isOn(day: CronDay): boolean;
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

interface Field {
  readonly name: string;
  readonly from: number;
  readonly until: number;
  readonly names?: readonly string[];
}

const FIELDS = {
  minute: { name: 'minutes', from: 0, until: 59 },
  hour: { name: 'hours', from: 0, until: 23 },
  day: { name: 'day of the month', from: 1, until: 31 },
  month: { name: 'month', from: 1, until: 12, names: MONTHS },
  weekday: { name: 'day of the week', from: 1, until: 7, names: WEEKDAYS },
  year: { name: 'year', from: 1970, until: 2199 },
} as const satisfies Readonly<Record<string, Field>>;

/**
 * What the six fields say; `problem` where they cannot be read, as *expected …, got …*.
 *
 *     0 2 * * ? *          at 02:00 each day
 *     0/15 8-17 ? * 2-6 *  each quarter of an hour from 8 to 17:45, Monday to Friday
 *     0 3 L * ? *          at 03:00 on the last day of each month
 *     0 3 ? * 6#2 *        at 03:00 on the second Friday of each month
 *     0 3 15W * ? *        at 03:00 on the workday next to the 15th
 */
export function cronIn(text: string): Cron | { readonly problem: string } {
  const fields = text.trim().split(/\s+/);
  if (fields.length !== 6)
    return {
      problem: `expected six fields, minutes hours day-of-month month day-of-week year, got ${fields.length}`,
    };
  const [minute = '', hour = '', day = '', month = '', weekday = '', year = ''] = fields;
  if ((day === '?') === (weekday === '?'))
    return {
      problem: `expected ? as the day of the month or as the day of the week, got ${day} and ${weekday}`,
    };
  const minutes = valuesOf(minute, FIELDS.minute);
  const hours = valuesOf(hour, FIELDS.hour);
  const months = valuesOf(month, FIELDS.month);
  const years = valuesOf(year, FIELDS.year);
  const days = weekday === '?' ? monthDays(day) : weekDays(weekday);
  for (const each of [minutes, hours, months, years, days])
    if (typeof each === 'string') return { problem: each };
  const [inMonths, inYears, onDays] = [months, years, days] as [number[], number[], IsOn];
  return {
    minutes: minutes as number[],
    hours: hours as number[],
    isOn: (it) => inYears.includes(it.year) && inMonths.includes(it.month) && onDays(it),
  };
}

type IsOn = (day: CronDay) => boolean;

/** The numbers that a field stands for, in their order; a text says why it cannot be read. */
function valuesOf(text: string, field: Field): number[] | string {
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const found = partOf(part, field);
    if (typeof found === 'string') return found;
    for (const each of found) values.add(each);
  }
  return [...values].sort((a, b) => a - b);
}

function partOf(part: string, field: Field): number[] | string {
  const { name, from, until } = field;
  const problem = `expected ${name} from ${from} to ${until}, lists (1,2), ranges (1-5), steps (0/15) or *, got ${part}`;
  const [, range = '', step] = /^(\*|\w+(?:-\w+)?)(?:\/(\d+))?$/.exec(part) ?? [];
  const [, first = '', last] = /^(\w+)(?:-(\w+))?$/.exec(range === '*' ? `${from}` : range) ?? [];
  const begins = numberIn(first, field);
  const isOpen = range === '*' || (step !== undefined && last === undefined);
  const ends = isOpen ? until : last === undefined ? begins : numberIn(last, field);
  const by = Number(step ?? 1);
  if (begins === undefined || ends === undefined || ends < begins || by < 1) return problem;
  const count = Math.floor((ends - begins) / by) + 1;
  return Array.from({ length: count }, (_, index) => begins + index * by);
}

function numberIn(text: string, { from, until, names = [] }: Field): number | undefined {
  const named = names.indexOf(text.toUpperCase());
  const number = named >= 0 ? named + from : /^\d{1,4}$/.test(text) ? Number(text) : undefined;
  return number !== undefined && number >= from && number <= until ? number : undefined;
}

function monthDays(text: string): IsOn | string {
  if (text === 'L') return ({ day, daysInMonth }) => day === daysInMonth;
  const near = text === 'LW' ? 'LW' : /^(\d{1,2})W$/.exec(text)?.[1];
  if (near !== undefined) {
    const wanted = near === 'LW' ? 31 : numberIn(near, FIELDS.day);
    if (wanted === undefined) return `expected a day of the month before W, got ${text}`;
    return (it) => it.day === workdayNear(near === 'LW' ? it.daysInMonth : wanted, it);
  }
  const days = valuesOf(text, FIELDS.day);
  return typeof days === 'string' ? days : ({ day }) => days.includes(day);
}

/** The workday that is next to a day, within its month; 0 where the month has no such day. */
function workdayNear(wanted: number, { day, weekday, daysInMonth }: CronDay): number {
  if (wanted > daysInMonth) return 0;
  const its = (((weekday - 1 + wanted - day) % 7) + 7) % 7;
  if (its === 6) return wanted === 1 ? 3 : wanted - 1;
  if (its === 0) return wanted === daysInMonth ? wanted - 2 : wanted + 1;
  return wanted;
}

function weekDays(text: string): IsOn | string {
  const [, nthOf, nth] = /^(\w+)#([1-5])$/.exec(text) ?? [];
  const [, lastOf] = /^(\d|[A-Za-z]{3})L$/.exec(text) ?? [];
  const named = nthOf ?? lastOf;
  if (named !== undefined) {
    const wanted = numberIn(named, FIELDS.weekday);
    if (wanted === undefined) return `expected a day of the week before # or L, got ${text}`;
    return ({ weekday, day, daysInMonth }) =>
      weekday === wanted &&
      (nth === undefined ? day + 7 > daysInMonth : Math.ceil(day / 7) === Number(nth));
  }
  if (text === 'L') return ({ weekday }) => weekday === 7;
  const days = valuesOf(text, FIELDS.weekday);
  return typeof days === 'string' ? days : ({ weekday }) => days.includes(weekday);
}
