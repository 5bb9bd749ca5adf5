// The conditions that are met with here: conjunctions of what is there, what is not, and what equals a value.

import {
  type Attribute,
  type Item,
  isEmpty,
  isObject,
  isPlainScalar,
  NOT_PLAIN,
} from './attributes.ts';

/** Whether an item, or nothing, meets it. */
type Condition = (item: Item | undefined, values: Values) => boolean;
type Values = Readonly<Record<string, unknown>>;

interface Expression {
  readonly text: string;
  readonly names: Readonly<Record<string, unknown>>;
  readonly values: Values;
}

const ABSENT = /^attribute_(not_)?exists\(([\w#.]+)\)$/;
const EQUAL = /^([\w#.]+) = (:\w+)$/;

const made = new Map<string, Condition | undefined>();

/** The same for the same text and names; undefined where it is of another kind, or leaves a name or value unused. */
export function conditionOf(expression: Expression): Condition | undefined {
  const key = shapeOf(expression);
  if (!made.has(key)) made.set(key, compile(expression));
  return made.get(key);
}

/** Expressions that dynalite has read without complaint: reserved words, say, are not known here. */
const accepted = new Set<string>();

export function accept(expression: Expression): void {
  accepted.add(shapeOf(expression));
}

export function isAccepted(expression: Expression): boolean {
  return accepted.has(shapeOf(expression));
}

/** The expression of an input in that member, with its names and values; undefined where there is none. */
export function expressionIn(input: Values, member: string): Expression | undefined {
  const {
    [member]: text,
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
  } = input;
  if (text === undefined && names === undefined && values === undefined) return undefined;
  if (typeof text !== 'string' || !isFull(names) || !isFull(values)) throw NOT_PLAIN;
  return { text, names: (names ?? {}) as Values, values: (values ?? {}) as Values };
}

function isFull(given: unknown): boolean {
  return given === undefined || (isObject(given) && !isEmpty(given));
}

/** What two expressions share that differ in their values alone. */
function shapeOf({ text, names, values }: Expression): string {
  return `${text}\n${JSON.stringify(names)}\n${Object.keys(values).sort()}`;
}

function compile({ text, names, values }: Expression): Condition | undefined {
  const used = new Set<string>();
  const clauses = text.split(' AND ').map((clause) => clauseOf(clause, names, used));
  const given = [...Object.keys(names), ...Object.keys(values)];
  if (given.length !== used.size || !given.every((name) => used.has(name))) return undefined;
  if (clauses.includes(undefined)) return undefined;
  return (item, own) => clauses.every((holds) => holds?.(item, own) === true);
}

function clauseOf(
  clause: string,
  names: Expression['names'],
  used: Set<string>,
): Condition | undefined {
  const [, not, absent] = ABSENT.exec(clause) ?? [];
  if (absent !== undefined) {
    const read = pathOf(absent, names, used);
    return (item) => (read(item) === undefined) === (not !== undefined);
  }
  const [, path, value] = EQUAL.exec(clause) ?? [];
  if (path === undefined || value === undefined) return undefined;
  const read = pathOf(path, names, used);
  used.add(value);
  return (item, values) => equal(read(item), scalarIn(values[value]));
}

function pathOf(path: string, names: Expression['names'], used: Set<string>) {
  const steps = path.split('.').map((step) => {
    if (!step.startsWith('#')) return step;
    used.add(step);
    return String(names[step]);
  });
  const [head = '', ...rest] = steps;
  return (item: Item | undefined): Attribute | undefined => {
    let found = item?.[head];
    for (const step of rest) {
      const { M: members } = (found ?? {}) as { M?: Item };
      found = members?.[step];
    }
    return found;
  };
}

function scalarIn(value: unknown): readonly [type: string, value: unknown] {
  const [[type, scalar] = ['', undefined], ...others] = isObject(value)
    ? Object.entries(value)
    : [];
  if (others.length > 0 || !isPlainScalar(type, scalar)) throw NOT_PLAIN;
  return [type, scalar];
}

function equal(found: Attribute | undefined, [type, value]: readonly [string, unknown]): boolean {
  return found !== undefined && Object.hasOwn(found, type) && found[type] === value;
}
