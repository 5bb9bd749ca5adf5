// Shapes as the models write them, made into readers of values: `!text 1..255`, `[Dimension] ..30`, `{text: number}`.

import type { Rule, Violation } from './violations.ts';

/** Gives the value in the form that operations read, and notes what it breaks, by paths from itself. */
export type Reader = (value: unknown, found: Violation[]) => unknown;

/** A structure's members, an enumeration's values, or another name for a shape. */
export type Shape = Readonly<Record<string, string>> | readonly string[] | string;
export type Shapes = Readonly<Record<string, Shape>>;

export function readersOf(shapes: Shapes): (text: string) => Reader {
  const known = new Map<string, Reader>();

  function readerOf(text: string): Reader {
    const made = known.get(text) ?? lazily(() => parse(text));
    known.set(text, made);
    return made;
  }

  /** A shape may hold itself, so it is only looked into when a value is there. */
  function lazily(make: () => Reader): Reader {
    let made: Reader | undefined;
    return (...asked) => {
      made ??= make();
      return made(...asked);
    };
  }

  function parse(text: string): Reader {
    const [list, item = '', items = ''] = /^\[(.*)\](.*)$/.exec(text) ?? [];
    if (list) return listOf(readerOf(item), boundsIn(items, 'length'));
    const [map, key = '', value = '', sizes = ''] = /^\{(.*): (.*)\}(.*)$/.exec(text) ?? [];
    if (map) return mapOf(readerOf(key), readerOf(value), boundsIn(sizes, 'length'));
    const shape = shapes[text];
    if (shape === undefined) return simple(text);
    if (typeof shape === 'string') return readerOf(shape);
    return isValues(shape) ? oneOf(shape) : structureOf(shape);
  }

  function structureOf(members: Readonly<Record<string, string>>): Reader {
    const readers = Object.entries(members).map(([name, text]) => {
      const required = text.startsWith('!');
      return { name, required, read: readerOf(required ? text.slice(1) : text) };
    });
    return (value, found) => {
      const given = objectIn(value, found);
      const read: Record<string, unknown> = {};
      for (const { name, required, read: reader } of readers) {
        const member = Object.hasOwn(given, name) ? given[name] : undefined;
        if (member !== undefined && member !== null)
          read[name] = within(name, reader, member, found);
        else if (required)
          found.push({ path: [name], value: undefined, rule: { kind: 'missing' } });
      }
      return read;
    };
  }

  return readerOf;
}

/** AWS names them all; here the first tell enough. */
const MOST_VIOLATIONS = 20;

function isValues(shape: Shape): shape is readonly string[] {
  return Array.isArray(shape);
}

function broken(found: Violation[], value: unknown, rule: Rule): void {
  found.push({ path: [], value, rule });
}

/** Reads what stands under a step; only where it breaks something are paths made. */
function within(step: string | number, read: Reader, value: unknown, found: Violation[]): unknown {
  const before = found.length;
  const made = read(value, found);
  if (found.length > before) {
    const own = found.splice(before);
    found.push(...own.map((each) => ({ ...each, path: [step, ...each.path] })));
  }
  return made;
}

/** Whether a size keeps its bounds; what it breaks is noted. */
type Bounds = (size: number, value: unknown, found: Violation[]) => boolean;

function boundsIn(text: string, of: 'length' | 'value'): Bounds {
  const [, least = '', most = ''] = /(-?[\d.]*?)\.\.(-?[\d.]*)/.exec(text) ?? [];
  const [low, high] = [
    least === '' ? -Infinity : Number(least),
    most === '' ? Infinity : Number(most),
  ];
  return (size, value, found) => {
    if (size < low) broken(found, value, { kind: 'least', of, bound: low });
    if (size > high) broken(found, value, { kind: 'most', of, bound: high });
    return size >= low && size <= high;
  };
}

/** An empty list of Query is an empty text. */
function listOf(read: Reader, bounds: Bounds): Reader {
  return (value, found) => {
    const given = value === '' ? [] : value;
    if (!Array.isArray(given)) return misfit(found, 'a list', value);
    // What is too long as a whole is not looked into: its items could be without number, and each break something.
    if (!bounds(given.length, given, found)) return given;
    return eachUntilBroken(given, (each, index) => within(index + 1, read, each, found), found);
  };
}

