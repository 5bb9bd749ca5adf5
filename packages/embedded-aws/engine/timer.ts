// Timers of an execution: none outlives the year that AWS lets an execution be open.

import { EXECUTION_MILLIS } from './limits.ts';
import type { Strand } from './strand.ts';

/**
 * Runs a step of the strand at that time, unless the strand has ended by then; if the execution's last moment comes
 * first, times it out then. Returns how to cancel.
 */
export function setTimer(strand: Strand, due: number, run: () => void): () => void {
  const { runtime, execution } = strand;
  const last = execution.startedAt + EXECUTION_MILLIS;
  if (due <= last) return runtime.clock.at(due, () => runtime.runTimed(execution, run, strand));
  return runtime.clock.at(last, () => runtime.expire(execution));
}
