// Variables: one scope for each block of states, reading outwards, writing only itself.

import { StateFailure } from './failure.ts';
import type { Json, JsonObject } from './json.ts';
import { jsonBytes } from './json-size.ts';
import { PAYLOAD_BYTES, VARIABLES_BYTES } from './limits.ts';

export interface Scope {
  get(name: string): Json | undefined;
  /** Sets all of them; fails with `States.DataLimitExceeded` where AWS's limits are passed, and sets none. */
  assign(values: JsonObject): void;
  /** The names set here, not further out. */
  own(): ReadonlyMap<string, Json>;
  inner(): Scope;
}

/** The outermost scope of an execution. */
export function outermostScope(): Scope {
  return scopeWithin(undefined, { bytes: 0 });
}

const NONE: ReadonlyMap<string, Json> = new Map();

function scopeWithin(outer: Scope | undefined, total: { bytes: number }): Scope {
  // Most scopes never hold a variable: Map iterations by the thousand.
  let values: Map<string, Json> | undefined;

  const get = (name: string): Json | undefined => {
    const value = values?.get(name);
    return value === undefined ? outer?.get(name) : value;
  };

  function assign(assigned: JsonObject): void {
    const entries = Object.entries(assigned);
    if (jsonBytes(assigned, PAYLOAD_BYTES) > PAYLOAD_BYTES) {
      throw tooLarge(`The variables in an Assign exceed ${PAYLOAD_BYTES} bytes together.`);
    }
    let growth = 0;
    for (const [name, value] of entries) {
      const before = values?.get(name);
      growth += jsonBytes(value) - (before === undefined ? 0 : jsonBytes(before));
    }
    if (total.bytes + growth > VARIABLES_BYTES) {
      throw tooLarge(`The variables of the execution exceed ${VARIABLES_BYTES} bytes together.`);
    }
    total.bytes += growth;
    values ??= new Map();
    for (const [name, value] of entries) values.set(name, value);
  }

  const scope: Scope = {
    get,
    assign,
    own: () => values ?? NONE,
    inner: () => scopeWithin(scope, total),
  };
  return scope;
}

function tooLarge(cause: string): StateFailure {
  return new StateFailure('States.DataLimitExceeded', cause);
}
