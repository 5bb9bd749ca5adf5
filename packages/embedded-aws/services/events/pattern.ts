// EventBridge's content filtering: which events a rule's pattern takes.

import { isTooDeep } from '../../json-bounds.ts';
import { invalid, readMatcher } from './matcher.ts';

/** Whether an event fits. */
export type Matches = (event: unknown) => boolean;

type Pattern = { readonly [name: string]: unknown };

/**
 * Reads a pattern, or throws InvalidEventPatternException. Every leaf is a list of alternatives; every name must match;
 * `$or` takes a list of patterns of which one must. A value that is a list matches if any of its elements does. What a
 * pattern asks of one list must all be true of one element (AWS: array consistency), but for `exists: false`, which
 * holds where no element has the name.
 *
 *     { "source": ["aws.codebuild"], "detail": { "build-status": ["SUCCEEDED", { "prefix": "FA" }] } }
 *
 *     { "phases": { "type": ["BUILD"], "took": [9] } } of phases BUILD, 5 and UPLOAD, 9: no phase has both
 */
export function readPattern(pattern: unknown): Matches {
  if (typeof pattern === 'string') return readPattern(parsed(pattern));
  const fits = readNode(pattern, []);
  return (event) => fits(event, event);
}

/** Whether what stands at a place fits, there or, for what must be nowhere, in the whole event. */
type Fits = (value: unknown, event: unknown) => boolean;

type Names = readonly string[];

function readNode(pattern: unknown, path: Names): Fits {
  if (!isPattern(pattern) || Object.keys(pattern).length === 0) {
    const at = path.length > 0 ? ` at ${path.join('.')}` : '';
    throw invalid(`Expected an object with at least one name${at}, got ${JSON.stringify(pattern)}`);
  }
  const parts = Object.entries(pattern).map(([name, each]) => readMember(name, each, path));
  return (value, event) =>
    elementsOf(value).some((element) => parts.every((fits) => fits(element, event)));
}

function readMember(name: string, pattern: unknown, path: Names): Fits {
  if (name === '$or' && Array.isArray(pattern)) return readEither(pattern, path);
  const here = [...path, name];
  const fits = Array.isArray(pattern) ? readLeaf(pattern, here) : readNode(pattern, here);
  return (value, event) => fits(memberOf(value, name), event);
}

function readEither(patterns: readonly unknown[], path: Names): Fits {
  if (patterns.length < 2) throw invalid('Expected at least two patterns in $or');
  const parts = patterns.map((each) => readNode(each, path));
  return (value, event) => parts.some((fits) => fits(value, event));
}

function readLeaf(alternatives: readonly unknown[], path: Names): Fits {
  const at = path.join('.');
  if (alternatives.length === 0) throw invalid(`Empty arrays are not allowed at ${at}`);
  const parts = alternatives.map((each): Fits => {
    const matches = readMatcher(each, at);
    const isAbsence = isPattern(each) && each.exists === false;
    return (value, event) => matches(leavesOf(isAbsence ? valuesAt(event, path) : [value]));
  });
  return (value, event) => parts.some((fits) => fits(value, event));
}

/** All that stands under the names, in whichever elements. */
function valuesAt(event: unknown, path: Names): readonly unknown[] {
  return path.reduce<readonly unknown[]>(
    (values, name) => values.flatMap(elementsOf).map((value) => memberOf(value, name)),
    [event],
  );
}

/** The value itself, or each element of a list; a list of nothing is as good as nothing. */
function elementsOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) return [value];
  const elements = value.flat(Number.POSITIVE_INFINITY);
  return elements.length > 0 ? elements : [undefined];
}

function leavesOf(values: readonly unknown[]): readonly unknown[] {
  return values.flatMap(elementsOf).filter((value) => value !== undefined && !isPattern(value));
}

function memberOf(value: unknown, name: string): unknown {
  return isPattern(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function isPattern(value: unknown): value is Pattern {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parsed(text: string): unknown {
  if (isTooDeep(text)) throw invalid('Expected JSON, got a nesting too deep to read');
  try {
    return JSON.parse(text);
  } catch {
    throw invalid('Expected JSON, got something else');
  }
}
