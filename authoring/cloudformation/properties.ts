// What a template, or any file like it, says under a key.

export function isObject(value: unknown): value is Properties {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export type Properties = Readonly<Record<string, unknown>>;
