// Timers of an execution: none outlives the year that AWS lets an execution be open.

import { EXECUTION_MILLIS } from './limits.ts';
import type { Strand } from './strand.ts';

/** Runs at that time; if the execution's last moment comes first, times it out then. Returns how to cancel. */
export function setTimer({ runtime, execution }: Strand, due: number, run: () => void): () => void {
  const last = execution.startedAt + EXECUTION_MILLIS;
  if (due <= last) return runtime.clock.at(due, run);
  return runtime.clock.at(last, () => runtime.expire(execution));
}
