// Variables: one scope for each block of states, reading outwards, writing only itself.

import { StateFailure } from './failure.ts';
import type { Json, JsonObject } from './json.ts';
import { jsonBytes } from './json-size.ts';
import { PAYLOAD_BYTES, VARIABLES_BYTES } from './limits.ts';

/** Plain data, and not an object with functions: most scopes, of iterations by the thousand, never hold a variable. */
export interface Scope {
  readonly outer: Scope | undefined;
  values: Map<string, Json> | undefined;
  /** Of the whole execution. */
  readonly total: { bytes: number };
}

/** The outermost scope of an execution. */
export function outermostScope(): Scope {
  return { outer: undefined, values: undefined, total: { bytes: 0 } };
}

export function innerScope(outer: Scope): Scope {
  return { outer, values: undefined, total: outer.total };
}

export function lookUp(scope: Scope, name: string): Json | undefined {
  for (let at: Scope | undefined = scope; at; at = at.outer) {
    const value = at.values?.get(name);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Sets all of them; fails with `States.DataLimitExceeded` where AWS's limits are passed, and sets none. */
export function assignVariables(scope: Scope, assigned: JsonObject): void {
  if (jsonBytes(assigned, PAYLOAD_BYTES) > PAYLOAD_BYTES) {
    throw tooLarge(`The variables in an Assign exceed ${PAYLOAD_BYTES} bytes together.`);
  }
  const entries = Object.entries(assigned);
  let growth = 0;
  for (const [name, value] of entries) {
    const before = scope.values?.get(name);
    growth += jsonBytes(value) - (before === undefined ? 0 : jsonBytes(before));
  }
  if (scope.total.bytes + growth > VARIABLES_BYTES) {
    throw tooLarge(`The variables of the execution exceed ${VARIABLES_BYTES} bytes together.`);
  }
  scope.total.bytes += growth;
  scope.values ??= new Map();
  for (const [name, value] of entries) scope.values.set(name, value);
}

function tooLarge(cause: string): StateFailure {
  return new StateFailure('States.DataLimitExceeded', cause);
}
