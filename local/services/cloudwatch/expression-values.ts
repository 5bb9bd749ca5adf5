// What metric math computes with: numbers, lines of data points, lists of lines; and its functions.

import { AwsError } from '../../service.ts';

/** Values by the start of their period, in milliseconds, in the order of time. */
export type Line = Map<number, number>;

export type Value = number | Line | readonly Line[];

export interface Scope {
  lineOf(id: string): Line;
  /** The ids of all metrics among the queries, for METRICS(). */
  readonly all: readonly string[];
  readonly times: { readonly from: number; readonly to: number; readonly period: number };
  /** The same queries over a longer time, for what is learned from the past. */
  past(millis: number): Scope;
}

/** Periods that may be filled in one line: a year of minutes. */
const MOST_PERIODS = 525_600;

/** Points of two lines are combined where both have one; nothing is said where the result is not a number. */
export function combine(
  left: Value,
  right: Value,
  operate: (a: number, b: number) => number,
): Value {
  if (typeof left === 'number' && typeof right === 'number') return operate(left, right);
  if (isList(left) || isList(right)) throw invalid('an operator cannot take a list of metrics');
  const times = typeof left === 'number' ? (right as Line).keys() : left.keys();
  const line: Line = new Map();
  for (const time of times) {
    const a = typeof left === 'number' ? left : left.get(time);
    const b = typeof right === 'number' ? right : right.get(time);
    const value = a === undefined || b === undefined ? Number.NaN : operate(a, b);
    if (Number.isFinite(value)) line.set(time, value);
  }
  return line;
}

type Run = (values: readonly Value[], scope: Scope) => Value;

export const FUNCTIONS: Readonly<Record<string, Run>> = {
  METRICS: (_, scope) => scope.all.map((id) => scope.lineOf(id)),
  SUM: ([value]) => reduced(given(value), sumOf),
  AVG: ([value]) => reduced(given(value), (values) => sumOf(values) / values.length),
  MIN: ([value]) => reduced(given(value), (values) => Math.min(...values)),
  MAX: ([value]) => reduced(given(value), (values) => Math.max(...values)),
  ABS: ([value]) => mapped(given(value), Math.abs),
  CEIL: ([value]) => mapped(given(value), Math.ceil),
  FLOOR: ([value]) => mapped(given(value), Math.floor),
  FILL: ([value, filling], scope) => filled(line(value), given(filling), scope),
  IF: ([condition, yes, no]) => chosen(given(condition), given(yes), no),
  PERIOD: (_, { times }) => times.period / 1000,
  RATE: ([value]) => changes(line(value), (change, seconds) => change / seconds),
  DIFF: ([value]) => changes(line(value), (change) => change),
};

function given(value: Value | undefined): Value {
  if (value === undefined) throw invalid('a function has too few arguments');
  return value;
}

export function line(value: Value | undefined): Line {
  const only = given(value);
  if (typeof only === 'number' || isList(only)) throw invalid('expected one time series');
  return only;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}

/** Over a line: one number. Over a list of lines: one line, of the points that any of them has. */
function reduced(value: Value, reduce: (values: number[]) => number): Value {
  if (typeof value === 'number') return value;
  if (!isList(value)) return value.size === 0 ? new Map() : reduce([...value.values()]);
  const times = [...new Set(value.flatMap((line) => [...line.keys()]))].sort((a, b) => a - b);
  return new Map(
    times.map((time) => [time, reduce(value.flatMap((line) => line.get(time) ?? []))]),
  );
}

function mapped(value: Value, map: (value: number) => number): Value {
  if (typeof value === 'number') return map(value);
  if (isList(value)) return value.map((line) => mapped(line, map) as Line);
  return new Map([...value].map(([time, each]) => [time, map(each)]));
}

/** Fills missing points with a number, with another line, or (NaN) with the last known one. */
function filled(sparse: Line, filling: Value, scope: Scope): Line {
  const other = typeof filling === 'number' ? filling : line(filling);
  const whole: Line = new Map();
  let last: number | undefined;
  for (const at of periodsOf(scope)) {
    const instead = typeof other === 'number' ? other : other.get(at);
    const value = sparse.get(at) ?? (Number.isNaN(instead) ? last : instead);
    if (value === undefined) continue;
    last = value;
    whole.set(at, value);
  }
  return whole;
}

function chosen(condition: Value, yes: Value, no: Value | undefined): Value {
  if (typeof condition === 'number') return condition !== 0 ? yes : (no ?? new Map());
  const picked: Line = new Map();
  for (const [time, truth] of line(condition)) {
    const side = truth !== 0 ? yes : no;
    const value = side === undefined || typeof side === 'number' ? side : line(side).get(time);
    if (value !== undefined) picked.set(time, value);
  }
  return picked;
}

function changes(values: Line, change: (difference: number, seconds: number) => number): Line {
  const points = [...values];
  return new Map(
    points.slice(1).map(([time, value], index) => {
      const [before, earlier] = points[index]!;
      return [time, change(value - earlier, (time - before) / 1000)];
    }),
  );
}

/** A number is a line that is the same everywhere. */
export function asLines(value: Value, scope: Scope): readonly Line[] {
  if (isList(value)) return value;
  if (typeof value !== 'number') return [value];
  return [new Map(periodsOf(scope).map((at) => [at, value]))];
}

function periodsOf({ times: { from, to, period } }: Scope): number[] {
  const count = Math.max(0, Math.ceil((to - from) / period));
  if (count > MOST_PERIODS) throw invalid('the time range has too many periods');
  return Array.from({ length: count }, (_, index) => from + index * period);
}

function isList(value: Value): value is readonly Line[] {
  return Array.isArray(value);
}

export function invalid(text: string): AwsError {
  return new AwsError('ValidationError', `Error in expression: ${text}`);
}
