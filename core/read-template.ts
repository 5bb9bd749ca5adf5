// A template of CloudFormation as plain values, as far as two of them are compared.

import { Failure } from './failure.ts';
import type { DeclaredParameter } from './stack-contents.ts';
import { plainValueOf, refuseTooLarge } from './template-values.ts';
import { readYaml } from './template-yaml.ts';

export type Values = Readonly<Record<string, unknown>>;

export interface ReadTemplate {
  readonly parameters: Readonly<Record<string, Values>>;
  readonly resources: Readonly<Record<string, Values>>;
  readonly conditions: Values;
  readonly mappings: Values;
  /** Macros, SAM’s among them: what they make is not in the text. */
  readonly transforms: readonly unknown[];
  readonly globals: unknown;
}

/** Throws `Refused` where it is no template; `path` is where it is from, for people. */
export function readTemplate(text: string, path: string): ReadTemplate {
  const value = valueIn(text, path);
  if (!isValues(value)) throw refused(path, 'no keys');
  const { Resources, Parameters, Conditions, Mappings, Transform, Globals } = value;
  if (!isValues(Resources)) throw refused(path, 'no Resources');
  return {
    parameters: eachIn(Parameters),
    resources: Object.fromEntries(
      Object.entries(Resources).map(([id, it]) => [id, isValues(it) ? it : { unread: it }]),
    ),
    conditions: isValues(Conditions) ? Conditions : {},
    mappings: isValues(Mappings) ? Mappings : {},
    transforms: Transform === undefined ? [] : [Transform].flat(),
    globals: Globals,
  };
}

/** The parameters that it declares. */
export function declaredIn({ parameters }: Pick<ReadTemplate, 'parameters'>): DeclaredParameter[] {
  return Object.entries(parameters).map(([key, { Default, NoEcho }]) => ({
    key,
    ...(Default !== undefined && { default: String(Default) }),
    isHidden: NoEcho === true || NoEcho === 'true',
  }));
}

function valueIn(text: string, path: string): unknown {
  try {
    if (/^\uFEFF?\s*\{/.test(text)) {
      const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
      refuseTooLarge(value);
      return value;
    }
  } catch {
    // A YAML text may begin with a brace too.
  }
  const { document, error } = readYaml(text);
  if (error) throw refused(path, `${error.text} (line ${error.line})`);
  try {
    return plainValueOf(document);
  } catch (thrown) {
    throw refused(path, (thrown as Error).message);
  }
}

function eachIn(value: unknown): Readonly<Record<string, Values>> {
  if (!isValues(value)) return {};
  return Object.fromEntries(
    Object.entries(value).map(([key, it]) => [key, isValues(it) ? it : {}]),
  );
}

export function isValues(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refused(path: string, got: string): Failure {
  return new Failure('Refused', `expected ${path} to be a template of CloudFormation, got ${got}`);
}
