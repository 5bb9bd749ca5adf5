// The variables of a Serverless file, as far as they can be known without deploying it.

import { isObject } from '../cloudformation/properties.ts';

export interface VariableSources {
  /** The whole file, in long form. */
  readonly file: unknown;
  /** Undefined where nobody knows what the stage is called. */
  readonly stage: string | undefined;
  /** Options given to `serverless`, besides the stage. */
  readonly options: Readonly<Record<string, string>>;
  /** The value of a file beside it; undefined where it cannot be read. */
  readonly read: (path: string) => unknown;
}

/** Stands where a value is not known before it is deployed. No CloudFormation function has such a name. */
export const UNKNOWN = { 'Tidegate::Unknown': '' } as const;

/** A file that needs more steps than this is made to be endless. */
const MOST_STEPS = 20_000;
const DEEPEST = 40;

/** `${self:a.b}`, `${file(x.yml):y}`, `${strToBool(…)}`; not CloudFormation’s `${Table}` and `${AWS::Region}`. */
const VARIABLE = /\$\{([a-zA-Z]\w*(?:\([^()]*\)(?::[^${}]*)?|:(?!:)[^${}]*))\}/;

/** Every variable in a value replaced by what it says. Variables of CloudFormation stay as they are. */
export function resolveVariables(value: unknown, sources: VariableSources): unknown {
  let steps = 0;

  function resolve(given: unknown, depth: number): unknown {
    steps += 1;
    if (steps > MOST_STEPS || depth > DEEPEST) return UNKNOWN;
    if (typeof given === 'string') return text(given, depth);
    if (Array.isArray(given)) return given.map((each) => resolve(each, depth + 1));
    if (!isObject(given)) return given;
    const entries = Object.entries(given).map(([key, each]) => [key, resolve(each, depth + 1)]);
    return Object.fromEntries(entries);
  }

  /** The innermost variable first: `${self:custom.${opt:stage}}`. */
  function text(given: string, depth: number): unknown {
    const found = VARIABLE.exec(given);
    if (!found) return given;
    const [whole, inner = ''] = found;
    const value = resolve(firstOf(inner, depth + 1), depth + 1);
    if (whole === given) return value;
    if (typeof value === 'object' || value === undefined) return UNKNOWN;
    const before = given.slice(0, found.index);
    return text(before + String(value) + given.slice(found.index + whole.length), depth + 1);
  }

  /** The first of the sources, separated by commas, that says anything. */
  function firstOf(inner: string, depth: number): unknown {
    for (const source of alternatives(inner)) {
      const value = resolve(valueAt(source, sources), depth);
      if (value !== undefined && value !== null) return value;
    }
    return UNKNOWN;
  }

  return resolve(value, 0);
}

/**
 *     opt:stage, 'dev'                   →  opt:stage · 'dev'
 *     file(a.yml):b, self:custom.c       →  file(a.yml):b · self:custom.c
 */
function alternatives(inner: string): string[] {
  return (inner.match(/(?:'[^']*'|"[^"]*"|\([^)]*\)|[^,'"(])+/g) ?? []).map((each) => each.trim());
}

function valueAt(source: string, sources: VariableSources): unknown {
  const literal = /^(?:'(.*)'|"(.*)")$/.exec(source);
  if (literal) return literal[1] ?? literal[2];
  if (/^(true|false)$/.test(source)) return source === 'true';
  if (/^\d+$/.test(source)) return Number(source);
  const [, name = '', rest = ''] = /^(\w+)(?:\([^)]*\))?:?(.*)$/.exec(source) ?? [];
  const { file, stage, options } = sources;
  if (name === 'self') return inSelf(rest, file, stage);
  if (name === 'sls') return rest === 'stage' ? (stage ?? UNKNOWN) : undefined;
  if (name === 'opt') return rest === 'stage' ? (stage ?? UNKNOWN) : options[rest];
  if (name === 'param') return parameter(rest, file, stage);
  if (name === 'aws') return options[rest];
  if (name === 'file') return inFile(source, rest, sources);
  return undefined;
}

/** The stage that is deployed takes the place of the one in the file. */
function inSelf(path: string, file: unknown, stage: string | undefined): unknown {
  if (path === 'provider.stage') return stage ?? UNKNOWN;
  return at(file, path);
}

function parameter(name: string, file: unknown, stage: string | undefined): unknown {
  const places = [...(stage === undefined ? [] : [stage]), 'default'].flatMap((each) => [
    `params.${each}`,
    `stages.${each}.params`,
  ]);
  return places.map((place) => at(file, `${place}.${name}`)).find((value) => value !== undefined);
}

function inFile(source: string, path: string, { read }: VariableSources): unknown {
  const [, name = ''] = /^file\(([^)]*)\)/.exec(source) ?? [];
  return at(read(name.trim()), path);
}

function at(value: unknown, path: string): unknown {
  if (path === '') return value;
  return path.split('.').reduce<unknown>((place, key) => {
    if (Array.isArray(place)) return place[Number(key)];
    return isObject(place) && Object.hasOwn(place, key) ? place[key] : undefined;
  }, value);
}
