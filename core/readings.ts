// What was read of items that cannot have changed since: those are not read again.
//
// None that an SDK reads from a wire is frozen. A table in the same process may give what it keeps, as often as it is
// asked: nine of ten items that a simulation reads were read before, just as they are.

interface Reading {
  readonly of: object;
  readonly version: unknown;
  readonly read: object;
}

const readings = new WeakMap<object, Reading>();

/** As an object of its own, as each reading gives one: whoever decides on an item tells by it that it is to stay. */
export function knownReading(item: unknown, of: object, version: unknown): object | undefined {
  if (typeof item !== 'object' || item === null) return undefined;
  const known = readings.get(item);
  return known?.of === of && known.version === version ? { ...known.read } : undefined;
}

/** Its parts are frozen, for all who read the item are given the same. */
export function keepReading(item: unknown, of: object, version: unknown, read: unknown): void {
  if (typeof item !== 'object' || item === null || !Object.isFrozen(item)) return;
  if (typeof read !== 'object' || read === null || Array.isArray(read)) return;
  for (const part of Object.values(read)) freeze(part);
  readings.set(item, { of, version, read: { ...read } });
}

function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return;
  for (const part of Object.values(value)) freeze(part);
  Object.freeze(value);
}
