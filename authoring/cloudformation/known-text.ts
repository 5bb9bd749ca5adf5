// What a template's text will be, as far as that can be known before it is deployed.

import { isObject, type Properties } from './properties.ts';
import type { Template } from './read-template.ts';

/** A text in a template: the expression that the stack understands, and what it will say, where that is known. */
export interface Said {
  /** In long form, valid inside of the same template. */
  readonly expression: unknown;
  readonly text?: string;
  /** The text holds only while the parameters keep their defaults. */
  readonly assumed?: true;
}

/** What stands for the text of parameters and pseudo parameters, by name. */
export type Known = Readonly<Record<string, string>>;

/**
 * Stands for a parameter of which only that is known that it is none of the words of its template. No name has a
 * variable in it, so that whatever is made of it is not known either.
 */
export function unknownText(parameter: string): string {
  return `\${${parameter}}`;
}

/**
 * What a value says. Parameters have their given values, else their defaults; what only a stack knows stays unknown.
 *
 *     'orders'                                     →  'orders'
 *     { Ref: Stage }, whose default is beta        →  'beta', assumed
 *     { 'Fn::Sub': 'orders-${Stage}' }             →  'orders-beta', assumed
 *     { 'Fn::Sub': '${AWS::StackName}-orders' }    →  unknown
 *     { 'Fn::If': [IsProd, a, b] }                 →  a or b, if the condition can be told
 */
export function said(value: unknown, template: Template, known: Known = {}): Said {
  const found = textOf(value, top(template, known));
  if (found === undefined) return { expression: value };
  const { text, assumed } = found;
  return { expression: value, text, ...(assumed && { assumed }) };
}

/** Whether a condition of the template holds, by the same rules; undefined where it cannot be told. */
export function holds(condition: string, template: Template, known: Known = {}) {
  return named(condition, top(template, known));
}

interface Text {
  readonly text: string;
  readonly assumed: boolean;
}

const DEEPEST = 30;
/** Values that are looked at for one text: each level of a template could say the one below it twice. */
const MOST_STEPS = 1_000;
/** No name that a template gives is as long, and twenty thousand variables could each be as long as the template. */
const MOST_CHARACTERS = 100_000;

/** Where a value stands: in which template, how deep in other values, and how much was looked at before it. */
interface Within {
  readonly template: Template;
  readonly known: Known;
  readonly depth: number;
  readonly taken: { steps: number };
}

function top(template: Template, known: Known): Within {
  return { template, known, depth: 0, taken: { steps: 0 } };
}

function deeper(within: Within): Within {
  return { ...within, depth: within.depth + 1 };
}

/** Counts a step. */
function isTooLong({ taken }: Within): boolean {
  taken.steps += 1;
  return taken.steps > MOST_STEPS;
}

function textOf(value: unknown, within: Within): Text | undefined {
  if (isTooLong(within)) return undefined;
  if (typeof value === 'string') return { text: value, assumed: false };
  if (typeof value === 'number' || typeof value === 'boolean')
    return { text: String(value), assumed: false };
  if (!isObject(value) || within.depth > DEEPEST) return undefined;
  const [[name, given] = ['', undefined], ...more] = Object.entries(value);
  if (more.length > 0) return undefined;
  const read = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  return read?.(given, deeper(within));
}

function reference(name: unknown, { template, known }: Within): Text | undefined {
  if (typeof name !== 'string') return undefined;
  const text = Object.hasOwn(known, name) ? known[name] : undefined;
  if (text !== undefined) return { text, assumed: false };
  if (!Object.hasOwn(template.parameters, name)) return undefined;
  const { Default: usual, Type: type } = template.parameters[name] ?? {};
  const isSecret = String(type).startsWith('AWS::SSM::');
  return usual === undefined || isSecret ? undefined : { text: String(usual), assumed: true };
}

function join(given: unknown, within: Within): Text | undefined {
  if (!Array.isArray(given) || !Array.isArray(given[1])) return undefined;
  return together(
    given[1].map((part) => textOf(part, within)),
    String(given[0]),
  );
}

