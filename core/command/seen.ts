// The version of what a person saw: a digest of all that a command goes by.

import { createHash } from 'node:crypto';

/** The same for the same data, in whatever order its fields stand. */
export function seenOf(data: unknown): string {
  return createHash('sha256').update(inOrder(data)).digest('hex').slice(0, 16);
}

function inOrder(data: unknown): string {
  return JSON.stringify(data ?? null, (_, value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
