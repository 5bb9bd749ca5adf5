// Reads a CloudFormation template, whoever wrote it: YAML or JSON, short forms or long, SAM or what a tool made.

import { type Document, isMap, isScalar, type LineCounter } from 'yaml';
import { type Failure, refusedFile } from '../../core/failure.ts';
import { plainValueOf, refuseTooLarge, TooLargeError } from '../../core/template-values.ts';
import { readYaml } from '../../core/template-yaml.ts';
import { expandLoops } from './for-each.ts';
import { isObject, type Properties } from './properties.ts';
import type { Remark } from './remark.ts';

export interface TemplateResource {
  readonly id: string;
  readonly type: string;
  readonly properties: Properties;
  readonly condition?: string;
  /** What else is said of it: Metadata, UpdatePolicy, DependsOn. */
  readonly attributes: Properties;
  /** Where it stands in the file, from 1. */
  readonly line: number;
}

export interface Template {
  readonly fileName: string;
  readonly text: string;
  readonly form: 'yaml' | 'json';
  readonly description?: string;
  readonly resources: ReadonlyMap<string, TemplateResource>;
  readonly parameters: Readonly<Record<string, Properties>>;
  readonly mappings: Properties;
  readonly conditions: Properties;
  /** What SAM gives to all resources of a kind. */
  readonly globals: Readonly<Record<string, Properties>>;
  readonly isSam: boolean;
  /** Loops over what only the stack knows, and what macros bring. */
  readonly unseen: readonly { readonly id: string; readonly line: number }[];
  /** What of it is odd, or could not be read. */
  readonly remarks: readonly Remark[];
}

/** CloudFormation takes 1 MB from S3; what tools write before they shorten it may be somewhat larger. */
const MOST_BYTES = 5_000_000;

/**
 * The template in a text, in long form. Only what is needed to find resources is checked; CloudFormation does the rest.
 *
 * Throws `Refused` with `file:line:column`, what was expected and what was got.
 */
export function readTemplate(text: string, fileName: string): Template {
  if (Buffer.byteLength(text) > MOST_BYTES)
    throw refusal(fileName, 1, `expected a template of at most ${MOST_BYTES} bytes, got more`);
  const source = /^\uFEFF?\s*\{/.test(text) ? json(text, fileName) : yaml(text, fileName);
  return templateOf(source, text, fileName);
}

interface Source {
  readonly form: Template['form'];
  readonly value: unknown;
  /** Lines whose key stands there already. */
  readonly doubled: readonly number[];
  lineOf(id: string): number;
}

function json(text: string, fileName: string): Source {
  const value = jsonIn(text.replace(/^\uFEFF/, ''));
  // A YAML text may begin with a brace too; if it is neither, YAML's error has the line.
  if (value === undefined) return yaml(text, fileName);
  within(fileName, () => refuseTooLarge(value));
  return { form: 'json', value, doubled: [], lineOf: linesOfKeys(text) };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The first line in which each name is a key, after the one that says Resources. */
function linesOfKeys(text: string): (id: string) => number {
  const lines = new Map<string, number>();
  let after = false;
  text.split('\n').forEach((line, index) => {
    // Every text is taken whole, so that none is begun anew at a quote within it.
    for (const [, key = '', colon] of line.matchAll(/"((?:[^"\\]|\\.)*)"(\s*:)?/g)) {
      if (colon === undefined) continue;
      if (after && !lines.has(key)) lines.set(key, index + 1);
      if (key === 'Resources') after = true;
    }
  });
  return (id) => lines.get(id) ?? 1;
}

function yaml(text: string, fileName: string): Source {
  const { document, counter, error, doubled } = readYaml(text);
  if (error) {
    const got = `expected YAML or JSON, got: ${error.text}`;
    throw refusal(fileName, error.line, got, error.column);
  }
  const value = within(fileName, () => plainValueOf(document));
  return { form: 'yaml', value, doubled, lineOf: yamlLines(document, counter) };
}

