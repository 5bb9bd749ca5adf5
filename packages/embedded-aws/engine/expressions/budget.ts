// What one evaluation may use: steps, depth and size, as AWS bounds time, recursion and memory.

import { StateFailure } from '../failure.ts';
import { jsonata, meter } from './jsonata-sync.ts';

const STEPS = 1_000_000;
/** Longest array or string an expression may make on its way. */
const LENGTH = 500_000;
/** Items in all arrays made on the way, and looked at or copied in functions: what doubles without end stops here. */
const ITEMS = 50_000_000;

let stepsLeft = STEPS;
let itemsLeft = ITEMS;

jsonata.onEntry = () => {
  stepsLeft -= 1;
  if (stepsLeft < 0) throw exhausted('took too long to evaluate');
};

jsonata.onExit = (_node, _input, _environment, result) => {
  if (typeof result !== 'string' && !Array.isArray(result)) return;
  itemsLeft -= result.length;
  if (result.length > LENGTH || itemsLeft < 0) throw exhausted('used too much memory');
};

meter.spend = (items) => {
  itemsLeft -= items;
  if (itemsLeft < 0) throw exhausted('took too long to evaluate');
};

function exhausted(what: string): Error {
  return new StateFailure('States.QueryEvaluationError', what);
}

/** Runs one evaluation with a fresh budget. Evaluations are synchronous, so they never overlap. */
export function withBudget<T>(run: () => T): T {
  stepsLeft = STEPS;
  itemsLeft = ITEMS;
  return run();
}
