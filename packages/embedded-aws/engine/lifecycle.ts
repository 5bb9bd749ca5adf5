// How executions begin and end.

import { type Ending, type Execution, statusOf } from './execution.ts';
import type { Failure } from './failure.ts';
import { closeHistory, HistoryFull, newHistory } from './history/history.ts';
import type { Runtime, StartRequest } from './runtime.ts';
import { outermostScope } from './scope.ts';
import { statusEvent } from './status-event.ts';
import { abortStrand, newStrand, record, type StrandEnding, type Walk } from './strand.ts';

export function newExecution(runtime: Runtime, request: StartRequest): Execution {
  return {
    arn: request.arn,
    name: request.name,
    revision: request.revision,
    input: request.input,
    inputText: request.inputText,
    startedAt: runtime.clock.millis(),
    history: newHistory(runtime.clock.millis()),
    mapRunArn: request.mapRunArn,
    announces: request.mapRunArn === undefined,
    abort: undefined,
    ending: undefined,
    stoppedAt: undefined,
    listeners: undefined,
    cancelTimeout: undefined,
  };
}

/** Records the beginning and runs the first state soon. */
export function beginExecution(runtime: Runtime, walk: Walk, execution: Execution): void {
  const { revision, input } = execution;
  const { block } = revision.machine;
  const root = newStrand({
    runtime,
    walk,
    execution,
    block,
    scope: outermostScope(),
    input,
    lastEvent: 0,
    whenEnded: (ending) => rootEnded(runtime, execution, ending),
  });
  execution.abort = () => {
    abortStrand(root, false);
    return root.lastEvent;
  };
  runtime.counters.executions += 1;
  record(root, 'ExecutionStarted', startedDetails(execution));
  // AWS links the first state to no event.
  root.lastEvent = 0;
  opened(runtime, execution);
  const begin = () => walk.enterState(root, block.startAt, input);
  // A timer, so that machines which start each other without end never keep the world from looking at its clock.
  if (execution.mapRunArn === undefined) {
    runtime.clock.at(runtime.clock.millis(), () => runtime.runTimed(execution, begin));
  } else runtime.soon(execution, begin);
}

function startedDetails({ revision, input }: Execution) {
  const { roleArn, aliasArn, versionArn } = revision;
  return {
    input,
    roleArn,
    stateMachineAliasArn: aliasArn,
    stateMachineVersionArn: versionArn,
  };
}

function opened(runtime: Runtime, execution: Execution): void {
  const { timeoutSeconds } = execution.revision.machine;
  runtime.counters.open += 1;
  runtime.stir();
  if (timeoutSeconds !== undefined) {
    const due = runtime.clock.millis() + timeoutSeconds * 1000;
    execution.cancelTimeout = runtime.clock.at(due, () => runtime.expire(execution));
  }
  announce(runtime, execution);
}

function rootEnded(runtime: Runtime, execution: Execution, ending: StrandEnding): void {
  if (ending.kind === 'done') {
    endExecution(runtime, execution, { status: 'SUCCEEDED', output: ending.output });
  } else failExecution(runtime, execution, ending.failure);
}

function failExecution(runtime: Runtime, execution: Execution, { error, cause }: Failure): void {
  const errorPart = error === undefined ? {} : { error };
  const causePart = cause === undefined ? {} : { cause };
  endExecution(runtime, execution, { status: 'FAILED', ...errorPart, ...causePart });
}

const LAST_EVENTS = {
  SUCCEEDED: 'ExecutionSucceeded',
  FAILED: 'ExecutionFailed',
  ABORTED: 'ExecutionAborted',
  TIMED_OUT: 'ExecutionTimedOut',
} as const;

/** Ends an execution, once: stops what it waits for, records the end, and tells who listens. */
export function endExecution(runtime: Runtime, execution: Execution, ending: Ending): void {
  if (execution.ending) return;
  const { history } = execution;
  execution.ending = ending;
  runtime.stir();
  execution.stoppedAt = runtime.clock.millis();
  execution.cancelTimeout?.();
  const lastEvent = execution.abort?.() ?? 0;
  const { status, ...details } = ending;
  closeHistory(history, LAST_EVENTS[status], runtime.clock.millis(), lastEvent, details);
  const { counters } = runtime;
  counters.open -= 1;
  counters.maxHistoryEvents = Math.max(counters.maxHistoryEvents, history.events.length);
  announce(runtime, execution);
  // Nothing goes on after an end: what it had in hand need not be kept.
  execution.abort = undefined;
  const { listeners = [] } = execution;
  execution.listeners = undefined;
  for (const listener of listeners) listener(execution);
  runtime.ended(execution);
}

function announce(runtime: Runtime, execution: Execution): void {
  if (!execution.announces) return;
  const { clock, host, nextId } = runtime;
  host.emit(statusEvent(execution, clock.millis(), nextId()));
}

/** A step that threw: the history is full, or the engine is at fault; the execution fails either way. */
export function stepBroke(runtime: Runtime, execution: Execution, error: unknown): void {
  if (error instanceof HistoryFull) {
    const { message: cause } = error;
    endExecution(runtime, execution, { status: 'FAILED', error: 'States.Runtime', cause });
    return;
  }
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const cause = `Internal error of the embedded engine in ${statusOf(execution)} execution: ${text}`;
  endExecution(runtime, execution, { status: 'FAILED', error: 'States.Runtime', cause });
}
