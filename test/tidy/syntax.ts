// The syntax trees that the tidy test reads.

import { parseSync } from '@swc/core';

export interface Node {
  readonly type: string;
  readonly span?: { readonly start: number; readonly end: number };
}

export interface Tree {
  readonly all: readonly Node[];
  readonly textOf: (node: Node) => string;
}

export const FUNCTIONS = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'];

function nodesIn(root: unknown): Node[] {
  if (typeof root !== 'object' || root === null) return [];
  const inside = Object.values(root).flatMap(nodesIn);
  const node = root as Node;
  return typeof node.type === 'string' ? [node, ...inside] : inside;
}

/** A file's nodes, and the text of each. */
export function treeOf(text: string): Tree {
  const bytes = Buffer.from(text);
  const tree = parseSync(text, { syntax: 'typescript', target: 'es2022' });
  // The parser counts bytes on from file to file, from the first that is no comment.
  const base = tree.span.start - leadingBytes(text);
  const textOf = ({ span }: Node) =>
    bytes.subarray(span!.start - base, span!.end - base).toString();
  return { textOf, all: nodesIn(tree) };
}

function leadingBytes(text: string): number {
  const [leading = ''] = /^(?:\s|\/\/[^\n]*\n|\/\*[\s\S]*?\*\/)*/.exec(text) ?? [];
  return Buffer.byteLength(leading);
}
