// Metric math: arithmetic, comparison and the common functions over lines of data points.

import { FUNCTIONS } from './expression-functions.ts';
import {
  asLines,
  combine,
  invalid,
  type Line,
  type Scope,
  type Value,
} from './expression-values.ts';

type Node = (scope: Scope) => Value;

/** Reads an expression, or throws ValidationError. Its result is one line, or several of a list. */
export function readExpression(text: string): (scope: Scope) => readonly Line[] {
  const known = read.get(text);
  if (known) return known;
  const node = parse(text);
  const made = (scope: Scope) => asLines(node(scope), scope);
  read.set(text, made);
  return made;
}

const read = new Map<string, (scope: Scope) => readonly Line[]>();

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

/** A text that is being read, and how far. */
interface Reading {
  readonly text: string;
  readonly tokens: readonly string[];
  at: number;
}

function parse(text: string): Node {
  const reading: Reading = { text, tokens: tokensOf(text), at: 0 };
  const node = level(reading, 0);
  if (reading.at < reading.tokens.length) throw invalid(text);
  return node;
}

function next({ tokens, at }: Reading): string {
  return tokens[at] ?? '';
}

function take(reading: Reading): string {
  const token = next(reading);
  reading.at += 1;
  return token;
}

function expect(reading: Reading, token: string): void {
  if (take(reading) !== token) throw invalid(reading.text);
}

function level(reading: Reading, depth: number): Node {
  const operators = LEVELS[depth];
  if (!operators) return signed(reading);
  let left = level(reading, depth + 1);
  for (;;) {
    const token = next(reading);
    const operate = Object.hasOwn(operators, token) ? operators[token] : undefined;
    if (!operate) return left;
    take(reading);
    const [first, second] = [left, level(reading, depth + 1)];
    left = (scope) => combine(first(scope), second(scope), operate);
  }
}

function signed(reading: Reading): Node {
  if (next(reading) !== '-') return single(reading);
  take(reading);
  const inner = signed(reading);
  return (scope) => combine(0, inner(scope), (a, b) => a - b);
}

function single(reading: Reading): Node {
  const token = take(reading);
  if (/^\d/.test(token)) return () => Number(token);
  if (token === '(') return inParentheses(reading);
  if (token === '[') return list(reading);
  if (!/^[A-Za-z_]/.test(token)) throw invalid(reading.text);
  if (next(reading) === '(') return call(reading, token);
  return (scope) => scope.lineOf(token);
}

function inParentheses(reading: Reading): Node {
  const node = level(reading, 0);
  expect(reading, ')');
  return node;
}

function list(reading: Reading): Node {
  const parts = [level(reading, 0)];
  while (next(reading) === ',') {
    take(reading);
    parts.push(level(reading, 0));
  }
  expect(reading, ']');
  return (scope) => parts.flatMap((part) => asLines(part(scope), scope));
}

function call(reading: Reading, name: string): Node {
  expect(reading, '(');
  const parts: Node[] = [];
  while (next(reading) !== ')') {
    parts.push(wordOrLevel(reading));
    if (next(reading) === ',') take(reading);
    else if (next(reading) !== ')') throw invalid(reading.text);
  }
  expect(reading, ')');
  const run = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (!run) throw invalid(`${reading.text}: the function ${name} is not simulated`);
  return (scope) => {
    const values = parts.map((part) => part(scope));
    return run(values, scope);
  };
}

/** A text in quotes, or a bare word such as REPEAT or DESC, which no id can be: ids begin in lower case. */
function wordOrLevel(reading: Reading): Node {
  const token = next(reading);
  const isWord = /^[A-Z]+$/.test(token) && reading.tokens[reading.at + 1] !== '(';
  if (!isWord && !token.startsWith('"')) return level(reading, 0);
  take(reading);
  const word = token.replace(/^"|"$/g, '');
  return () => word;
}

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  for (let at = 0; text.slice(at).trim() !== ''; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const [, token] = TOKEN.exec(text) ?? [];
    if (token === undefined) throw invalid(text);
    tokens.push(token);
  }
  return tokens;
}
