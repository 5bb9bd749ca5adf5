// JSON values as the engine passes them round: never changed once made, so they are shared and not copied.

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isArray(value: unknown): value is readonly Json[] {
  return Array.isArray(value);
}

/** An own property, whatever its name: `constructor` of `{}` is undefined. */
export function property(value: unknown, key: string): Json | undefined {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** Sets a key even when it is named `__proto__`. */
export function setProperty(target: Record<string, Json>, key: string, value: Json): void {
  if (key === '__proto__') {
    const options = { value, enumerable: true, writable: true, configurable: true };
    Object.defineProperty(target, key, options);
  } else target[key] = value;
}

/** What AWS calls a value's type in its messages. */
export function typeName(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
