// jsonata 2.0.6 without its awaits: the same program, run to its end in one go.
//
// Step Functions documents this version. The library evaluates asynchronously, which costs a promise for each
// node of an
// expression, turns endless recursion into endless memory, and lets executions interleave inside an expression. Nothing
// it does here needs to wait, so its source is read once, the keywords are taken out, and recursion meets the stack's
// end as a RangeError. A property test compares it with the original.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { CHANGES, type Change } from './jsonata-changes.ts';

export interface Compiled {
  evaluate(input: unknown, bindings: Readonly<Record<string, unknown>>): unknown;
  /** Binds a value for every evaluation of this expression. */
  assign(name: string, value: unknown): void;
  /** Binds a function, with its signature in JSONata's notation. */
  registerFunction(name: string, run: (...args: never[]) => unknown, signature?: string): void;
  ast(): AstNode;
}

/** A node of a parsed expression: the parts that the engine looks at. */
export interface AstNode {
  readonly type: string;
  readonly value?: unknown;
  readonly [part: string]: unknown;
}

export function isAstNode(value: unknown): value is AstNode {
  return typeof value === 'object' && value !== null;
}

/** Told by functions whose cost is more than their arguments show: so many items were looked at or copied. */
export const meter = { spend(_items: number): void {} };

interface Jsonata {
  (source: string): Compiled;
  /** Called before and after each node. */
  onEntry?: () => void;
  onExit?: (node: AstNode, input: unknown, environment: unknown, result: unknown) => void;
}

/** Parses an expression; throws jsonata's own error if it is none. */
export const jsonata: Jsonata = load();

function load(): Jsonata {
  const source = readFileSync(createRequire(import.meta.url).resolve('jsonata'), 'utf8');
  const module = { exports: {} as unknown };
  const changed = CHANGES.reduce(apply, source);
  new Function('module', 'exports', 'meter', changed)(module, module.exports, meter);
  return module.exports as Jsonata;
}

function apply(source: string, { why, from, to, times }: Change): string {
  const found = source.match(from)?.length ?? 0;
  if (found !== times) {
    throw new Error(
      `Expected jsonata 2.0.6, in which ${from} (${why}) occurs ${times} times, got one with ${found}; ` +
        'install the pinned version, or review packages/embedded-aws/engine/expressions/jsonata-changes.ts.',
    );
  }
  return source.replace(from, to);
}
