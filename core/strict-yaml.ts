// Reads a YAML file that must fit a schema exactly; every error names its line and a way out.

import { type Document, isMap, isNode, isScalar, isSeq, type LineCounter } from 'yaml';
import type * as z from 'zod';
import { expectation } from './expectation.ts';
import { type Failure, problemText, refusedFile } from './failure.ts';
import { knownKeys } from './known-keys.ts';
import { nearest } from './nearest.ts';
import {
  aliasOfNothing,
  nestedSafely,
  type Position,
  type TextAt,
  yamlDocument,
} from './yaml-document.ts';

/** A problem that a schema cannot tell, with the path to what it is about. */
export interface Finding {
  readonly path: readonly PropertyKey[];
  readonly text: string;
}

/**
 * The value of a YAML text, checked whole against the schema and then by the rules that a schema cannot tell.
 *
 * Throws `Refused` with a line for each problem, as `file:line:column: what was expected, what was got`.
 */
export function parseStrictYaml<Schema extends z.ZodType>(
  schema: Schema,
  text: string,
  fileName: string,
  findingsIn: (value: z.output<Schema>) => readonly Finding[] = () => [],
): z.output<Schema> {
  const file = openStrictYaml(text, fileName);
  return file.check(schema, file.plain, findingsIn);
}

/** A YAML file that is read, and not checked yet. */
export interface StrictFile {
  readonly plain: unknown;
  /** As `parseStrictYaml`; what is checked may be the file's own value with more in it, which has no place there. */
  check<Schema extends z.ZodType>(
    schema: Schema,
    value: unknown,
    findingsIn?: (value: z.output<Schema>) => readonly Finding[],
  ): z.output<Schema>;
  /** A refusal that says these, each at its place. */
  refusal(findings: readonly Finding[]): Failure;
}

/** Throws `Refused` where the text is no YAML, or empty. */
export function openStrictYaml(text: string, fileName: string): StrictFile {
  const { document, lines, broken } = yamlDocument(text);
  if (broken.length > 0) throw refusal(fileName, broken);

  if (document.contents === null) {
    const text = 'expected something in the file, got an empty one: start from one in examples/';
    throw refusal(fileName, [{ line: 1, column: 1, text }]);
  }

  return {
    plain: toPlain(document, lines, fileName),
    check(schema, value, findingsIn = () => []) {
      const parsed = nestedSafely(() => schema.safeParse(value)) ?? tooDeep(fileName);
      const problems = parsed.success
        ? findingsIn(parsed.data).map((finding) => placed(finding, document, lines))
        : withoutEchoes(parsed.error.issues, document, schema)
            .slice(0, PROBLEMS_SHOWN + 1)
            .flatMap((issue) => problemsOf(issue, document, lines, schema));
      if (parsed.success && problems.length === 0) return parsed.data;
      throw refusal(fileName, problems);
    },
    refusal: (findings) =>
      refusal(
        fileName,
        findings.map((finding) => placed(finding, document, lines)),
      ),
  };
}

/** Where a path stands in a YAML text: its line and column, or those of the nearest thing round it. */
export function placesIn(text: string): (path: readonly PropertyKey[]) => Position {
  const { document, lines } = yamlDocument(text);
  return (path) => position(path, document, lines);
}

function placed({ path, text }: Finding, document: Document, lines: LineCounter): TextAt {
  return { ...position(path, document, lines), text };
}

const FIRST: Position = { line: 1, column: 1 };

function toPlain(document: Document, lines: LineCounter, fileName: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (cause) {
    const text = `expected YAML aliases that resolve, got: ${(cause as Error).message}`;
    throw refusal(fileName, [{ ...(aliasOfNothing(document, lines) ?? FIRST), text }]);
  }
}

function tooDeep(fileName: string): never {
  throw refusal(fileName, [
    { line: 1, column: 1, text: 'expected YAML that is less deeply nested' },
  ]);
}

/** One slip can make every line after it wrong; and to find the place of each takes time. */
const PROBLEMS_SHOWN = 100;

function refusal(file: string, found: readonly TextAt[]): Failure {
  const byText = new Map(found.map((each) => [problemText({ file, ...each }), { file, ...each }]));
  const all = [...byText.values()];
  const shown = all.slice(0, PROBLEMS_SHOWN);
  const last = all.length > PROBLEMS_SHOWN ? shown.at(-1) : undefined;
  return refusedFile(
    shown.map((each) => (each === last ? { ...each, text: `${each.text} (and more)` } : each)),
  );
}

/** As `pipeline/one-of.ts` says it. */
const ONE_OF = /^expected exactly one of ([\w, ]+)$/;

