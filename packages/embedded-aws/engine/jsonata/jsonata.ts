// jsonata 2.0.6, which Step Functions documents, with the patches beside this file: each says at its head what it
// changes and why. A test holds it against the library's own test suite.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { compileFunction, isContext } from 'node:vm';
import { budget } from './budget.ts';
import { applyPatch } from './patch.ts';

export interface Compiled {
  /** `now` may be left out where nothing asks for it: `$now`, `$millis`, `$toMillis`. */
  evaluate(input: unknown, bindings: Readonly<Record<string, unknown>>, now?: Date): unknown;
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

export const PATCHES = [
  '1-no-awaits',
  '2-names-of-any-kind',
  '3-budget',
  '4-no-clock',
  '5-as-on-aws',
];

/** Parses an expression; throws jsonata's own error if it is none. */
export const jsonata = load(PATCHES);

/** The library with some of its patches. The first has to be among them, or it would answer with promises. */
export function load(patches: readonly string[]): (source: string) => Compiled {
  const original = readFileSync(createRequire(import.meta.url).resolve('jsonata'), 'utf8');
  const source = patches.reduce((text, name) => applyPatch(text, patchText(name), name), original);
  const module = { exports: {} as unknown };
  // Compiled as Node compiles any CommonJS file, with one variable more, which the patches use; and in the realm of
  // this file, so that errors and arrays are of one kind.
  const run = compileFunction(source, ['module', 'exports', 'budget'], {
    filename: 'jsonata.js',
    ...(isContext(globalThis) ? { parsingContext: globalThis } : {}),
  });
  run(module, module.exports, budget);
  return module.exports as (source: string) => Compiled;
}

function patchText(name: string): string {
  return readFileSync(new URL(`patches/${name}.patch`, import.meta.url), 'utf8');
}
