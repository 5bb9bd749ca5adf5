// How long a value is as JSON text, without making the text.

import type { Json } from './json.ts';
import { NESTING_LEVELS } from './limits.ts';

const known = new WeakMap<object, number>();
const REMEMBERED_FROM_BYTES = 64;

/**
 * Bytes of the value as compact JSON in UTF-8, or `Infinity` as soon as they exceed `limit`, or where it is nested so
 * deeply that neither this nor JSON.stringify could walk it.
 *
 *     {"a":[1,"é"]}  →  14
 */
export function jsonBytes(value: Json, limit = Number.POSITIVE_INFINITY): number {
  return limit < 0 ? Number.POSITIVE_INFINITY : capped(measure(value, limit, 0), limit);
}

function capped(bytes: number, limit: number): number {
  return bytes > limit ? Number.POSITIVE_INFINITY : bytes;
}

function measure(value: Json, limit: number, depth: number): number {
  if (typeof value === 'string') return stringBytes(value);
  if (typeof value === 'number') return String(value).length;
  if (typeof value === 'boolean') return value ? 4 : 5;
  if (value === null) return 4;
  const remembered = known.get(value);
  if (remembered !== undefined) return remembered;
  if (depth >= NESTING_LEVELS) return Number.POSITIVE_INFINITY;
  const bytes = Array.isArray(value)
    ? arrayBytes(value, limit, depth + 1)
    : objectBytes(value as Readonly<Record<string, Json>>, limit, depth + 1);
  if (bytes >= REMEMBERED_FROM_BYTES && bytes <= limit) known.set(value, bytes);
  return bytes;
}

function arrayBytes(value: readonly Json[], limit: number, depth: number): number {
  let bytes = 1 + Math.max(1, value.length);
  for (const item of value) {
    if (bytes > limit) return Number.POSITIVE_INFINITY;
    bytes += measure(item, limit - bytes, depth);
  }
  return bytes;
}

function objectBytes(value: Readonly<Record<string, Json>>, limit: number, depth: number): number {
  let bytes = 1;
  for (const key in value) {
    if (bytes > limit) return Number.POSITIVE_INFINITY;
    bytes += stringBytes(key) + 2;
    bytes += measure(value[key]!, limit - bytes, depth);
  }
  return Math.max(2, bytes);
}

/** Plain ASCII is its length and two quotes; the rest is counted exactly. */
function stringBytes(text: string): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the characters that JSON escapes or UTF-8 widens.
  if (!/[\u0000-\u001f"\\\u0080-\uffff]/.test(text)) return text.length + 2;
  return Buffer.byteLength(JSON.stringify(text), 'utf8');
}
