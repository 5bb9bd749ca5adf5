// How often a function runs that nothing but schedules call.

import type { Facts } from './found.ts';
import { type Known, said } from './known-text.ts';
import { isObject } from './properties.ts';
import { objectIn, type Template, type TemplateResource } from './read-template.ts';
import { ofType, referredIds } from './references.ts';

const SCHEDULES = ['Schedule', 'ScheduleV2'];

/**
 * The longest time between two runs; nothing for a function that something else may call too, or whose schedule is not
 * known. Of several schedules the most frequent one counts.
 */
export function secondsBetweenRuns(
  { id, properties }: TemplateResource,
  template: Template,
  known: Known,
): Pick<Facts, 'secondsBetweenRuns'> {
  const events = Object.values(objectIn(properties.Events)).filter(isObject);
  const ofSam = events.filter(({ Type }) => SCHEDULES.includes(String(Type)));
  if (ofSam.length < events.length || properties.FunctionUrlConfig !== undefined) return {};
  if (isCalledOtherwise(id, template)) return {};
  const rules = ofType(template, 'AWS::Events::Rule').filter((rule) =>
    referredIds(rule.properties.Targets, template).includes(id),
  );
  if (rules.some((rule) => rule.properties.EventPattern !== undefined)) return {};
  const schedules = ofType(template, 'AWS::Scheduler::Schedule').filter((schedule) =>
    referredIds(objectIn(schedule.properties.Target).Arn, template).includes(id),
  );
  const all = [
    ...ofSam.map(
      ({ Properties }) => objectIn(Properties).Schedule ?? objectIn(Properties).ScheduleExpression,
    ),
    ...[...rules, ...schedules].map((each) => each.properties.ScheduleExpression),
  ];
  const gaps = all.map((each) => secondsOf(said(each, template, known).text));
  const told = gaps.filter((gap) => gap !== undefined);
  if (told.length === 0 || told.length < gaps.length) return {};
  return { secondsBetweenRuns: Math.min(...told) };
}

/** What only says who may call, where it logs, or what it is called. */
const TELLS_ONLY =
  /^AWS::(Lambda::(Permission|Version|EventInvokeConfig)|Events::Rule|Scheduler::Schedule|Logs::|CloudWatch::|IAM::|Lambda::Alias|CodeDeploy::)/;

/** Whether anything but a schedule speaks of the function. */
function isCalledOtherwise(id: string, template: Template): boolean {
  return [...template.resources.values()].some(
    (each) =>
      each.id !== id &&
      !TELLS_ONLY.test(each.type) &&
      referredIds(each.properties, template).includes(id),
  );
}

const UNITS: Readonly<Record<string, number>> = { minute: 60, hour: 3600, day: 86_400 };
const DAY = 86_400;

/**
 *     rate(1 day)                →  86,400
 *     cron(0/15 * * * ? *)       →  900
 *     cron(0 2 * * ? *)          →  86,400
 *     cron(0 2 ? * MON-FRI *)    →  259,200, over a weekend
 *     at(2026-11-30T00:00:00)    →  undefined
 */
export function secondsOf(text: string | undefined): number | undefined {
  const [, number, unit = ''] = /^rate\((\d+) (\w+?)s?\)$/.exec(text?.trim() ?? '') ?? [];
  if (number !== undefined) return (UNITS[unit] ?? Number.NaN) * Number(number) || undefined;
  const [, cron] = /^cron\((.*)\)$/.exec(text?.trim() ?? '') ?? [];
  const fields = cron?.trim().split(/\s+/) ?? [];
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = fields;
  if (fields.length < 5) return undefined;
  const days = daysBetween(day, month, weekday);
  if (days > 1) return days * DAY;
  return gapInDay(valuesOf(hour, 24), valuesOf(minute, 60));
}

function daysBetween(day: string, month: string, weekday: string): number {
  const isFree = (field: string) => field === '*' || field === '?' || field === '*/1';
  if (!isFree(month)) return 366;
  if (!isFree(day)) return /^[*\d]+\/\d+$/.test(day) ? Number(day.split('/')[1]) : 31;
  if (isFree(weekday)) return 1;
  return /^(MON-FRI|2-6)$/i.test(weekday) ? 3 : 7;
}

/** The numbers that a field of a cron expression stands for. */
function valuesOf(field: string, end: number): number[] {
  return field.split(',').flatMap((part) => {
    const [range = '', step = '1'] = part.split('/');
    const [from = '0', to] = range === '*' || range === '?' ? ['0'] : range.split('-');
    const isSingle = !part.includes('/') && to === undefined && !/[*?]/.test(range);
    const first = Number(from);
    const last = isSingle ? first : to === undefined ? end - 1 : Number(to);
    const count = Math.floor((last - first) / Math.max(1, Number(step))) + 1;
    return Array.from({ length: Math.min(end, Math.max(0, count || 0)) }, (_, index) =>
      Math.min(end - 1, first + index * Number(step)),
    );
  });
}

/** The longest time between two of a day's runs, and from the last to the next day's first. */
function gapInDay(hours: readonly number[], minutes: readonly number[]): number | undefined {
  const times = hours
    .flatMap((hour) => minutes.map((minute) => hour * 3600 + minute * 60))
    .sort((a, b) => a - b);
  const [first] = times;
  if (first === undefined || times.some(Number.isNaN)) return undefined;
  return Math.max(...times.map((time, index) => (times[index + 1] ?? first + DAY) - time));
}
