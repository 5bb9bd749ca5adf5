// The leaves of an event pattern: one comparison each.

import { BlockList } from 'node:net';
import { own } from '../../own.ts';
import { AwsError } from '../../service.ts';

/** Gets all values that stand at the place, none when the name is absent. */
export type Matcher = (values: readonly unknown[]) => boolean;

type Test = (value: unknown) => boolean;

export function readMatcher(alternative: unknown, path: string): Matcher {
  if (typeof alternative !== 'object' || alternative === null)
    return any((value) => value === alternative);
  const entries = Object.entries(alternative);
  const [operator, operand] = entries[0] ?? [];
  if (entries.length !== 1 || operator === undefined) {
    throw invalid(`Expected one operator at ${path}, got ${JSON.stringify(alternative)}`);
  }
  if (operator === 'exists') {
    if (typeof operand !== 'boolean')
      throw invalid(`exists match pattern must be true or false at ${path}`);
    return (values) => values.length > 0 === operand;
  }
  return any(readTest(operator, operand, path));
}

function any(test: Test): Matcher {
  return (values) => values.some(test);
}

const OPERATORS: Readonly<Record<string, (operand: unknown, path: string) => Test>> = {
  prefix: (operand, path) => affix(operand, path, (value, part) => value.startsWith(part)),
  suffix: (operand, path) => affix(operand, path, (value, part) => value.endsWith(part)),
  'equals-ignore-case': (operand, path) => {
    const wanted = textOf(operand, path).toLowerCase();
    return (value) => typeof value === 'string' && value.toLowerCase() === wanted;
  },
  wildcard: wildcard,
  'anything-but': anythingBut,
  numeric: numeric,
  cidr: cidr,
};

function readTest(operator: string, operand: unknown, path: string): Test {
  const read = own(OPERATORS, operator);
  if (!read) throw invalid(`Unrecognized match type ${operator} at ${path}`);
  return read(operand, path);
}

type Compare = (value: string, part: string) => boolean;

/** `{ "prefix": "a" }` or `{ "prefix": { "equals-ignore-case": "a" } }`. */
function affix(operand: unknown, path: string, compare: Compare): Test {
  const folded = memberOf(operand, 'equals-ignore-case');
  const part = textOf(folded ?? operand, path);
  if (folded === undefined) return (value) => typeof value === 'string' && compare(value, part);
  return (value) => typeof value === 'string' && compare(value.toLowerCase(), part.toLowerCase());
}

/** Each `*` stands for any text; `\*` and `\\` for themselves. */
function wildcard(operand: unknown, path: string): Test {
  const text = textOf(operand, path);
  if (/(?<!\\)\*\*/.test(text)) throw invalid(`Consecutive wildcard characters at ${path}`);
  const parts = literalsOf(text);
  return (value) => typeof value === 'string' && hasInOrder(value, parts);
}

/** What stands between the stars. */
function literalsOf(text: string): string[] {
  const parts = [''];
  for (const piece of text.match(/\\[\\*]|[\s\S]/g) ?? []) {
    if (piece === '*') parts.push('');
    else parts[parts.length - 1] += piece.length === 2 ? piece.slice(1) : piece;
  }
  return parts;
}

/** The first part begins the text, the last one ends it, each of the others follows as early as it can: never twice. */
function hasInOrder(text: string, parts: readonly string[]): boolean {
  const [first = '', ...rest] = parts;
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}

/** A value, a list of values, or a list or one of prefix, suffix, equals-ignore-case, wildcard. */
function anythingBut(operand: unknown, path: string): Test {
  if (typeof operand !== 'object' || operand === null) return (value) => value !== operand;
  if (Array.isArray(operand)) {
    if (operand.length === 0)
      throw invalid(`Expected at least one value in anything-but at ${path}`);
    return (value) => !operand.includes(value);
  }
  const [[operator, inner] = ['', undefined]] = Object.entries(operand);
  if (!['prefix', 'suffix', 'equals-ignore-case', 'wildcard'].includes(operator)) {
    throw invalid(`Unsupported anything-but pattern ${operator} at ${path}`);
  }
  const tests = [inner].flat().map((each) => readTest(operator, each, path));
  return (value) => !tests.some((test) => test(value));
}

const COMPARISONS: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

/** `["=", 3]`, `[">", 0]`, `[">", 0, "<=", 5]`. */
function numeric(operand: unknown, path: string): Test {
  if (!Array.isArray(operand) || (operand.length !== 2 && operand.length !== 4)) {
    throw invalid(`Expected one or two comparisons in numeric at ${path}`);
  }
  const tests = [operand.slice(0, 2), operand.slice(2)]
    .filter((pair) => pair.length > 0)
    .map(([sign, bound]) => {
      const compare = own(COMPARISONS, String(sign));
      if (!compare || typeof bound !== 'number')
        throw invalid(`Value of numeric must be numeric at ${path}`);
      return (value: number) => compare(value, bound);
    });
  return (value) => typeof value === 'number' && tests.every((test) => test(value));
}

function cidr(operand: unknown, path: string): Test {
  const [address = '', bits] = textOf(operand, path).split('/');
  const list = new BlockList();
  const family = address.includes(':') ? 'ipv6' : 'ipv4';
  try {
    list.addSubnet(address, Number(bits), family);
  } catch {
    throw invalid(`Malformed CIDR at ${path}`);
  }
  return (value) =>
    typeof value === 'string' && list.check(value, value.includes(':') ? 'ipv6' : 'ipv4');
}

function textOf(operand: unknown, path: string): string {
  if (typeof operand !== 'string')
    throw invalid(`Expected text at ${path}, got ${JSON.stringify(operand)}`);
  return operand;
}

function memberOf(value: unknown, name: string): unknown {
  const holds = typeof value === 'object' && value !== null && Object.hasOwn(value, name);
  return holds ? (value as Record<string, unknown>)[name] : undefined;
}

export function invalid(reason: string): AwsError {
  return new AwsError(
    'InvalidEventPatternException',
    `Event pattern is not valid. Reason: ${reason}`,
  );
}