function substitute(given: unknown, within: Within): Text | undefined {
  const [text, variables] = Array.isArray(given) ? given : [given, {}];
  if (typeof text !== 'string') return undefined;
  const parts = text.split(/(\$\{[^{}]*\})/).map((part) => {
    const name = /^\$\{([^{}]*)\}$/.exec(part)?.[1]?.trim();
    if (name === undefined) return { text: part, assumed: false };
    if (name.startsWith('!')) return { text: `\${${name.slice(1)}}`, assumed: false };
    const own = isObject(variables) && Object.hasOwn(variables, name);
    return own ? textOf((variables as Properties)[name], within) : reference(name, within);
  });
  return together(parts, '');
}

function lookUp(given: unknown, within: Within): Text | undefined {
  if (!Array.isArray(given)) return undefined;
  const keys = given
    .slice(0, 3)
    .map((key) => textOf(key, within))
    .filter((key) => key !== undefined);
  if (keys.length < 3) return undefined;
  const found = keys.reduce<unknown>(
    (place, key) =>
      isObject(place) && Object.hasOwn(place, key.text) ? place[key.text] : undefined,
    within.template.mappings,
  );
  const text = textOf(found, within);
  return text && { ...text, assumed: keys.some((key) => key.assumed) };
}

function choose(given: unknown, within: Within): Text | undefined {
  if (!Array.isArray(given)) return undefined;
  const [condition, yes, no] = given;
  const [whenTrue, whenFalse] = [textOf(yes, within), textOf(no, within)];
  if (whenTrue && whenTrue.text === whenFalse?.text) return whenTrue;
  const truth = typeof condition === 'string' ? named(condition, within) : undefined;
  const chosen = truth === undefined ? undefined : truth ? whenTrue : whenFalse;
  return chosen && { ...chosen, assumed: true };
}

/** Whether a condition holds. */
function named(condition: string, within: Within): boolean | undefined {
  const { template, depth } = within;
  if (depth > DEEPEST || !Object.hasOwn(template.conditions, condition)) return undefined;
  return truthOf(template.conditions[condition], deeper(within));
}

function truthOf(value: unknown, within: Within): boolean | undefined {
  if (isTooLong(within) || !isObject(value) || within.depth > DEEPEST) return undefined;
  const [[name, given] = ['', undefined]] = Object.entries(value);
  if (name === 'Condition') return named(String(given), deeper(within));
  if (!Array.isArray(given)) return undefined;
  if (name === 'Fn::Equals') {
    const [a, b] = given.map((each) => textOf(each, deeper(within)));
    return a && b && a.text === b.text;
  }
  const truths = given.map((each) => truthOf(each, deeper(within)));
  if (name === 'Fn::Not') return truths[0] === undefined ? undefined : !truths[0];
  if (name === 'Fn::And') return truths.includes(false) ? false : allKnown(truths, true);
  if (name === 'Fn::Or') return truths.includes(true) ? true : allKnown(truths, false);
  return undefined;
}

const FUNCTIONS: Readonly<Record<string, (given: unknown, within: Within) => Text | undefined>> = {
  Ref: reference,
  'Fn::Sub': substitute,
  'Fn::Join': join,
  'Fn::FindInMap': lookUp,
  'Fn::If': choose,
};

function allKnown(truths: readonly (boolean | undefined)[], value: boolean): boolean | undefined {
  return truths.includes(undefined) ? undefined : value;
}

function together(parts: readonly (Text | undefined)[], separator: string): Text | undefined {
  const found = parts.filter((part) => part !== undefined);
  if (found.length < parts.length) return undefined;
  const characters = found.reduce((sum, { text }) => sum + text.length + separator.length, 0);
  if (characters > MOST_CHARACTERS) return undefined;
  return {
    text: found.map(({ text }) => text).join(separator),
    assumed: found.some(({ assumed }) => assumed),
  };
}
