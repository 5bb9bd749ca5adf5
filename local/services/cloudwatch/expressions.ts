// Metric math: arithmetic, comparison and the common functions over lines of data points.

import { AwsError } from '../../service.ts';

/** Values by the start of their period, in milliseconds, in the order of time. */
export type Line = Map<number, number>;

type Value = number | Line | readonly Line[];

export interface Scope {
  lineOf(id: string): Line;
  /** The ids of all metrics among the queries, for METRICS(). */
  readonly all: readonly string[];
  readonly times: { readonly from: number; readonly to: number; readonly period: number };
}

type Node = (scope: Scope) => Value;

/** Reads an expression, or throws ValidationError. */
export function readExpression(text: string): (scope: Scope) => Line {
  const known = read.get(text);
  if (known) return known;
  const node = parse(text);
  const made = (scope: Scope) => asLine(node(scope), scope);
  read.set(text, made);
  return made;
}

const read = new Map<string, (scope: Scope) => Line>();

const TOKEN = /\s*(\d+(?:\.\d+)?(?:e-?\d+)?|[A-Za-z_]\w*|[<>=!]=|&&|\|\||"[^"]*"|.)/y;

/** Loosest first. */
const LEVELS: readonly Readonly<Record<string, (a: number, b: number) => number>>[] = [
  { '||': (a, b) => Number(a !== 0 || b !== 0), OR: (a, b) => Number(a !== 0 || b !== 0) },
  { '&&': (a, b) => Number(a !== 0 && b !== 0), AND: (a, b) => Number(a !== 0 && b !== 0) },
  {
    '==': (a, b) => Number(a === b),
    '!=': (a, b) => Number(a !== b),
    '<=': (a, b) => Number(a <= b),
    '>=': (a, b) => Number(a >= b),
    '<': (a, b) => Number(a < b),
    '>': (a, b) => Number(a > b),
  },
  { '+': (a, b) => a + b, '-': (a, b) => a - b },
  { '*': (a, b) => a * b, '/': (a, b) => a / b },
  { '^': (a, b) => a ** b },
];

function parse(text: string): Node {
  const tokens = tokensOf(text);
  let at = 0;
  const take = () => tokens[at++];
  const expect = (token: string) => {
    if (take() !== token) throw invalid(text);
  };

  function level(depth: number): Node {
    const operators = LEVELS[depth];
    if (!operators) return signed();
    let left = level(depth + 1);
    while (Object.hasOwn(operators, tokens[at] ?? '')) {
      const operate = operators[take()!]!;
      const [first, second] = [left, level(depth + 1)];
      left = (scope) => combine(first(scope), second(scope), operate);
    }
    return left;
  }

  function signed(): Node {
    if (tokens[at] !== '-') return single();
    at += 1;
    const inner = signed();
    return (scope) => combine(0, inner(scope), (a, b) => a - b);
  }

  function single(): Node {
    const token = take() ?? '';
    if (/^\d/.test(token)) return () => Number(token);
    if (token === '(') return closed(level(0), ')');
    if (token === '[') return list();
    if (!/^[A-Za-z_]/.test(token)) throw invalid(text);
    if (tokens[at] === '(') return call(token);
    return (scope) => scope.lineOf(token);
  }

  function closed(node: Node, token: string): Node {
    expect(token);
    return node;
  }

  function list(): Node {
    const parts = [level(0)];
    while (tokens[at] === ',') {
      at += 1;
      parts.push(level(0));
    }
    expect(']');
    return (scope) => parts.map((part) => asLine(part(scope), scope));
  }

  function call(name: string): Node {
    expect('(');
    const parts: Node[] = [];
    while (tokens[at] !== ')') {
      parts.push(/^"/.test(tokens[at] ?? '') ? constant(take()!) : nameOrLevel(name));
      if (tokens[at] === ',') at += 1;
      else if (tokens[at] !== ')') throw invalid(text);
    }
    expect(')');
    const run = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
    if (!run) throw invalid(`${text}: the function ${name} is not simulated`);
    return (scope) =>
      run(
        parts.map((part) => part(scope)),
        scope,
      );
  }

  /** FILL's second argument may be the bare word REPEAT or LINEAR, which no id can be: ids begin in lower case. */
  function nameOrLevel(name: string): Node {
    if (name === 'FILL' && tokens[at] === 'REPEAT') {
      at += 1;
      return () => Number.NaN;
    }
    return level(0);
  }

  const node = level(0);
  if (at < tokens.length) throw invalid(text);
  return node;
}

function constant(_: string): Node {
  return () => 0;
}

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  for (let at = 0; text.slice(at).trim() !== ''; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    tokens.push(TOKEN.exec(text)![1]!);
  }
  return tokens;
}

/** Points of two lines are combined where both have one; nothing is said where the result is not a number. */
function combine(left: Value, right: Value, operate: (a: number, b: number) => number): Value {
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

const FUNCTIONS: Readonly<Record<string, Run>> = {
  METRICS: (_, scope) => scope.all.map((id) => scope.lineOf(id)),
  SUM: ([value]) => reduced(value!, (values) => values.reduce((a, b) => a + b, 0)),
  AVG: ([value]) => reduced(value!, (values) => values.reduce((a, b) => a + b, 0) / values.length),
  MIN: ([value]) => reduced(value!, (values) => Math.min(...values)),
  MAX: ([value]) => reduced(value!, (values) => Math.max(...values)),
  ABS: ([value]) => mapped(value!, Math.abs),
  CEIL: ([value]) => mapped(value!, Math.ceil),
  FLOOR: ([value]) => mapped(value!, Math.floor),
  FILL: ([value, filling], scope) => filled(value as Line, filling!, scope),
  IF: ([condition, yes, no]) => chosen(condition!, yes!, no),
  PERIOD: (_, { times }) => times.period / 1000,
  RATE: ([value]) => changes(value as Line, (change, seconds) => change / seconds),
  DIFF: ([value]) => changes(value as Line, (change) => change),
};

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
function filled(line: Line, filling: Value, { times }: Scope): Line {
  const whole: Line = new Map();
  let last: number | undefined;
  for (let at = times.from; at < times.to; at += times.period) {
    const other = typeof filling === 'number' ? filling : (filling as Line).get(at);
    const value = line.get(at) ?? (Number.isNaN(other) ? last : other);
    if (value === undefined) continue;
    last = value;
    whole.set(at, value);
  }
  return whole;
}

function chosen(condition: Value, yes: Value, no: Value | undefined): Value {
  if (typeof condition === 'number') return condition !== 0 ? yes : (no ?? new Map());
  const line: Line = new Map();
  for (const [time, truth] of condition as Line) {
    const side = truth !== 0 ? yes : no;
    const value = typeof side === 'number' ? side : (side as Line | undefined)?.get(time);
    if (value !== undefined) line.set(time, value);
  }
  return line;
}

function changes(line: Line, change: (difference: number, seconds: number) => number): Line {
  const points = [...line];
  return new Map(
    points.slice(1).map(([time, value], index) => {
      const [before, earlier] = points[index]!;
      return [time, change(value - earlier, (time - before) / 1000)];
    }),
  );
}

/** A number is a line that is the same everywhere. */
function asLine(value: Value, { times }: Scope): Line {
  if (isList(value)) throw invalid('the result must be one time series');
  if (typeof value !== 'number') return value;
  const line: Line = new Map();
  for (let at = times.from; at < times.to; at += times.period) line.set(at, value);
  return line;
}

function isList(value: Value): value is readonly Line[] {
  return Array.isArray(value);
}

function invalid(text: string): AwsError {
  return new AwsError('ValidationError', `Error in expression: ${text}`);
}
