// The ends of a state: what it keeps and gives, and where it goes; how it fails, is retried and is caught.

import type { Catcher, Handles, Keeps, State } from './definition.ts';
import { evaluateTemplate } from './expressions/template.ts';
import { errorEquals, errorOutputOf, type Failure, StateFailure } from './failure.ts';
import { STATE_EVENTS } from './history/state-events.ts';
import type { Json, JsonObject } from './json.ts';
import { isObject } from './json.ts';
import { checkPayload } from './payload.ts';
import { chooseRetry } from './retry.ts';
import { assignVariables } from './scope.ts';
import { endStrand, record, strandSoon, type Visit } from './strand.ts';
import { type Extra, surroundings } from './surroundings.ts';
import { setTimer } from './timer.ts';

export interface Leaving {
  readonly keeps: Keeps;
  /** The output where there is no `Output`. */
  readonly output: Json;
  /** Absent at an end. */
  readonly next?: string | undefined;
  readonly extra?: Extra;
}

/** Assigns, gives the output and goes on. Fails with a `StateFailure` where an expression does. */
export function leaveState(visit: Visit, { keeps, output: fallback, next, extra }: Leaving): void {
  const { strand, state } = visit;
  visit.stop = undefined;
  let output = fallback;
  let assigned: JsonObject | undefined;
  if (keeps.assign !== undefined || keeps.output !== undefined) {
    // Both see the values from before either.
    const around = surroundings(visit, extra);
    if (keeps.assign !== undefined) assigned = variables(evaluateTemplate(keeps.assign, around));
    if (keeps.output !== undefined) output = evaluateTemplate(keeps.output, around);
  }
  if (output !== visit.input) checkPayload(output, state.name);
  if (assigned !== undefined) assignVariables(strand.scope, assigned);
  visit.fork = undefined;
  const details = { name: state.name, output };
  record(
    strand,
    STATE_EVENTS[state.type].exited,
    assigned ? { ...details, assignedVariables: assigned } : details,
  );
  if (next === undefined) endStrand(strand, { kind: 'done', output });
  else strandSoon(strand, () => strand.walk.enterState(strand, next, output));
}

function variables(value: Json): JsonObject {
  if (isObject(value)) return value;
  throw new StateFailure(
    'States.QueryEvaluationError',
    'Expected Assign to evaluate to an object.',
    {
      location: 'Assign',
    },
  );
}

/** Runs a part of a state; a failure in it goes to the state's retriers and catchers. */
export function attempt(visit: Visit, run: (visit: Visit) => void): void {
  try {
    run(visit);
  } catch (error) {
    if (!(error instanceof StateFailure)) throw error;
    failState(visit, error.failure);
  }
}

/** Retries, catches, or ends the strand. */
export function failState(visit: Visit, failure: Failure): void {
  visit.stop?.();
  visit.stop = undefined;
  visit.fork?.abort(true);
  const told = explained(visit, failure);
  if (handlesErrors(visit.state)) {
    if (retryState(visit, visit.state, told)) return;
    const catcher = visit.state.catchers.find(({ errorEquals: names }) => errorEquals(names, told));
    if (catcher) {
      catchFailure(visit, catcher, told);
      return;
    }
  }
  endStrand(visit.strand, { kind: 'failed', failure: told });
}

function handlesErrors(state: State): state is Extract<State, Handles> {
  return 'catchers' in state;
}

/** An expression's error says where it happened, and stands in the history, once. */
function explained(visit: Visit, failure: Failure): Failure {
  const { location, ...rest } = failure;
  if (location === undefined) return failure;
  const { state, enteredEvent, strand } = visit;
  const where = `An error occurred while executing the state '${state.name}' (entered at the event id #${enteredEvent}).`;
  const told = { ...rest, cause: `${where} ${failure.cause}` };
  // Where nothing has happened in the state, AWS links past its entering, to what came before.
  if (strand.lastEvent === enteredEvent) {
    strand.lastEvent = strand.execution.history.events[enteredEvent - 1]?.previous ?? 0;
  }
  record(strand, 'EvaluationFailed', { ...told, location, state: state.name });
  return told;
}

function retryState(visit: Visit, state: Extract<State, Handles>, failure: Failure): boolean {
  const { strand } = visit;
  const { runtime } = strand;
  const delay = chooseRetry(visit, state.retriers, failure, runtime.jitter);
  if (delay === undefined) return false;
  visit.fork = undefined;
  visit.stop = setTimer(strand, runtime.clock.millis() + delay * 1000, () => {
    runtime.counters.transitions += 1;
    visit.stop = undefined;
    strand.walk.runState(visit);
  });
  return true;
}

function catchFailure(visit: Visit, catcher: Catcher, failure: Failure): void {
  const errorOutput = errorOutputOf(failure);
  const { next } = catcher;
  try {
    leaveState(visit, { keeps: catcher, output: errorOutput, next, extra: { errorOutput } });
  } catch (second) {
    // A catcher that fails has no catcher of its own.
    if (!(second instanceof StateFailure)) throw second;
    endStrand(visit.strand, { kind: 'failed', failure: explained(visit, second.failure) });
  }
}
