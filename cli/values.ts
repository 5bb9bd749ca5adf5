// Readers of options that are more than text. Each throws `Refused` with what was expected.

import { parseDuration } from '../core/duration.ts';
import { refuseUsage, wordText } from './usage.ts';

/** `90s`, `5m`: in seconds. */
export function duration(text: string, option: string): number {
  const seconds = parseDuration(text);
  if (seconds !== undefined) return seconds;
  throw refuseUsage(`expected ${option} to be a duration such as 90s or 5m, got ${wordText(text)}`);
}

/** What a person lets last: a minute at least, and so many days at most, since more is a matter of a file. */
export function lastingUpTo(mostDays: number) {
  return (text: string, option: string): number => {
    const seconds = duration(text, option);
    if (seconds >= 60 && seconds <= mostDays * 86_400) return seconds;
    throw refuseUsage(`expected ${option} to be from 1m to ${mostDays}d, got ${wordText(text)}`);
  };
}

export function wholeNumber({
  least = 0,
  most,
}: {
  readonly least?: number;
  readonly most: number;
}) {
  return (text: string, option: string): number => {
    const number = Number(text);
    if (/^\d{1,10}$/.test(text) && number >= least && number <= most) return number;
    throw refuseUsage(
      `expected ${option} to be a whole number from ${least} to ${most}, got ${JSON.stringify(text)}`,
    );
  };
}

const MOMENT = /^(\d{4})-(\d\d)-(\d\d)T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

/**
 * With its zone said: the same on every machine. A day that its month does not have is refused, where JavaScript
 * takes one of the next month.
 */
export function moment(text: string, option: string): Date {
  const [, year, month, day] = (MOMENT.exec(text) ?? []).map(Number);
  const read = new Date(text);
  if (
    year === undefined ||
    month === undefined ||
    day === undefined ||
    Number.isNaN(read.getTime())
  )
    throw refuseUsage(
      `expected ${option} to be a time with its zone, such as 2026-11-25T09:00Z or 2026-11-25T09:00+01:00, got ${wordText(text)}`,
    );
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (day <= lastDay) return read;
  throw refuseUsage(
    `expected ${option} to be a day that there is, got ${text}: that month has ${lastDay} days`,
  );
}

/** An address over HTTP, with its scheme. */
export function webAddress(text: string, option: string): string {
  if (isWebAddress(text)) return text;
  const meant = `http://${text}`;
  const hint = isWebAddress(meant) && /:\d+/.test(text) ? `; did you mean ${meant}?` : '';
  throw refuseUsage(
    `expected ${option} to be a URL such as http://127.0.0.1:8000, got ${wordText(text)}${hint}`,
  );
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);
}
