// The document client's commands: plain values as DynamoDB's attributes, and back.

import type { Command } from './command.ts';

/** Which members are plain values: `null` one value, `{}` an object of them, `[]` a list, `*` each of those below. */
type KeyNodes = null | readonly never[] | { readonly [name: string]: KeyNodes };

export interface DocumentCommand extends Command {
  readonly inputKeyNodes: KeyNodes;
  readonly outputKeyNodes: KeyNodes;
}

export function documentInput({ input, inputKeyNodes }: DocumentCommand): unknown {
  return converted(input, inputKeyNodes, attributeOf);
}

export function documentOutput({ outputKeyNodes }: DocumentCommand, output: unknown): unknown {
  return converted(output, outputKeyNodes, plainOnce as Convert);
}

type Convert = (value: unknown) => unknown;

function converted(value: unknown, nodes: KeyNodes, convert: Convert): unknown {
  if (nodes === null) return convert(value);
  const below = Object.keys(nodes);
  const each = (nodes as Readonly<Record<string, KeyNodes>>)['*'];
  if (Array.isArray(value))
    return value.filter(isCarried).map((one) => converted(one, each ?? null, convert));
  const made: Record<string, unknown> = {};
  const members = value as Readonly<Record<string, unknown>>;
  for (const name in members) {
    const member = members[name];
    if (!isCarried(member)) continue;
    const node = below.length === 0 ? null : (each ?? nodes[name as never]);
    made[name] = node === undefined ? member : converted(member, node, convert);
  }
  return made;
}

function isCarried(value: unknown): boolean {
  return value !== undefined && typeof value !== 'function';
}

/** An attribute as AWS JSON has it: `{ S: 'text' }`, binary as base64. */
type Attribute = Readonly<Record<string, unknown>>;

/**
 * As `marshall` of the SDK does with `removeUndefinedValues`. Throws for what the SDK refuses: numbers that JavaScript
 * cannot hold, and instances of classes.
 */
function attributeOf(value: unknown): Attribute {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: numberText(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  if (value === null) return { NULL: true };
  if (typeof value === 'bigint') return { N: value.toString() };
  if (Array.isArray(value)) return { L: value.filter(isCarried).map(attributeOf) };
  if (value instanceof Uint8Array) return { B: Buffer.from(value).toString('base64') };
  if (value instanceof Set) return setOf([...value]);
  const given = value instanceof Map ? Object.fromEntries(value) : value;
  if (!isPlain(given))
    throw new Error(`Unsupported type passed: ${String(value)}. Expected plain data.`);
  const members: Record<string, Attribute> = {};
  for (const name in given) {
    const each = given[name];
    if (isCarried(each)) members[name] = attributeOf(each);
  }
  return { M: members };
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || isOtherRealm(prototype);
}

/** Tests and their subjects may each have an `Object` of their own. */
function isOtherRealm(prototype: unknown): boolean {
  return typeof prototype === 'object' && Object.getPrototypeOf(prototype) === null;
}

function numberText(value: number): string {
  if (Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER) return String(value);
  throw new Error(`Expected a number that DynamoDB and JavaScript both hold, got ${value}.`);
}

function setOf(values: readonly unknown[]): Attribute {
  const [first] = values;
  const texts = values.map((each) => Object.values(attributeOf(each))[0]);
  if (typeof first === 'string') return { SS: texts };
  if (typeof first === 'number' || typeof first === 'bigint') return { NS: texts };
  if (first instanceof Uint8Array) return { BS: texts };
  throw new Error('Expected a set of texts, numbers or bytes that is not empty, got another.');
}

/** What was made of attributes that are frozen: those of an item that a table in memory keeps, until another is put. */
const plains = new WeakMap<Attribute, unknown>();

/** Frozen too, for all who read the item are given the same. */
function plainOnce(attribute: Attribute): unknown {
  if (attribute.M === undefined || !Object.isFrozen(attribute)) return plainOf(attribute);
  const known = plains.get(attribute);
  if (known) return known;
  const made = frozen(plainOf(attribute));
  plains.set(attribute, made);
  return made;
}

function frozen(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  // Bytes cannot be frozen.
  if (value instanceof Uint8Array) return value;
  for (const each of Object.values(value)) frozen(each);
  return Object.freeze(value);
}

/** As `unmarshall` of the SDK does. */
function plainOf(attribute: Attribute): unknown {
  for (const type in attribute) {
    const value = attribute[type];
    switch (type) {
      case 'S':
      case 'BOOL':
        return value;
      case 'N':
        return numberOf(String(value));
      case 'NULL':
        return null;
      case 'L':
        return (value as Attribute[]).map(plainOf);
      case 'M':
        return plainsOf(value as Readonly<Record<string, Attribute>>);
      case 'B':
        return bytesOf(String(value));
      case 'SS':
        return new Set(value as string[]);
      case 'NS':
        return new Set((value as string[]).map(numberOf));
      case 'BS':
        return new Set((value as string[]).map(bytesOf));
    }
  }
  throw new Error(`Expected an attribute of a known type, got ${JSON.stringify(attribute)}.`);
}

function plainsOf(members: Readonly<Record<string, Attribute>>): Record<string, unknown> {
  const made: Record<string, unknown> = {};
  for (const name in members) made[name] = plainOf(members[name]!);
  return made;
}

function numberOf(text: string): number | bigint {
  const value = Number(text);
  return Math.abs(value) > Number.MAX_SAFE_INTEGER && Number.isFinite(value) ? BigInt(text) : value;
}

function bytesOf(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'base64'));
}
