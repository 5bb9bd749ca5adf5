// What metric math computes with: numbers, words, lines of data points, lists of lines.

import { AwsError } from '../../service.ts';

/** Values by the start of their period, in milliseconds, in the order of time. */
export type Line = Map<number, number>;

/** A word is an argument such as REPEAT, or a text in quotes. */
export type Value = number | string | Line | readonly Line[];

export interface Scope {
  lineOf(id: string): Line;
  /** The ids of all metrics among the queries, for METRICS(). */
  readonly all: readonly string[];
  readonly times: { readonly from: number; readonly to: number; readonly period: number };
  /** Counts points that are made; throws where there are too many in one request. */
  spend(points: number): void;
}

/** Periods that may be filled in one line: a year of minutes. */
const MOST_PERIODS = 525_600;

type Operate = (a: number, b: number) => number;

/** Points of two lines are combined where both have one; nothing is said where the result is not a number. */
export function combine(left: Value, right: Value, operate: Operate): Value {
  if (typeof left === 'number' && typeof right === 'number') return operate(left, right);
  if (isList(left) || isList(right)) return combineLists(left, right, operate);
  const times = typeof left === 'number' ? line(right).keys() : line(left).keys();
  const combined: Line = new Map();
  for (const time of times) {
    const a = typeof left === 'number' ? left : line(left).get(time);
    const b = typeof right === 'number' ? right : line(right).get(time);
    const value = a === undefined || b === undefined ? Number.NaN : operate(a, b);
    if (Number.isFinite(value)) combined.set(time, value);
  }
  return combined;
}

/** Each line of a list with a number or a line. */
function combineLists(left: Value, right: Value, operate: Operate): Value {
  if (isList(left) && isList(right)) throw invalid('an operator cannot take two lists of metrics');
  if (isList(left)) return left.map((each) => combine(each, right, operate) as Line);
  return lines(right).map((each) => combine(left, each, operate) as Line);
}

export function line(value: Value | undefined): Line {
  if (value instanceof Map) return value;
  throw invalid('expected one time series');
}

/** One line is a list of one. */
function lines(value: Value | undefined): readonly Line[] {
  if (value instanceof Map) return [value];
  if (value !== undefined && isList(value)) return value;
  throw invalid('expected time series');
}

/** A number is a line that is the same everywhere. */
export function asLines(value: Value, scope: Scope): readonly Line[] {
  if (typeof value !== 'number') return lines(value);
  return [new Map(periodsOf(scope).map((at) => [at, value]))];
}

export function periodsOf({ times: { from, to, period }, spend }: Scope): number[] {
  const count = Math.max(0, Math.ceil((to - from) / period));
  if (count > MOST_PERIODS) throw invalid('the time range has too many periods');
  spend(count);
  return Array.from({ length: count }, (_, index) => from + index * period);
}

export function isList(value: Value): value is readonly Line[] {
  return Array.isArray(value);
}

export function invalid(text: string): AwsError {
  return new AwsError('ValidationError', `Error in expression: ${text}`);
}
