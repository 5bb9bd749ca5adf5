// Shapes as the models write them, made into readers of values: `!text 1..255`, `[Dimension] ..30`, `{text: number}`.

import { AwsError } from '../service.ts';
import type { Rule, Violation } from './violations.ts';

type Path = Violation['path'];

/** Gives the value in the form that operations read, and notes what it breaks. */
export type Reader = (value: unknown, path: Path, found: Violation[]) => unknown;

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
    const list = /^\[(.*)\](.*)$/.exec(text);
    if (list) return listOf(readerOf(list[1]!), boundsIn(list[2]!, 'length'));
    const map = /^\{(.*): (.*)\}(.*)$/.exec(text);
    if (map) return mapOf(readerOf(map[1]!), readerOf(map[2]!), boundsIn(map[3]!, 'length'));
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
    return (value, path, found) => {
      const given = objectIn(value, path);
      const read: Record<string, unknown> = {};
      for (const { name, required, read: reader } of readers) {
        const member = Object.hasOwn(given, name) ? given[name] : undefined;
        if (member !== undefined && member !== null)
          read[name] = reader(member, [...path, name], found);
        else if (required) broken(found, [...path, name], undefined, { kind: 'missing' });
      }
      return read;
    };
  }

  return readerOf;
}

function isValues(shape: Shape): shape is readonly string[] {
  return Array.isArray(shape);
}

function broken(found: Violation[], path: Path, value: unknown, rule: Rule): void {
  found.push({ path, value, rule });
}

/** Whether a size breaks one of its bounds. */
type Bounds = (size: number, path: Path, value: unknown, found: Violation[]) => void;

function boundsIn(text: string, of: 'length' | 'value'): Bounds {
  const [, least = '', most = ''] = /(-?[\d.]*?)\.\.(-?[\d.]*)/.exec(text) ?? [];
  const [low, high] = [
    least === '' ? -Infinity : Number(least),
    most === '' ? Infinity : Number(most),
  ];
  return (size, path, value, found) => {
    if (size < low) broken(found, path, value, { kind: 'least', of, bound: low });
    if (size > high) broken(found, path, value, { kind: 'most', of, bound: high });
  };
}

/** An empty list of Query is an empty text. */
function listOf(read: Reader, bounds: Bounds): Reader {
  return (value, path, found) => {
    const given = value === '' ? [] : value;
    if (!Array.isArray(given)) throw misfit(path, 'a list', value);
    bounds(given.length, path, given, found);
    return given.map((each, index) => read(each, [...path, index + 1], found));
  };
}

function mapOf(readKey: Reader, readValue: Reader, bounds: Bounds): Reader {
  return (value, path, found) => {
    const entries = Object.entries(objectIn(value, path));
    bounds(entries.length, path, value, found);
    return Object.fromEntries(
      entries.map(([key, each]) => [
        readKey(key, [...path, key], found),
        readValue(each, [...path, key, 'value'], found),
      ]),
    );
  };
}

function oneOf(values: readonly string[]): Reader {
  return (value, path, found) => {
    const given = textIn(value, path);
    if (!values.includes(given)) broken(found, path, given, { kind: 'enum', values });
    return given;
  };
}

function simple(text: string): Reader {
  const [, name = '', , pattern] = /^(\w+)( [^/]+)?(?: ?\/(.*)\/)?$/s.exec(text) ?? [];
  if (name === 'text') return textOf(boundsIn(text.split(' /')[0]!, 'length'), pattern);
  if (name === 'integer' || name === 'number')
    return numberOf(boundsIn(text, 'value'), name === 'integer');
  const read = PLAIN[name];
  if (!read) throw new Error(`Expected a shape that is known, got ${text}.`);
  return read;
}

const PLAIN: Readonly<Record<string, Reader>> = {
  any: (value) => value,
  bytes: (value) => value,
  flag: (value, path) => {
    if (value === true || value === 'true') return true;
    if (value === false || value === 'false') return false;
    throw misfit(path, 'a Boolean', value);
  },
  time: (value, path) => {
    const time = timeIn(value);
    if (time && !Number.isNaN(time.getTime())) return time;
    throw misfit(path, 'a Timestamp', value);
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
  return (value, path, found) => {
    const given = textIn(value, path);
    const before = found.length;
    bounds(given.length, path, given, found);
    // A text that is too long is not held against a pattern, which could take long.
    const fits = found.length > before || !expression || expression.test(given);
    if (!fits) broken(found, path, given, { kind: 'pattern', pattern: pattern! });
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
  return (value, path, found) => {
    const isText = typeof value === 'string' && (NUMBER.test(value) || NOT_FINITE.includes(value));
    const given = isText || typeof value === 'bigint' ? Number(value) : value;
    if (typeof given !== 'number' || (whole && !Number.isInteger(given)))
      throw misfit(path, whole ? 'an Integer' : 'a Double', value);
    bounds(given, path, given, found);
    return given;
  };
}

function textIn(value: unknown, path: Path): string {
  if (typeof value === 'string') return value;
  throw misfit(path, 'a String', value);
}

function objectIn(value: unknown, path: Path): Record<string, unknown> {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (isObject && !(value instanceof Date) && !(value instanceof Uint8Array))
    return value as Record<string, unknown>;
  if (value === '') return {};
  throw misfit(path, 'a structure', value);
}

function misfit(path: Path, expected: string, value: unknown): AwsError {
  const got = Array.isArray(value) ? 'a list' : value === null ? 'null' : `a ${typeof value}`;
  const where = path.length > 0 ? ` at ${path.join('.')}` : '';
  return new AwsError('SerializationException', `Expected ${expected}${where}, got ${got}.`);
}
