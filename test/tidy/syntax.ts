// The syntax trees that the tidy test reads.

import { parseSync } from '@swc/core';

export interface Node {
  readonly type: string;
  readonly span?: { readonly start: number; readonly end: number };
}

export interface Nodes {
  readonly all: Node[];
  /** The functions that are in no other. */
  readonly outermost: Node[];
}

export interface Tree extends Nodes {
  readonly linesIn: (node: Node) => number;
}

export const FUNCTIONS = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'];

/** The nodes of a syntax tree; those inside of a function come under it. */
export function nodesOf(root: unknown): Nodes {
  const all: Node[] = [];
  const outermost: Node[] = [];
  const visit = (value: unknown, inFunction: boolean): void => {
    if (typeof value !== 'object' || value === null) return;
    const node = value as Node;
    const isFunction = FUNCTIONS.includes(node.type);
    if (typeof node.type === 'string') all.push(node);
    if (isFunction && !inFunction) outermost.push(node);
    for (const each of Object.values(value)) visit(each, inFunction || isFunction);
  };
  visit(root, false);
  return { all, outermost };
}

/** A file's nodes, and how many lines each takes. */
export function treeOf(text: string): Tree {
  const bytes = Buffer.from(text);
  const tree = parseSync(text, { syntax: 'typescript', target: 'es2022' });
  // The parser counts bytes on from file to file, from the first that is no comment.
  const base = tree.span.start - leadingBytes(text);
  const linesIn = ({ span }: Node) =>
    bytes
      .subarray(span!.start - base, span!.end - base)
      .toString()
      .split('\n').length;
  return { linesIn, ...nodesOf(tree) };
}

function leadingBytes(text: string): number {
  const [leading = ''] = /^(?:\s|\/\/[^\n]*\n|\/\*[\s\S]*?\*\/)*/.exec(text) ?? [];
  return Buffer.byteLength(leading);
}
