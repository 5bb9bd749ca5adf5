// Loops of AWS::LanguageExtensions among the resources of a template, as what they make.

import { isObject, type Properties } from './properties.ts';

/** What loops can go over, as far as the template says it. */
export interface Lists {
  readonly parameters: Readonly<Record<string, Properties>>;
  readonly mappings: Properties;
}

export interface Expanded {
  readonly resources: readonly (readonly [id: string, value: unknown])[];
  /** The loops whose lists only the stack knows. */
  readonly unknown: readonly string[];
}

/** CloudFormation takes no more resources than this; a loop that makes more is not followed. */
const MOST_RESOURCES = 500;
const DEEPEST = 5;
/** What all loops of a template may make together, the last of which is left to the stack to know. */
const MOST_CHARACTERS = 2_000_000;

const LOOP = /^Fn::ForEach::/;

/**
 * The resources, each loop replaced by what it makes.
 *
 *     Fn::ForEach::Topics: [Name, [A, B], { 'Topic${Name}': { Type: … } }]  →  TopicA, TopicB
 *
 * Source: the page on Fn::ForEach of CloudFormation's reference on intrinsic functions.
 */
export function expandLoops(
  resources: Properties,
  lists: Lists,
  depth = 0,
  budget: Budget = { left: MOST_CHARACTERS },
): Expanded {
  const made: (readonly [string, unknown])[] = [];
  const unknown: string[] = [];
  for (const [id, value] of Object.entries(resources)) {
    if (!LOOP.test(id)) {
      made.push([id, value]);
      continue;
    }
    const turns = depth < DEEPEST ? turnsOf(value, lists, budget) : undefined;
    if (turns === undefined) unknown.push(id);
    for (const turn of turns ?? []) {
      const inner = expandLoops(turn, lists, depth + 1, budget);
      made.push(...inner.resources);
      unknown.push(...inner.unknown);
      if (made.length > MOST_RESOURCES || budget.left < 0) break;
    }
  }
  return { resources: made, unknown };
}

/** Characters that may still be made. */
interface Budget {
  left: number;
}

/** The body of a loop for each of its values; undefined where those are not known, or where it would make too much. */
function turnsOf(loop: unknown, lists: Lists, budget: Budget): Properties[] | undefined {
  if (!Array.isArray(loop)) return undefined;
  const [name, list, body] = loop as unknown[];
  if (typeof name !== 'string' || !isObject(body)) return undefined;
  const values = valuesOf(list, lists);
  if (values === undefined || values.length > MOST_RESOURCES) return undefined;
  const turns: Properties[] = [];
  for (const value of values) {
    turns.push(filled(body, name, value, budget) as Properties);
    if (budget.left < 0) return undefined;
  }
  return turns;
}

function valuesOf(list: unknown, lists: Lists): string[] | undefined {
  if (Array.isArray(list)) {
    const each = list.map((item) => (isObject(item) ? valuesOf(item, lists) : [String(item)]));
    const known = each.filter((values) => values !== undefined);
    return known.length < each.length ? undefined : known.flat();
  }
  if (!isObject(list)) return undefined;
  const { Ref: parameter, 'Fn::FindInMap': place } = list;
  if (typeof parameter === 'string') {
    const usual = lists.parameters[parameter]?.Default;
    return usual === undefined
      ? undefined
      : String(usual)
          .split(',')
          .map((each) => each.trim());
  }
  if (!Array.isArray(place)) return undefined;
  const found = place
    .slice(0, 3)
    .reduce<unknown>(
      (at, key) => (isObject(at) && typeof key === 'string' ? at[key] : undefined),
      lists.mappings,
    );
  return Array.isArray(found) ? found.map(String) : undefined;
}

/** A value with the loop's word replaced wherever it stands; `&{Word}` leaves out what a logical id may not have. */
function filled(given: unknown, name: string, value: string, budget: Budget): unknown {
  const marks = [`\${${name}}`, `&{${name}}`] as const;
  const plain = (text: string) => {
    const places = marks.reduce((sum, mark) => sum + text.split(mark).length - 1, 0);
    budget.left -= 1 + text.length + places * value.length;
    if (budget.left < 0) return text;
    return text
      .replaceAll(marks[0], value)
      .replaceAll(marks[1], value.replace(/[^A-Za-z0-9]/g, ''));
  };
  const fill = (each: unknown): unknown => {
    budget.left -= 1;
    if (budget.left < 0) return each;
    if (typeof each === 'string') return plain(each);
    if (Array.isArray(each)) return each.map(fill);
    if (!isObject(each)) return each;
    if (each.Ref === name) return value;
    return Object.fromEntries(
      Object.entries(each).map(([key, inner]) => [plain(key), fill(inner)]),
    );
  };
  return fill(given);
}
