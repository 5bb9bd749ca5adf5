// How often something recurs, as EventBridge writes it: a rate, or a cron expression in the hours of a zone.

import { type Cron, cronIn } from './cron.ts';

/** As a pipeline file says it. */
export interface Recurrence {
  /** `rate(…)` or `cron(…)`, as EventBridge has them. */
  readonly at: string;
  readonly zone?: string | undefined;
}

const MINUTES = { minute: 1, hour: 60, day: 1440 } as const;
/** What is looked at no more often comes no more often. */
export const LEAST_MINUTES = 5;
const MINUTE_MILLIS = 60_000;

export type Read = { readonly everyMillis: number } | { readonly cron: Cron };

/**
 * What stands against an expression; undefined for nothing.
 *
 *     rate(6 hours)           →  nothing
 *     rate(1 minute)          →  expected at least 5 minutes
 *     cron(0 2 * * ? *)       →  nothing
 *     cron(0 2 30 FEB ? *)    →  it never comes
 */
export function againstRecurrence({ at }: Pick<Recurrence, 'at'>): string | undefined {
  const read = readExpression(at);
  if ('problem' in read) return read.problem;
  if ('everyMillis' in read) return undefined;
  return comesEver(read.cron)
    ? undefined
    : `expected a time that comes, got ${at}, which never does`;
}

export function readExpression(at: string): Read | { readonly problem: string } {
  const [, inside] = /^cron\((.*)\)$/.exec(at) ?? [];
  if (inside !== undefined) {
    const cron = cronIn(inside);
    return 'problem' in cron ? cron : { cron };
  }
  const [, count, unit] = /^rate\((\d{1,5}) (minute|hour|day)s?\)$/.exec(at) ?? [];
  const minutes = Number(count) * (MINUTES[unit as keyof typeof MINUTES] ?? 0);
  if (minutes >= LEAST_MINUTES) return { everyMillis: minutes * MINUTE_MILLIS };
  const got = count === undefined ? at : `${at}, which is less`;
  return {
    problem: `expected cron(0 2 * * ? *) or rate(6 hours), of ${LEAST_MINUTES} minutes at least, got ${got}`,
  };
}

/** Of a cycle of years that has each kind of them, or of those that it names. */
function comesEver({ isOn }: Cron): boolean {
  const day = new Date(Date.UTC(1970, 0, 1));
  for (; day.getUTCFullYear() < 2200; day.setUTCDate(day.getUTCDate() + 1)) {
    const [year, month] = [day.getUTCFullYear(), day.getUTCMonth() + 1];
    const daysInMonth = new Date(Date.UTC(year, month, 0)).getUTCDate();
    const weekday = day.getUTCDay() + 1;
    if (isOn({ year, month, day: day.getUTCDate(), weekday, daysInMonth })) return true;
  }
  return false;
}
