// Which variables an expression takes from outside, and which parts of `$states` it names.

import { type AstNode, isAstNode } from '../jsonata/jsonata.ts';

export interface Names {
  /** Without the dollar sign; functions such as `sum` are variables too. */
  readonly variables: ReadonlySet<string>;
  /** `result` for `$states.result`; empty when `$states` is used whole. */
  readonly statesFields: ReadonlySet<string>;
}

/** Collects the names an expression uses that it does not bind itself. */
export function freeVariables(root: AstNode): Names {
  const variables = new Set<string>();
  const statesFields = new Set<string>();
  visit(root, new Set());
  return { variables, statesFields };

  function visit(node: unknown, bound: Set<string>): void {
    if (Array.isArray(node)) for (const part of node) visit(part, bound);
    else if (isAstNode(node)) visitNode(node, bound);
  }

  function visitNode(node: AstNode, bound: Set<string>): void {
    if (node.type === 'variable') note(node.value, bound);
    if (node.type === 'path') noteField(node);
    const inner = scopeOf(node, bound);
    for (const [part, child] of Object.entries(node)) {
      // A `bind` node's left side is written, not read.
      if (node.type === 'bind' && part === 'lhs') continue;
      if (node.type === 'lambda' && part === 'arguments') continue;
      if (typeof child === 'object' && child !== null) visit(child, inner);
    }
    if (node.type === 'bind') addName(node.lhs, bound);
    noteBindings(node, bound);
  }

  function note(name: unknown, bound: Set<string>): void {
    if (typeof name === 'string' && name !== '' && !bound.has(name)) {
      variables.add(name);
    }
  }

  function noteField({ steps }: AstNode): void {
    if (!Array.isArray(steps)) return;
    const [first, second] = steps as AstNode[];
    if (first?.type !== 'variable' || first.value !== 'states') return;
    if (second?.type === 'name' || second?.type === 'string')
      statesFields.add(String(second.value));
  }
}

/** Blocks and lambdas have names of their own. */
function scopeOf(node: AstNode, bound: Set<string>): Set<string> {
  if (node.type !== 'lambda' && node.type !== 'block' && node.type !== 'path') return bound;
  const inner = new Set(bound);
  if (node.type === 'lambda' && Array.isArray(node.arguments)) {
    for (const parameter of node.arguments) addName(parameter, inner);
  }
  return inner;
}

function addName(node: unknown, bound: Set<string>): void {
  if (isAstNode(node) && typeof node.value === 'string') bound.add(node.value);
}

/** `@$v` and `#$i` bind names for the steps after them. */
function noteBindings(node: AstNode, bound: Set<string>): void {
  if (typeof node.focus === 'string') bound.add(node.focus);
  if (typeof node.index === 'string') bound.add(node.index);
  if (!Array.isArray(node.stages)) return;
  for (const stage of node.stages) {
    if (isAstNode(stage) && stage.type === 'index' && typeof stage.value === 'string') {
      bound.add(stage.value);
    }
  }
}
