// One JSONata expression: parsed once, evaluated against a state's surroundings.

import { StateFailure } from '../failure.ts';
import type { Json } from '../json.ts';
import { tooDeep, tooMuchMemory, withBudget } from '../jsonata/budget.ts';
import { type Compiled, jsonata } from '../jsonata/jsonata.ts';
import { lookUp } from '../scope.ts';
import { type DirectPath, directPathOf, followed } from './direct-path.ts';
import { freeVariables, type Names } from './free-variables.ts';
import { addFunctions } from './functions.ts';
import { OversizedResult, plain, UnsupportedResult } from './plain.ts';
import type { Surroundings } from './seen.ts';
import { mayRunLong, withWatchdog } from './watchdog.ts';
import { type World, worldFunction } from './world.ts';

export interface Expression {
  /** What stands between `{%` and `%}`, trimmed. */
  readonly source: string;
  readonly names: Names;
  readonly compiled: Compiled;
  /** Whether it must be watched while it runs, since a regular expression in it may not end. */
  readonly watched: boolean;
  /** Whether it can ask for the time. */
  readonly timed: boolean;
  readonly path: DirectPath | undefined;
}

const TIMED = ['now', 'millis', 'toMillis'];
const CACHED = 10_000;
const cache = new Map<string, Expression>();

/** The text between the marks, or undefined for a string that is no expression. */
export function expressionIn(text: string): string | undefined {
  return text.startsWith('{%') && text.endsWith('%}') && text.length >= 4
    ? text.slice(2, -2).trim()
    : undefined;
}

/** Parses an expression, or takes it from the cache; throws jsonata's error for a syntax error. */
export function compileExpression(source: string): Expression {
  const cached = cache.get(source);
  if (cached) return cached;
  const compiled = jsonata(source);
  const ast = compiled.ast();
  const names = freeVariables(ast);
  const timed = TIMED.some((name) => names.variables.has(name));
  const path = directPathOf(ast);
  const expression = { source, compiled, names, watched: mayRunLong(ast), timed, path };
  addFunctions(compiled);
  if (cache.size >= CACHED) cache.clear();
  cache.set(source, expression);
  return expression;
}

/**
 * Evaluates to JSON, or fails with `States.QueryEvaluationError`.
 *
 * @param location Where the expression stands in its state, as `Output/a/b[0]`.
 */
export function evaluate(expression: Expression, around: Surroundings, location: string): Json {
  const found = expression.path && followed(expression.path, around);
  return found === undefined ? evaluateWhole(expression, around, location) : plain(found);
}

function evaluateWhole(expression: Expression, around: Surroundings, location: string): Json {
  const fail = (what: string, error = 'States.QueryEvaluationError'): never => {
    const cause = `The JSONata expression '${expression.source}' specified for the field '${location}' ${what}`;
    throw new StateFailure(error, cause, { location });
  };
  let result: unknown;
  try {
    const now = expression.timed ? new Date(around.world.millis()) : undefined;
    const run = () => expression.compiled.evaluate(undefined, bindings(expression, around), now);
    result = withBudget(() => (expression.watched ? withWatchdog(run) : run()));
    if (result !== undefined) return plain(result);
  } catch (error) {
    if (error instanceof OversizedResult) return fail(OVERSIZED, 'States.DataLimitExceeded');
    return fail(whatWentWrong(error));
  }
  return fail('returned nothing (undefined).');
}

const OVERSIZED =
  'returned a result with a size exceeding the maximum number of bytes service limit.';

function bindings({ names, compiled }: Expression, { states, scope, world }: Surroundings) {
  const bound: Record<string, unknown> = Object.create(null);
  for (const name of names.variables) {
    if (name === 'states') {
      bound.states = states();
      continue;
    }
    const value = lookUp(scope, name);
    if (value !== undefined) bound[name] = value;
    else bindWorld(name, world, compiled);
  }
  return bound;
}

/** Registered on the expression itself just before it runs: evaluations never overlap. */
function bindWorld(name: string, world: World, compiled: Compiled): void {
  const run = worldFunction(name, world);
  if (run) compiled.registerFunction(name, run, SIGNATURES.get(name));
}

const SIGNATURES = new Map([
  ['uuid', '<:s>'],
  ['random', '<n?:n>'],
  ['shuffle', '<a:a>'],
]);

function whatWentWrong(error: unknown): string {
  if (error instanceof StateFailure || error instanceof UnsupportedResult) return error.message;
  if (error instanceof RangeError) return rangeExceeded(error);
  const { message, code } = error as { message?: unknown; code?: unknown };
  const text = typeof message === 'string' ? message : String(error);
  const coded = typeof code === 'string' ? `${code}: ${text}` : text;
  return `threw an error during evaluation. ${coded}`;
}

/** V8 throws the same kind of error for a stack that is full and for a text or an array that is too long. */
function rangeExceeded({ message }: RangeError): string {
  return (message.includes('call stack') ? tooDeep() : tooMuchMemory()).message;
}
