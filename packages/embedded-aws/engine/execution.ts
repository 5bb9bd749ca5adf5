// One execution of a state machine.

import type { Machine } from './definition.ts';
import type { History } from './history/history.ts';
import type { Json } from './json.ts';

/** What an execution runs: a state machine as it was when the execution started. */
export interface Revision {
  readonly stateMachineArn: string;
  readonly stateMachineName: string;
  readonly roleArn: string;
  readonly account: string;
  readonly region: string;
  /** The definition's text, and what it compiled to. */
  readonly definition: string;
  readonly machine: Machine;
  readonly revisionId?: string;
  readonly versionArn?: string;
  readonly aliasArn?: string;
}

export type Ending =
  | { readonly status: 'SUCCEEDED'; readonly output: Json }
  | {
      readonly status: 'FAILED' | 'ABORTED' | 'TIMED_OUT';
      readonly error?: string;
      readonly cause?: string;
    };

export type ExecutionStatus = 'RUNNING' | Ending['status'];

export interface Execution {
  readonly arn: string;
  readonly name: string;
  readonly revision: Revision;
  readonly input: Json;
  /** The input as it was given, where it was given as text. */
  readonly inputText: string | undefined;
  readonly startedAt: number;
  readonly history: History;
  /** The Map Run that started it as a child. */
  readonly mapRunArn?: string | undefined;
  /** A Map Run's child does not count against the account's events. */
  readonly announces: boolean;
  /** Lets go of all that it still does, and gives the number of its last event; while it runs. */
  abort: (() => number) | undefined;
  ending: Ending | undefined;
  stoppedAt: number | undefined;
  /** Who is told when it ends, once. */
  listeners: ((execution: Execution) => void)[] | undefined;
  cancelTimeout: (() => void) | undefined;
}

export function statusOf({ ending }: Execution): ExecutionStatus {
  return ending?.status ?? 'RUNNING';
}

/** The input as text: AWS tells it as it was given, blanks and all. */
export function inputTextOf({ input, inputText }: Execution): string {
  return inputText ?? JSON.stringify(input);
}

/** Tells of the execution's next end. */
export function onEnd(execution: Execution, listener: (execution: Execution) => void): void {
  if (execution.listeners) execution.listeners.push(listener);
  else execution.listeners = [listener];
}
