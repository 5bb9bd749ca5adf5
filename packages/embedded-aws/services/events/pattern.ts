// EventBridge's content filtering: which events a rule's pattern takes.

import { isTooDeep } from '../../json-bounds.ts';
import { invalid, readMatcher } from './matcher.ts';

/** Whether an event fits. */
export type Matches = (event: unknown) => boolean;

type Pattern = { readonly [name: string]: unknown };

/**
 * Reads a pattern, or throws InvalidEventPatternException. Every leaf is a list of alternatives; every name must match;
 * `$or` takes a list of patterns of which one must. A value that is a list matches if any of its elements does, and the
 * objects in a list are looked into one by one.
 *
 *     { "source": ["aws.codebuild"], "detail": { "build-status": ["SUCCEEDED", { "prefix": "FA" }] } }
 */
export function readPattern(pattern: unknown): Matches {
  if (typeof pattern === 'string') return readPattern(parsed(pattern));
  const fits = readNode(pattern, '');
  return (event) => fits([event]);
}

/** Whether any of the values found at a place in the event fits. */
type Fits = (values: readonly unknown[]) => boolean;

function readNode(pattern: unknown, path: string): Fits {
  if (!isPattern(pattern) || Object.keys(pattern).length === 0) {
    throw invalid(
      `Expected an object with at least one name${path && ` at ${path}`}, got ${JSON.stringify(pattern)}`,
    );
  }
  const parts = Object.entries(pattern).map(([name, each]) => readMember(name, each, path));
  return (values) => parts.every((fits) => fits(values));
}

function readMember(name: string, pattern: unknown, path: string): Fits {
  if (name === '$or' && Array.isArray(pattern)) return readEither(pattern, path);
  const here = path ? `${path}.${name}` : name;
  const fits = Array.isArray(pattern) ? readLeaf(pattern, here) : readNode(pattern, here);
  return (values) => fits(values.flatMap((value) => membersOf(value, name)));
}

function readEither(patterns: readonly unknown[], path: string): Fits {
  if (patterns.length < 2) throw invalid('Expected at least two patterns in $or');
  const parts = patterns.map((each) => readNode(each, path));
  return (values) => parts.some((fits) => fits(values));
}

function readLeaf(alternatives: readonly unknown[], path: string): Fits {
  if (alternatives.length === 0) throw invalid(`Empty arrays are not allowed at ${path}`);
  const matchers = alternatives.map((each) => readMatcher(each, path));
  return (values) => {
    const leaves = values.filter((value) => !isPattern(value));
    return matchers.some((matches) => matches(leaves));
  };
}

/** What stands under a name: nothing, one value, or each element of a list. */
function membersOf(value: unknown, name: string): readonly unknown[] {
  if (!isPattern(value) || !Object.hasOwn(value, name)) return [];
  const member = value[name];
  return Array.isArray(member) ? member.flat(Number.POSITIVE_INFINITY) : [member];
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
