// Redriving: going on from where an execution failed.

import type { Strand } from './strand.ts';

/** States whose work goes on without being entered anew. */
const CONTINUED = new Set(['Task', 'Parallel', 'Map']);

/** Takes up a strand that failed or was aborted, with its variables and with fresh retries. */
export function resumeStrand(strand: Strand): void {
  const { visit, block, runtime } = strand;
  strand.ended = undefined;
  if (!visit) {
    runtime.enterState(strand, block.startAt, strand.input);
    return;
  }
  visit.retryCount = 0;
  visit.attempts = undefined;
  if (visit.fork) {
    visit.fork.resume();
  } else if (CONTINUED.has(visit.state.type)) {
    runtime.counters.transitions += 1;
    runtime.runState(visit);
  } else {
    runtime.enterState(strand, visit.state.name, visit.input);
  }
}
