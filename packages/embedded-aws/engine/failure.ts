// How a state fails: an error as states, retriers and catchers see it.

import type { JsonObject } from './json.ts';
import { CAUSE_LENGTH } from './limits.ts';

/** Error names that Step Functions itself gives; functions and services add their own. */
export type StatesError =
  | 'States.DataLimitExceeded'
  | 'States.ExceedToleratedFailureThreshold'
  | 'States.ItemReaderFailed'
  | 'States.Permissions'
  | 'States.QueryEvaluationError'
  | 'States.ResultWriterFailed'
  | 'States.Runtime'
  | 'States.TaskFailed'
  | 'States.Timeout';

export interface Failure {
  readonly error?: string;
  readonly cause?: string;
  /** A second name under which retriers and catchers know the error. */
  readonly alias?: string;
  /** Where an expression stood that could not be evaluated, as `Output/a/b[0]`. */
  readonly location?: string;
  /** A task answered with too much: what is handled as any other of its errors is. */
  readonly ofResult?: true;
}

/**
 * Thrown inside one step of a state; never leaves the engine. A cause is no longer than AWS's API has it: the cause of
 * a child holds that of its own child, which each level would else make twice as long.
 */
export class StateFailure extends Error {
  readonly failure: Failure;

  constructor(error: StatesError | string, cause?: string, more: Partial<Failure> = {}) {
    const told = cause?.slice(0, CAUSE_LENGTH);
    super(told ?? error);
    this.name = error;
    this.failure = { error, ...(told === undefined ? {} : { cause: told }), ...more };
  }
}

/** Errors that end an execution whatever its states catch. */
function isTerminal(failure: Failure): boolean {
  return failure.error === 'States.Runtime';
}

const TIMEOUTS = new Set<string | undefined>(['States.Timeout', 'States.HeartbeatTimeout']);

/**
 * What a catcher sees of a failure. AWS leaves nothing out: what a failure does not say is null, and the cause
 * of a timeout is empty.
 */
export function errorOutputOf({ error, cause }: Failure): JsonObject {
  return { Error: error ?? null, Cause: cause ?? (TIMEOUTS.has(error) ? '' : null) };
}

/**
 * Whether a retrier's or catcher's `ErrorEquals` means this failure.
 *
 * `States.ALL` means neither `States.Runtime` nor `States.DataLimitExceeded`, unless a task answered with too much;
 * and `States.TaskFailed` in addition not `States.Timeout`; nothing means `States.Runtime`. A missed heartbeat is
 * known as `States.Timeout` and as `States.HeartbeatTimeout`, whichever of them a task's worker gave itself.
 */
export function errorEquals(names: readonly string[], failure: Failure): boolean {
  if (isTerminal(failure)) return false;
  return names.some((name) => {
    if (failure.error === name || failure.alias === name) return true;
    if (failure.error === 'States.HeartbeatTimeout' && name === 'States.Timeout') return true;
    if (failure.error === 'States.DataLimitExceeded' && !failure.ofResult) return false;
    if (name === 'States.ALL') return true;
    return name === 'States.TaskFailed' && !TIMEOUTS.has(failure.error);
  });
}
