// The functions Step Functions adds to JSONata that depend on their arguments alone. What they do with arguments that
// are missing, undefined, broken or too many is as measured on AWS: see docs/engine.md.

import { createHash } from 'node:crypto';
import { tooMuchMemory } from '../jsonata/budget.ts';
import type { Compiled } from '../jsonata/jsonata.ts';
import { parseJson } from './parse-json.ts';

/** The most numbers that `$range` makes. */
const RANGE_NUMBERS = 360_145;

/** Registers `$partition`, `$range`, `$hash` and `$parse`, and takes `$eval` away. */
export function addFunctions(compiled: Compiled): void {
  compiled.registerFunction('partition', partition);
  compiled.registerFunction('range', range);
  compiled.registerFunction('hash', hash);
  compiled.registerFunction('parse', parse);
  compiled.assign('eval', undefined);
}

/**
 * Parts of so many items. Without a size all is one part; nothing and a size that is cut to 0 give nothing.
 *
 *     $partition([1, 2, 3], 2)    →  [[1, 2], [3]]
 *     $partition([1, 2, 3], 2.6)  →  [[1, 2], [3]]
 *     $partition([1, 2, 3])       →  [[1, 2, 3]]
 *     $partition([], 2)           →  undefined
 */
function partition(...given: readonly unknown[]): unknown {
  atMost(given, 2);
  const [items, size] = given;
  if (items === undefined) return undefined;
  if (!Array.isArray(items)) throw refused('T0412', { index: 1 });
  if (size === undefined) return [items];
  const length = whole(size, 2);
  if (length < 0) {
    throw refused('D3137', { message: 'Second argument must be zero or greater' });
  }
  if (length === 0 || items.length === 0) return undefined;
  const parts: unknown[] = [];
  for (let at = 0; at < items.length; at += length) parts.push(items.slice(at, at + length));
  return parts;
}

/**
 * Numbers from one to another, as a sequence: none is undefined, and one is that number.
 *
 *     $range(1, 9, 2)       →  [1, 3, 5, 7, 9]
 *     $range(-1.7, 2, 1)    →  [-1, 0, 1, 2]
 *     $range(1, 9, 9)       →  1
 *     $range(1, 9, 0)       →  undefined
 */
function range(...given: readonly unknown[]): unknown {
  atMost(given, 3);
  if (given.length < 2) throw mismatch(given.length + 1);
  if (given.length < 3 || given.includes(undefined)) return undefined;
  const first = whole(given[0], 1);
  const last = whole(given[1], 2);
  const step = whole(given[2], 3);
  if (step === 0) return undefined;
  const count = Math.floor((last - first) / step) + 1;
  if (count > RANGE_NUMBERS) throw tooMuchMemory();
  if (count <= 0) return undefined;
  if (count === 1) return first;
  return Array.from({ length: count }, (_, index) => first + index * step);
}

const ALGORITHMS = new Map([
  ['SHA-1', 'sha1'],
  ['SHA-384', 'sha384'],
  ['SHA-256', 'sha256'],
  ['SHA-512', 'sha512'],
  ['MD5', 'md5'],
]);

function hash(...given: readonly unknown[]): string | undefined {
  atMost(given, 2);
  const [text, name = null] = given;
  if (given.length === 0) throw mismatch(1);
  if (text === undefined) return undefined;
  if (typeof text !== 'string') throw mismatch(1);
  if (given.length === 1) return undefined;
  if (name !== null && typeof name !== 'string') throw mismatch(2);
  const algorithm = ALGORITHMS.get(String(name));
  if (!algorithm) {
    const known = [...ALGORITHMS.keys()].join(', ');
    throw refused('D3137', { message: `Hash algorithm '${name}' must be one of ${known}` });
  }
  return createHash(algorithm).update(text, 'utf8').digest('hex');
}

function parse(...given: readonly unknown[]): unknown {
  atMost(given, 1);
  const [text] = given;
  if (text === undefined) return undefined;
  if (typeof text !== 'string') throw mismatch(1);
  const parsed = parseJson(text);
  if (parsed === undefined) throw refused('D3137', { message: 'Invalid JSON' });
  return parsed;
}

function atMost(given: readonly unknown[], count: number): void {
  if (given.length > count) throw mismatch(count + 1);
}

/** A number cut to a whole one, towards 0. */
function whole(value: unknown, index: number): number {
  if (typeof value !== 'number') throw mismatch(index);
  return Math.trunc(value);
}

/** AWS's error for an argument that is missing, of the wrong type, or one too many. */
function mismatch(index: number): Error {
  return refused('T0410', { index });
}

/** An error as jsonata throws them: it finds the text by the code, and adds the function's name. */
function refused(code: string, details: { index?: number; message?: string }): Error {
  return Object.assign(new Error(code), { code, ...details });
}
