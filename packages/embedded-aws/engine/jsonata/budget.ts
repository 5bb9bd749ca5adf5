// What one evaluation may use: steps, depth and size. The library tells of each as it goes (patches/3-budget.patch).
// Depth, length and texts are as measured on AWS; steps are counted, where AWS has a second, so that a run does not
// depend on the machine.

import { StateFailure } from '../failure.ts';

const STEPS = 1_000_000;
const DEPTH = 100;
/** The longest array and the longest text that an expression may make on its way. */
const ITEMS_OF_ARRAY = 873_782;
const CHARACTERS = 2 ** 22;
/** Items in all arrays made on the way, and looked at or copied in functions: what doubles without end stops here. */
const ITEMS = 50_000_000;

let stepsLeft = STEPS;
let depth = 0;
let itemsLeft = ITEMS;

export const budget = {
  /** Before a node. */
  enter(): void {
    depth += 1;
    if (depth > DEPTH) throw tooDeep();
    stepsLeft -= 1;
    if (stepsLeft < 0) throw tooLong();
  },

  /** After a node, with what it gave. */
  leave(result: unknown): void {
    depth -= 1;
    if (typeof result === 'string') use(result.length, CHARACTERS);
    else if (Array.isArray(result)) use(result.length, ITEMS_OF_ARRAY);
  },

  /** So many items were looked at or copied inside a function. */
  spend(items: number): void {
    itemsLeft -= items;
    if (itemsLeft < 0) throw tooLong();
  },
};

function use(length: number, most: number): void {
  itemsLeft -= length;
  if (length > most || itemsLeft < 0) throw tooMuchMemory();
}

/** Runs one evaluation with a fresh budget. Evaluations are synchronous, so they never overlap. */
export function withBudget<T>(run: () => T): T {
  stepsLeft = STEPS;
  depth = 0;
  itemsLeft = ITEMS;
  return run();
}

export function tooLong(): Error {
  return exhausted('Expression evaluation timeout: Check for infinite loop');
}

export function tooMuchMemory(): Error {
  return exhausted('Expression evaluation memory limit exceeded: Check for excessive memory usage');
}

export function tooDeep(): Error {
  return exhausted(
    'Stack overflow error: Check for non-terminating recursive function. Consider rewriting as tail-recursive',
  );
}

function exhausted(what: string): Error {
  const text = `threw an error during evaluation: ${what}`;
  return new StateFailure('States.QueryEvaluationError', text);
}
