// What an expression gives, as JSON.

import type { Json, JsonObject } from '../json.ts';
import { setProperty } from '../json.ts';

/** More than 256 KiB of JSON can hold. */
const NODES = 300_000;
const plainAlready = new WeakSet<object>();

/** Thrown for results that JSON cannot carry. */
export class UnsupportedResult extends Error {}

/** Thrown for results that are larger than anything a state passes on. */
export class OversizedResult extends Error {}

/**
 * A clean copy of a result: no sequence marks, no functions. Undefined members of objects and arrays are left out, and
 * numbers that JSON has no word for are texts, as on AWS: `1/0` is "Infinity".
 * A value this function gave before is given again as it is.
 */
export function plain(value: unknown): Json {
  let nodesLeft = NODES;
  return copy(value);

  function copy(part: unknown): Json {
    nodesLeft -= 1;
    if (nodesLeft < 0) throw new OversizedResult();
    if (typeof part === 'string' || typeof part === 'boolean' || part === null) return part;
    if (typeof part === 'number') return Number.isFinite(part) ? part : String(part);
    if (typeof part !== 'object' || isFunction(part)) {
      throw new UnsupportedResult('returned an unsupported result type.');
    }
    if (plainAlready.has(part)) return part as Json;
    const result = Array.isArray(part) ? list(part) : object(part);
    if (part === value) plainAlready.add(result as object);
    return result;
  }

  function list(items: readonly unknown[]): Json {
    const result: Json[] = [];
    for (const item of items) if (item !== undefined) result.push(copy(item));
    return result;
  }

  function object(members: object): JsonObject {
    const result: Record<string, Json> = {};
    for (const [key, member] of Object.entries(members)) {
      if (member !== undefined) setProperty(result, key, copy(member));
    }
    return result;
  }
}

function isFunction(value: object): boolean {
  return '_jsonata_lambda' in value || '_jsonata_function' in value;
}
