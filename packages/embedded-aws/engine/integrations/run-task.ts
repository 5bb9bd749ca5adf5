// What a Task state does once its arguments are known.

import type { TaskState } from '../definition.ts';
import type { Json } from '../json.ts';
import type { Visit } from '../strand.ts';

/** A task under way. */
export interface TaskWork {
  /** The service's own answer. For `request` it is the task's result, else it means that the job was taken. */
  readonly answered: Promise<Json>;
  /** For `.sync`: the job's result. */
  readonly finished?: Promise<Json>;
  /** Stops the job, as far as that can be done. */
  readonly stop?: () => void;
}

/** Starts a task's work. What it rejects with becomes the task's failure: a `StateFailure`. */
export type RunTask = (visit: Visit, state: TaskState, input: Json) => TaskWork;
