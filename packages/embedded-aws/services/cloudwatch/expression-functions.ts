// The functions of metric math.

import {
  invalid,
  isList,
  type Line,
  line,
  periodsOf,
  type Scope,
  type Value,
} from './expression-values.ts';

type Run = (values: readonly Value[], scope: Scope) => Value;

export const FUNCTIONS: Readonly<Record<string, Run>> = {
  METRICS: ([filter], scope) =>
    scope.all.filter((id) => typeof filter !== 'string' || id.includes(filter)).map(scope.lineOf),
  SUM: ([value]) => reduced(given(value), sumOf),
  AVG: ([value]) => reduced(given(value), meanOf),
  MIN: ([value]) => reduced(given(value), leastOf),
  MAX: ([value]) => reduced(given(value), mostOf),
  FILL: ([value, filling], scope) => filled(given(value), given(filling), scope),
  IF: ([condition, yes, no]) => chosen(given(condition), given(yes), no),
  RATE: ([value]) => eachLine(given(value), (each) => changes(each, (by, seconds) => by / seconds)),
  DIFF: ([value]) => eachLine(given(value), (each) => changes(each, (by) => by)),
};

function given(value: Value | undefined): Value {
  if (value === undefined) throw invalid('a function has too few arguments');
  return value;
}

function leastOf(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
}

function mostOf(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
}

function sumOf(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}

function meanOf(values: readonly number[]): number {
  return sumOf(values) / values.length;
}

/** Over a line: one number. Over a list of lines: one line, of the points that any of them has. */
function reduced(value: Value, reduce: (values: number[]) => number): Value {
  if (typeof value === 'number') return value;
  if (!isList(value)) {
    const { size } = line(value);
    return size === 0 ? new Map() : reduce([...line(value).values()]);
  }
  const times = [...new Set(value.flatMap((each) => [...each.keys()]))].sort((a, b) => a - b);
  return new Map(times.map((at) => [at, reduce(value.flatMap((each) => each.get(at) ?? []))]));
}

function eachLine(value: Value, make: (line: Line) => Line): Value {
  return isList(value) ? value.map(make) : make(line(value));
}

/** Fills missing points with a number, with another line, with the last known one, or between the two around them. */
function filled(value: Value, filling: Value, scope: Scope): Value {
  return eachLine(value, (sparse) => {
    const insteadAt = fillingOf(filling, sparse);
    const whole: Line = new Map();
    for (const at of periodsOf(scope)) {
      const point = sparse.get(at) ?? insteadAt(at);
      if (point !== undefined) whole.set(at, point);
    }
    return whole;
  });
}

/** Asked for times in their order. */
function fillingOf(filling: Value, sparse: Line): (at: number) => number | undefined {
  if (typeof filling === 'number') return () => filling;
  if (filling !== 'REPEAT' && filling !== 'LINEAR') return (at) => line(filling).get(at);
  const points = [...sparse];
  let next = 0;
  return (at) => {
    while ((points[next]?.[0] ?? Infinity) <= at) next += 1;
    const [before, after] = [points[next - 1], points[next]];
    if (filling === 'REPEAT' || !before || !after)
      return filling === 'REPEAT' ? before?.[1] : undefined;
    return before[1] + ((after[1] - before[1]) * (at - before[0])) / (after[0] - before[0]);
  };
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
      const [before, earlier] = points[index] ?? [time, value];
      return [time, change(value - earlier, (time - before) / 1000)];
    }),
  );
}
