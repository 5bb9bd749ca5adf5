// Step Functions writes every API's members in PascalCase, whatever the API's own wire has.

import type { Json } from '../json.ts';
import { setProperty } from '../json.ts';

type Rename = (key: string) => string;

const lower: Rename = (key) => key.charAt(0).toLowerCase() + key.slice(1);
const upper: Rename = (key) => key.charAt(0).toUpperCase() + key.slice(1);

/** `{"DeploymentId": 1}` becomes `{"deploymentId": 1}`, inside and out. */
export function toCamelCase(value: Json): Json {
  return renamed(value, lower);
}

/** The answer's members in PascalCase; times become text, bytes base64, and what is undefined is left out. */
export function toPascalCase(value: unknown): Json {
  return renamed(value, upper);
}

/** The answer as JSON, with its members as they are. */
export function toJson(value: unknown): Json {
  return renamed(value, (key) => key);
}

function renamed(value: unknown, rename: Rename): Json {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map((item) => renamed(item, rename));
  if (typeof value !== 'object' || value === null) return (value ?? null) as Json;
  const result: Record<string, Json> = {};
  for (const [key, member] of Object.entries(value)) {
    if (member !== undefined)
      setProperty(result, key === '' ? key : rename(key), renamed(member, rename));
  }
  return result;
}
