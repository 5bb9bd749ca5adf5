// What a Task state does once its arguments are known.

import type { Json } from '../json.ts';

/** A task under way. */
export interface TaskWork {
  /** The service's own answer. For `request` it is the task's result, else it means that the job was taken. */
  readonly answered: Promise<Json>;
  /** For `.sync`: the job's result. */
  readonly finished?: Promise<Json>;
  /** Stops the job, as far as that can be done. */
  readonly stop?: () => void;
}
