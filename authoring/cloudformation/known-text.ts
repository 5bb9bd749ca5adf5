// What a template's text will be, as far as that can be known before it is deployed.

import { isObject, type Properties, type Template } from './read-template.ts';

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
 * What a value says. Parameters have their given values, else their defaults; what only a stack knows stays unknown.
 *
 *     'orders'                                     →  'orders'
 *     { Ref: Stage }, whose default is beta        →  'beta', assumed
 *     { 'Fn::Sub': 'orders-${Stage}' }             →  'orders-beta', assumed
 *     { 'Fn::Sub': '${AWS::StackName}-orders' }    →  unknown
 *     { 'Fn::If': [IsProd, a, b] }                 →  a or b, if the condition can be told
 */
export function said(value: unknown, template: Template, known: Known = {}): Said {
  const found = reader(template, known).textOf(value);
  if (found === undefined) return { expression: value };
  const { text, assumed } = found;
  return { expression: value, text, ...(assumed && { assumed }) };
}

/** Whether a condition of the template holds, by the same rules; undefined where it cannot be told. */
export function holds(condition: string, template: Template, known: Known = {}) {
  return reader(template, known).named(condition);
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

function reader(template: Template, known: Known) {
  let steps = 0;

  function textOf(value: unknown, depth = 0): Text | undefined {
    steps += 1;
    if (steps > MOST_STEPS) return undefined;
    if (typeof value === 'string') return { text: value, assumed: false };
    if (typeof value === 'number' || typeof value === 'boolean')
      return { text: String(value), assumed: false };
    if (!isObject(value) || depth > DEEPEST) return undefined;
    const [[name, given] = ['', undefined], ...more] = Object.entries(value);
    if (more.length > 0) return undefined;
    const read = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
    return read?.(given, depth + 1);
  }

  function reference(name: unknown): Text | undefined {
    if (typeof name !== 'string') return undefined;
    if (Object.hasOwn(known, name)) return { text: known[name]!, assumed: false };
    if (!Object.hasOwn(template.parameters, name)) return undefined;
    const { Default: usual, Type: type } = template.parameters[name] ?? {};
    const isSecret = String(type).startsWith('AWS::SSM::');
    return usual === undefined || isSecret ? undefined : { text: String(usual), assumed: true };
  }

  function join(given: unknown, depth: number): Text | undefined {
    if (!Array.isArray(given) || !Array.isArray(given[1])) return undefined;
    return together(
      given[1].map((part) => textOf(part, depth)),
      String(given[0]),
    );
  }

  function substitute(given: unknown, depth: number): Text | undefined {
    const [text, variables] = Array.isArray(given) ? given : [given, {}];
    if (typeof text !== 'string') return undefined;
    const parts = text.split(/(\$\{[^{}]*\})/).map((part) => {
      const name = /^\$\{([^{}]*)\}$/.exec(part)?.[1]?.trim();
      if (name === undefined) return { text: part, assumed: false };
      if (name.startsWith('!')) return { text: `\${${name.slice(1)}}`, assumed: false };
      const own = isObject(variables) && Object.hasOwn(variables, name);
      return own ? textOf((variables as Properties)[name], depth) : reference(name);
    });
    return together(parts, '');
  }

  function lookUp(given: unknown, depth: number): Text | undefined {
    if (!Array.isArray(given)) return undefined;
    const keys = given.slice(0, 3).map((key) => textOf(key, depth));
    if (keys.length < 3 || keys.some((key) => key === undefined)) return undefined;
    const found = keys.reduce<unknown>(
      (place, key) =>
        isObject(place) && key && Object.hasOwn(place, key.text) ? place[key.text] : undefined,
      template.mappings,
    );
    const text = textOf(found, depth);
    return text && { ...text, assumed: keys.some((key) => key!.assumed) };
  }

  function choose(given: unknown, depth: number): Text | undefined {
    if (!Array.isArray(given)) return undefined;
    const [condition, yes, no] = given;
    const [whenTrue, whenFalse] = [textOf(yes, depth), textOf(no, depth)];
    if (whenTrue && whenTrue.text === whenFalse?.text) return whenTrue;
    const truth = typeof condition === 'string' ? named(condition, depth) : undefined;
    const chosen = truth === undefined ? undefined : truth ? whenTrue : whenFalse;
    return chosen && { ...chosen, assumed: true };
  }

  /** Whether a condition holds. */
  function named(condition: string, depth = 0): boolean | undefined {
    if (depth > DEEPEST || !Object.hasOwn(template.conditions, condition)) return undefined;
    return truthOf(template.conditions[condition], depth + 1);
  }

  function truthOf(value: unknown, depth: number): boolean | undefined {
    steps += 1;
    if (!isObject(value) || depth > DEEPEST || steps > MOST_STEPS) return undefined;
    const [[name, given] = ['', undefined]] = Object.entries(value);
    if (name === 'Condition') return named(String(given), depth + 1);
    if (!Array.isArray(given)) return undefined;
    if (name === 'Fn::Equals') {
      const [a, b] = given.map((each) => textOf(each, depth + 1));
      return a && b && a.text === b.text;
    }
    const truths = given.map((each) => truthOf(each, depth + 1));
    if (name === 'Fn::Not') return truths[0] === undefined ? undefined : !truths[0];
    if (name === 'Fn::And') return truths.includes(false) ? false : allKnown(truths, true);
    if (name === 'Fn::Or') return truths.includes(true) ? true : allKnown(truths, false);
    return undefined;
  }

  const FUNCTIONS: Readonly<Record<string, (given: unknown, depth: number) => Text | undefined>> = {
    Ref: reference,
    'Fn::Sub': substitute,
    'Fn::Join': join,
    'Fn::FindInMap': lookUp,
    'Fn::If': choose,
  };

  return { textOf, named };
}

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