function within<T>(fileName: string, read: () => T): T {
  try {
    return read();
  } catch (thrown) {
    if (!(thrown instanceof TooLargeError)) throw thrown;
    throw refusal(
      fileName,
      1,
      `expected a template that CloudFormation takes, got ${thrown.message}`,
    );
  }
}

function yamlLines(document: Document, counter: LineCounter): (id: string) => number {
  const resources = document.get('Resources');
  const lines = new Map<string, number>();
  for (const { key } of isMap(resources) ? resources.items : []) {
    if (isScalar(key) && key.range)
      lines.set(String(key.value), counter.linePos(key.range[0]).line);
  }
  return (id) => lines.get(id) ?? 1;
}

function templateOf(
  { form, value, doubled, lineOf }: Source,
  text: string,
  fileName: string,
): Template {
  if (!isObject(value)) throw refusal(fileName, 1, `expected a template, got ${kindOf(value)}`);
  if (!isObject(value.Resources)) throw refusal(fileName, 1, withoutResources(value));
  const lists = { parameters: objectsIn(value.Parameters), mappings: objectIn(value.Mappings) };
  const { resources, unknown } = expandLoops(value.Resources, lists);
  const own = new Set(Object.keys(value.Resources));
  // What a loop makes stands where the loops do.
  const loop = [...own].find((id) => id.startsWith('Fn::ForEach::'));
  const lineOfMade = (id: string) => lineOf(own.has(id) ? id : (loop ?? id));
  const found = resources.flatMap(([id, given]) =>
    isOfTransform(id, given) ? [] : [resourceOf(id, given, lineOfMade(id), fileName)],
  );
  const included = resources.filter(([id, given]) => isOfTransform(id, given)).map(([id]) => id);
  const transforms = [value.Transform].flat().map(String);
  return {
    fileName,
    text,
    form,
    ...(typeof value.Description === 'string' && { description: value.Description }),
    resources: new Map(found.map((each) => [each.id, each])),
    ...lists,
    unseen: [...unknown, ...included].map((id) => ({ id, line: lineOfMade(id) })),
    remarks: doubled.map(doubledRemark),
    conditions: objectIn(value.Conditions),
    globals: objectsIn(value.Globals),
    isSam: transforms.some((name) => name.startsWith('AWS::Serverless-')),
  };
}

function doubledRemark(line: number): Remark {
  return { id: '', line, text: 'the key of this line stands there already: the last one counts' };
}

/** What only a macro, a module or an include says stands among the resources without being one. */
function isOfTransform(id: string, given: unknown): boolean {
  if (id === 'Fn::Transform') return true;
  if (!isObject(given)) return false;
  return isObject(given.Type) || (given.Type === undefined && given['Fn::Transform'] !== undefined);
}

function withoutResources(value: Properties): string {
  if ('pipeline' in value && 'stages' in value)
    return 'expected a CloudFormation template, got a pipeline file: give it without --template';
  return 'expected a CloudFormation template with Resources, got none';
}

function resourceOf(id: string, given: unknown, line: number, fileName: string): TemplateResource {
  if (!isObject(given) || typeof given.Type !== 'string') {
    const got = isObject(given) ? 'none' : kindOf(given);
    throw refusal(fileName, line, `expected resource ${id} to have a Type, got ${got}`);
  }
  const { Type, Properties, Condition, ...attributes } = given;
  return {
    id,
    type: Type,
    properties: objectIn(Properties),
    ...(typeof Condition === 'string' && { condition: Condition }),
    attributes,
    line,
  };
}

/** The value if it has keys, else one without any. */
export function objectIn(value: unknown): Properties {
  return isObject(value) ? value : {};
}

function objectsIn(value: unknown): Readonly<Record<string, Properties>> {
  return Object.fromEntries(
    Object.entries(objectIn(value)).map(([key, each]) => [key, objectIn(each)]),
  );
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  return Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'keys' : 'plain text';
}

function refusal(fileName: string, line: number, text: string, column = 1): Failure {
  return refusedFile([{ file: fileName, line, column, text }]);
}