function mapOf(readKey: Reader, readValue: Reader, bounds: Bounds): Reader {
  return (value, found) => {
    const entries = Object.entries(objectIn(value, found));
    if (!bounds(entries.length, value, found)) return value;
    const read = ([key, each]: [string, unknown]) => [
      within(key, readKey, key, found),
      within(key, readValue, each, found),
    ];
    return Object.fromEntries(eachUntilBroken(entries, read, found));
  };
}

/** As `map`, but leaves off where so much is broken that nobody reads on. */
function eachUntilBroken<T, Made>(
  items: readonly T[],
  read: (item: T, index: number) => Made,
  found: readonly Violation[],
): Made[] {
  const made: Made[] = [];
  for (const [index, item] of items.entries()) {
    if (found.length >= MOST_VIOLATIONS) break;
    made.push(read(item, index));
  }
  return made;
}

function oneOf(values: readonly string[]): Reader {
  return (value, found) => {
    const given = textIn(value, found);
    if (given === undefined) return given;
    if (!values.includes(given)) broken(found, given, { kind: 'enum', values });
    return given;
  };
}

function simple(text: string): Reader {
  const [, name = '', , pattern] = /^(\w+)( [^/]+)?(?: ?\/(.*)\/)?$/s.exec(text) ?? [];
  if (name === 'text') return textOf(boundsIn(text.replace(/ \/.*$/s, ''), 'length'), pattern);
  if (name === 'integer' || name === 'number')
    return numberOf(boundsIn(text, 'value'), name === 'integer');
  const read = PLAIN[name];
  if (!read) throw new Error(`Expected a shape that is known, got ${text}.`);
  return read;
}

const PLAIN: Readonly<Record<string, Reader>> = {
  any: (value) => value,
  bytes: (value) => value,
  flag: (value, found) => {
    if (value === true || value === 'true') return true;
    if (value === false || value === 'false') return false;
    return misfit(found, 'a Boolean', value);
  },
  time: (value, found) => {
    const time = timeIn(value);
    if (time && !Number.isNaN(time.getTime())) return time;
    return misfit(found, 'a Timestamp', value);
  },
};

/** Epoch seconds (JSON, or as text in Query), ISO 8601 (Query, and people), or a date (CBOR). */
function timeIn(value: unknown): Date | undefined {
  if (value instanceof Date) return value;
  if (typeof value === 'number') return new Date(value * 1000);
  if (typeof value !== 'string') return undefined;
  return new Date(/^\d+(\.\d+)?$/.test(value) ? Number(value) * 1000 : value);
}

function textOf(bounds: Bounds, pattern: string | undefined): Reader {
  const expression = pattern === undefined ? undefined : expressionOf(pattern);
  return (value, found) => {
    const given = textIn(value, found);
    if (given === undefined) return given;
    const before = found.length;
    bounds(given.length, given, found);
    // A text that is too long is not held against a pattern, which could take long.
    const fits = found.length > before || !expression || expression.test(given);
    if (!fits) broken(found, given, { kind: 'pattern', pattern: pattern ?? '' });
    return given;
  };
}

/** The patterns are Java's: those with Unicode classes need JavaScript's stricter mode, others do not bear it. */
function expressionOf(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`, pattern.includes('\\p{') ? 'u' : '');
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const NOT_FINITE = ['NaN', 'Infinity', '-Infinity'];

/** All values of Query are text. */
function numberOf(bounds: Bounds, whole: boolean): Reader {
  return (value, found) => {
    const isText = typeof value === 'string' && (NUMBER.test(value) || NOT_FINITE.includes(value));
    const given = isText || typeof value === 'bigint' ? Number(value) : value;
    if (typeof given !== 'number' || (whole && !Number.isInteger(given)))
      return misfit(found, whole ? 'an Integer' : 'a Double', value);
    bounds(given, given, found);
    return given;
  };
}

function textIn(value: unknown, found: Violation[]): string | undefined {
  return typeof value === 'string' ? value : misfit(found, 'a String', value);
}

function objectIn(value: unknown, found: Violation[]): Record<string, unknown> {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (isObject && !(value instanceof Date) && !(value instanceof Uint8Array))
    return value as Record<string, unknown>;
  if (value !== '') misfit(found, 'a structure', value);
  return {};
}

function misfit(found: Violation[], expected: string, value: unknown): undefined {
  broken(found, value, { kind: 'type', expected });
  return undefined;
}
