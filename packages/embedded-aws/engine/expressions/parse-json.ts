// JSON as AWS's `$parse` reads it: strings may stand in single quotes, and what reads as no value or as two is none.

import { setProperty } from '../json.ts';
import { NESTING_LEVELS } from '../limits.ts';
import { OversizedResult } from './plain.ts';

/** Blanks, then one token: a mark, a string in either quotes, a number or a word. */
const TOKEN =
  /[ \t\n\r]*(?:([[\]{},:])|("[^"\\]*(?:\\.[^"\\]*)*")|'([^'\\]*(?:\\.[^'\\]*)*)'|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)|(true|false|null))/y;
const BLANKS = /^[ \t\n\r]*$/;
const WORDS: Readonly<Record<string, unknown>> = { true: true, false: false, null: null };

class Broken extends Error {}

/**
 * The value of a text, or undefined for one that AWS calls invalid.
 *
 *     {"a": 1}          →  { a: 1 }
 *     {'a': 'b"c'}      →  { a: 'b"c' }
 *     {"a": 1, "a": 2}  →  undefined: a key twice
 *     1e400             →  undefined: no number holds it
 *     NaN, '', [1] [2]  →  undefined
 */
export function parseJson(text: string): unknown {
  const reader = { text, at: 0 };
  try {
    const value = readValue(reader, 0);
    return BLANKS.test(text.slice(reader.at)) ? value : undefined;
  } catch (error) {
    if (error instanceof Broken || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

interface Reader {
  readonly text: string;
  at: number;
}

interface Token {
  readonly mark?: string | undefined;
  readonly value?: unknown;
}

function next(reader: Reader): Token {
  TOKEN.lastIndex = reader.at;
  const found = TOKEN.exec(reader.text);
  if (!found) throw new Broken();
  reader.at = TOKEN.lastIndex;
  const [, mark, quoted, single, number, word] = found;
  if (mark !== undefined) return { mark };
  if (quoted !== undefined) return { value: JSON.parse(quoted) };
  if (single !== undefined) return { value: JSON.parse(`"${quotesEscaped(single)}"`) };
  if (number !== undefined) return { value: finite(Number(number)) };
  return { value: WORDS[word as string] };
}

function quotesEscaped(single: string): string {
  return single.replace(/\\.|"/g, (part) => (part === '"' ? '\\"' : part));
}

function finite(value: number): number {
  if (!Number.isFinite(value)) throw new Broken();
  return value;
}

function readValue(reader: Reader, depth: number): unknown {
  return valueFrom(next(reader), reader, depth);
}

function valueFrom({ mark, value }: Token, reader: Reader, depth: number): unknown {
  if (mark === undefined) return value;
  if (depth >= NESTING_LEVELS) throw new OversizedResult();
  if (mark === '[') return readArray(reader, depth + 1);
  if (mark === '{') return readObject(reader, depth + 1);
  throw new Broken();
}

function readArray(reader: Reader, depth: number): unknown[] {
  const items: unknown[] = [];
  let token = next(reader);
  if (token.mark === ']') return items;
  for (;;) {
    items.push(valueFrom(token, reader, depth));
    const { mark } = next(reader);
    if (mark === ']') return items;
    if (mark !== ',') throw new Broken();
    token = next(reader);
  }
}

function readObject(reader: Reader, depth: number): object {
  const members = {};
  let key = next(reader);
  if (key.mark === '}') return members;
  for (;;) {
    if (typeof key.value !== 'string' || Object.hasOwn(members, key.value)) throw new Broken();
    if (next(reader).mark !== ':') throw new Broken();
    setProperty(members, key.value, readValue(reader, depth) as never);
    const { mark } = next(reader);
    if (mark === '}') return members;
    if (mark !== ',') throw new Broken();
    key = next(reader);
  }
}
