// Most expressions are a plain path, `$states.input.release.id`: what it leads to is looked up without the library.

import { isObject, type Json } from '../json.ts';
import { type AstNode, isAstNode } from '../jsonata/jsonata.ts';
import { lookUp } from '../scope.ts';
import type { Surroundings } from './seen.ts';

export interface DirectPath {
  /** Of the variable, without the dollar sign. */
  readonly root: string;
  readonly names: readonly string[];
}

const PLAIN = new Set(['type', 'value', 'position']);

/** The path that an expression is; undefined where it is anything more: a filter, an order, a function. */
export function directPathOf({ type, steps, ...more }: AstNode): DirectPath | undefined {
  if (type !== 'path' || !Array.isArray(steps) || Object.keys(more).length > 0) return undefined;
  const [first, ...rest] = steps as unknown[];
  if (!isPlain(first, 'variable') || first.value === '') return undefined;
  if (!rest.every((step) => isPlain(step, 'name'))) return undefined;
  return { root: String(first.value), names: rest.map((step) => String((step as AstNode).value)) };
}

function isPlain(step: unknown, type: string): step is AstNode {
  return isAstNode(step) && step.type === type && Object.keys(step).every((key) => PLAIN.has(key));
}

/**
 * What a path leads to through objects alone; undefined where there is nothing, or a list, which JSONata has rules of
 * its own for.
 */
export function followed({ root, names }: DirectPath, around: Surroundings): Json | undefined {
  let from = 0;
  let at = root === 'states' ? undefined : lookUp(around.scope, root);
  if (root === 'states') {
    from = 1;
    if (names[0] === 'input') at = around.input;
    else if (names[0] === 'result') at = around.result;
  }
  for (let index = from; index < names.length; index += 1) {
    const name = names[index]!;
    if (at === undefined || !isObject(at) || !Object.hasOwn(at, name)) return undefined;
    at = at[name];
  }
  return Array.isArray(at) ? undefined : at;
}
