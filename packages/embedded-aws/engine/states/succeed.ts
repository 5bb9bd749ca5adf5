import type { SucceedState } from '../definition.ts';
import { leaveState } from '../leave-state.ts';
import type { Visit } from '../strand.ts';

/** Ends its strand: the execution, a branch or an iteration. */
export function runSucceed(visit: Visit, state: SucceedState): void {
  leaveState(visit, { keeps: state, output: visit.input });
}
