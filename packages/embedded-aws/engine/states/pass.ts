import type { PassState } from '../definition.ts';
import { leaveState } from '../leave-state.ts';
import type { Visit } from '../strand.ts';

export function runPass(visit: Visit, state: PassState): void {
  leaveState(visit, { keeps: state, output: visit.input, next: state.next });
}
