// Attributes that need no second look: whatever is not plainly valid is left to dynalite, which knows what is wrong.

export type Attribute = Readonly<Record<string, unknown>>;
export type Item = Readonly<Record<string, Attribute>>;

/** Thrown where an input is not plain. */
export const NOT_PLAIN = Symbol('not plain');

/** An item that is kept: nobody changes it or its parts, and so each of its attributes is frozen. */
export interface KeptItem {
  readonly item: Item;
  /** At least what it counts towards the megabyte of a page. */
  readonly weight: number;
}

/** DynamoDB takes 400 kB, counted in another way; what comes near is counted exactly elsewhere. */
const MOST_PLAIN_WEIGHT = 300_000;

export function keptItem(input: unknown): KeptItem {
  const scale = { weight: 64 };
  const item = copiedMembers(input, scale);
  for (const name in item) Object.freeze(item[name]);
  if (scale.weight > MOST_PLAIN_WEIGHT) throw NOT_PLAIN;
  return { item, weight: 2 * scale.weight };
}

/** The text of an attribute that may be a part of a key. */
export function keyText(value: unknown, mostBytes: number): string {
  if (!isObject(value)) throw NOT_PLAIN;
  const { S: text, ...others } = value;
  if (typeof text !== 'string' || text === '' || !isEmpty(others)) throw NOT_PLAIN;
  // A character has at most three bytes for each of its code units.
  if (3 * text.length > mostBytes && Buffer.byteLength(text) > mostBytes) throw NOT_PLAIN;
  return text;
}

interface Scale {
  weight: number;
}

function copiedMembers(input: unknown, scale: Scale): Item {
  if (!isObject(input)) throw NOT_PLAIN;
  const copied: Record<string, Attribute> = {};
  for (const name of Object.keys(input)) {
    scale.weight += name.length + 8;
    copied[name] = copiedAttribute(input[name], scale);
  }
  return copied;
}

function copiedAttribute(input: unknown, scale: Scale): Attribute {
  if (!isObject(input)) throw NOT_PLAIN;
  const [type, other] = Object.keys(input);
  if (type === undefined || other !== undefined) throw NOT_PLAIN;
  const value = input[type];
  if (type === 'M') return { M: copiedMembers(value, scale) };
  if (type === 'L' && Array.isArray(value))
    return { L: value.map((each) => copiedAttribute(each, scale)) };
  if (!isPlainScalar(type, value)) throw NOT_PLAIN;
  scale.weight += 8 + (typeof value === 'string' ? value.length : 0);
  return { [type]: value };
}

/** As `Big` writes it: other ways to write the same number would have to be made this one. */
const NUMBER = /^(?:0|-?[1-9]\d{0,15}|-?(?:0|[1-9]\d{0,15})\.\d{0,19}[1-9])$/;

export function isPlainScalar(type: string, value: unknown): boolean {
  if (type === 'S') return typeof value === 'string';
  if (type === 'N') return typeof value === 'string' && NUMBER.test(value);
  if (type === 'BOOL') return typeof value === 'boolean';
  return type === 'NULL' && value === true;
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isEmpty(value: object): boolean {
  for (const _ in value) return false;
  return true;
}
