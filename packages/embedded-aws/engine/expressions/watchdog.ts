// A regular expression can run for years on a short text, and nothing inside JavaScript can count its steps.
// Evaluations that may meet one run in a script of their own, which V8 interrupts.

import { createContext, Script } from 'node:vm';
import { tooLong } from '../jsonata/budget.ts';
import { type AstNode, isAstNode } from '../jsonata/jsonata.ts';

/** Twice what AWS gives an evaluation: what is near the limit there must not depend on how busy this machine is. */
const PATIENCE_MILLIS = 2_000;

const held: { run: () => unknown } = { run: () => undefined };
const context = createContext(held);
const script = new Script('run()');

/** Whether a part of a parsed expression is a regular expression that repeats something, or makes one. */
export function mayRunLong(node: unknown): boolean {
  if (node instanceof RegExp) return /[*+{]/.test(node.source);
  if (!isAstNode(node)) return false;
  return readsByPicture(node) || makesPicture(node) || Object.values(node).some(mayRunLong);
}

/** `$toMillis(text, picture)` and `text ~> $toMillis(picture)` make a regular expression of the picture. */
function readsByPicture(node: AstNode): boolean {
  if (node.type === 'apply') return callsToMillis(node.rhs, 1);
  return callsToMillis(node, 2);
}

function callsToMillis(node: unknown, leastArguments: number): boolean {
  if (!isAstNode(node) || !isAstNode(node.procedure)) return false;
  const { procedure, arguments: given } = node;
  const isIt = (procedure as AstNode).value === 'toMillis';
  return isIt && Array.isArray(given) && given.length >= leastArguments;
}

const BY_PICTURE = new Set<unknown>([
  'formatInteger',
  'formatNumber',
  'fromMillis',
  'now',
  'parseInteger',
]);

/** A picture that is made on the way may be of any length, and reading it costs more than its length. */
function makesPicture({ type, procedure, arguments: given }: AstNode): boolean {
  if (!['function', 'partial'].includes(type) || !isAstNode(procedure)) return false;
  if (!BY_PICTURE.has(procedure.value) || !Array.isArray(given)) return false;
  return given.slice(procedure.value === 'now' ? 0 : 1).some(({ type: kind }) => kind !== 'string');
}

/** Runs an evaluation, or fails with `States.QueryEvaluationError` once it has taken too long. */
export function withWatchdog<T>(run: () => T): T {
  held.run = run;
  try {
    return script.runInContext(context, { timeout: PATIENCE_MILLIS }) as T;
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    throw tooLong();
  } finally {
    held.run = () => undefined;
  }
}
