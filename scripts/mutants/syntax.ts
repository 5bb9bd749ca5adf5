// A file's syntax tree, with the places of its nodes in characters.

import { parseSync } from '@swc/core';
import type { Place } from './mutant.ts';

export interface SyntaxNode {
  readonly type: string;
  readonly span?: Place;
  readonly [key: string]: unknown;
}

interface Syntax {
  readonly root: SyntaxNode;
  readonly placeOf: (node: SyntaxNode) => Place;
  readonly textOf: (node: SyntaxNode) => string;
}

export function syntaxOf(text: string): Syntax {
  const bytes = Buffer.from(text);
  const root = parseSync(text, { syntax: 'typescript', target: 'es2022' }) as unknown as SyntaxNode;
  // The parser counts bytes on from file to file, from the first that is no comment.
  const base = (root.span?.start ?? 0) - leadingBytes(text);
  const toChars = (offset: number) => bytes.subarray(0, offset - base).toString().length;
  const placeOf = ({ span }: SyntaxNode) => ({
    start: toChars(span?.start ?? base),
    end: toChars(span?.end ?? base),
  });
  const textOf = (node: SyntaxNode) => {
    const { start, end } = placeOf(node);
    return text.slice(start, end);
  };
  return { root, placeOf, textOf };
}

function leadingBytes(text: string): number {
  const [leading = ''] = /^(?:\s|\/\/[^\n]*\n|\/\*[\s\S]*?\*\/)*/.exec(text) ?? [];
  return Buffer.byteLength(leading);
}

export function isNode(value: unknown): value is SyntaxNode {
  return (
    typeof value === 'object' && value !== null && typeof Reflect.get(value, 'type') === 'string'
  );
}