/** A misspelt key is also one that is missing: it is told once, by what it was meant to be. */
function withoutEchoes(
  issues: readonly z.core.$ZodIssue[],
  document: Document,
  schema: z.ZodType,
): readonly z.core.$ZodIssue[] {
  const pathText = (path: readonly PropertyKey[]) => path.map(String).join('\n');
  const meant = issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return [];
    const known = knownKeys(schema, issue.path);
    return issue.keys
      .slice(0, PROBLEMS_SHOWN)
      .map((key) => pathText([...issue.path, nearest(key, known) ?? key]));
  });
  if (meant.length === 0) return issues;
  const told = new Set(meant);
  return issues.filter((issue) => {
    const { path } = issue;
    if (wordsOfOne(issue).some((word) => told.has(pathText([...path, word])))) return false;
    return !told.has(pathText(path)) || document.hasIn(path);
  });
}

/** The keys of which exactly one was expected; none of any other problem. */
function wordsOfOne({ code, message }: z.core.$ZodIssue): readonly string[] {
  const [, words = ''] = (code === 'custom' && ONE_OF.exec(message)) || [];
  return words === '' ? [] : words.split(', ');
}

function problemsOf(
  issue: z.core.$ZodIssue,
  document: Document,
  lines: LineCounter,
  schema: z.ZodType,
): TextAt[] {
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(schema, issue.path);
    return issue.keys.slice(0, PROBLEMS_SHOWN + 1).map((key) => ({
      ...positionOfKey([...issue.path, key], document, lines),
      text: unknownKey(key, known),
    }));
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const closest = [...issue.errors].sort((a, b) => depthOf(b) - depthOf(a))[0] ?? [];
    return closest.flatMap((inner) =>
      problemsOf({ ...inner, path: [...issue.path, ...inner.path] }, document, lines, schema),
    );
  }
  const place = issue.path.length > 0 ? `${issue.path.join('.')}: ` : '';
  const value = document.getIn(issue.path);
  const told = expectation(issue);
  const [meant = ''] = HINT.exec(told) ?? [];
  const expected = told.slice(0, told.length - meant.length);
  const got = expected.includes(', got ')
    ? ''
    : (writtenNumber(document.getIn(issue.path, true)) ?? describe(value, issue));
  const text = `${place}${expected}${got}${meant}${meantBy(issue, value)}`;
  return [{ ...position(issue.path, document, lines), text }];
}

/** What a schema's own message ends with: it comes after what was got. */
const HINT = /; did you mean [^?]*\?$/;

/** A number as it stands in the file: YAML takes the zeros before it away. */
function writtenNumber(node: unknown): string | undefined {
  return isScalar(node) && typeof node.value === 'number' && node.source !== undefined
    ? `, got ${node.source}`
    : undefined;
}

function depthOf(issues: readonly z.core.$ZodIssue[]): number {
  return Math.max(0, ...issues.map(({ path }) => path.length));
}

/** The word of a closed list that a person probably meant. */
function meantBy(issue: z.core.$ZodIssue, value: unknown): string {
  if (issue.code !== 'invalid_value' || typeof value !== 'string') return '';
  const meant = nearest(value, issue.values.map(String));
  return meant === undefined ? '' : `; did you mean ${meant}?`;
}

function describe(value: unknown, { code }: z.core.$ZodIssue): string {
  if (value === undefined || value === null) return ', got nothing';
  if (isSeq(value)) return code === 'too_small' ? `, got ${value.items.length}` : ', got a list';
  if (isMap(value) && code === 'invalid_type') return ', got keys and values';
  if (isNode(value)) return '';
  if (typeof value === 'number') return `, got ${value}`;
  return `, got ${JSON.stringify(value).slice(0, 80)}`;
}

function unknownKey(key: string, known: readonly string[]): string {
  if (known.includes(key))
    return `unknown key ${key} here: others of this list have it, and this one has not`;
  const meant = nearest(key, known);
  const hint = meant ? `; did you mean ${meant}?` : `; expected one of ${known.join(', ')}`;
  return `unknown key ${key}${hint}`;
}

/** Where the nearest enclosing thing that exists stands in the text. */
function position(path: readonly PropertyKey[], document: Document, lines: LineCounter): Position {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) {
      const { line, col } = lines.linePos(node.range[0]);
      return { line: Math.max(line, 1), column: Math.max(col, 1) };
    }
  }
  return { line: 1, column: 1 };
}

/** Where a key itself stands: its value may be lines below. */
function positionOfKey(path: readonly PropertyKey[], document: Document, lines: LineCounter) {
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  const pair = isMap(parent)
    ? parent.items.find(({ key }) => isScalar(key) && key.value === path.at(-1))
    : undefined;
  if (!isNode(pair?.key) || !pair.key.range) return position(path, document, lines);
  const { line, col } = lines.linePos(pair.key.range[0]);
  return { line, column: col };
}
