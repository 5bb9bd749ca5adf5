// Metric math: arithmetic, comparison and the common functions over lines of data points.

import { anomalyBand } from './anomaly-band.ts';
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

/** Reads an expression, or throws ValidationError. Its result is one line, or the two of an anomaly band. */
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
    for (;;) {
      const token = tokens[at] ?? '';
      const operate = Object.hasOwn(operators, token) ? operators[token] : undefined;
      if (!operate) return left;
      at += 1;
      const [first, second] = [left, level(depth + 1)];
      left = (scope) => combine(first(scope), second(scope), operate);
    }
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
    return (scope) => parts.flatMap((part) => asLines(part(scope), scope));
  }

  function call(name: string): Node {
    expect('(');
    const parts: Node[] = [];
    while (tokens[at] !== ')') {
      parts.push(wordOrLevel());
      if (tokens[at] === ',') at += 1;
      else if (tokens[at] !== ')') throw invalid(text);
    }
    expect(')');
    if (name === 'ANOMALY_DETECTION_BAND') return anomalyBand(parts);
    const run = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
    if (!run) throw invalid(`${text}: the function ${name} is not simulated`);
    return (scope) =>
      run(
        parts.map((part) => part(scope)),
        scope,
      );
  }

  /** A text in quotes, or a bare word such as REPEAT or DESC, which no id can be: ids begin in lower case. */
  function wordOrLevel(): Node {
    const token = tokens[at] ?? '';
    const isWord = /^[A-Z]+$/.test(token) && tokens[at + 1] !== '(';
    if (!isWord && !token.startsWith('"')) return level(0);
    at += 1;
    const word = token.replace(/^"|"$/g, '');
    return () => word;
  }

  const node = level(0);
  if (at < tokens.length) throw invalid(text);
  return node;
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
