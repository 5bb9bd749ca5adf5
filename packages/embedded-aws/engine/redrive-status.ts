// Whether an execution can be redriven.

import { type Execution, statusOf } from './execution.ts';
import { EXECUTION_MILLIS, HISTORY_EVENTS, REDRIVE_MILLIS } from './limits.ts';

export interface RedriveStatus {
  readonly status: 'REDRIVABLE' | 'NOT_REDRIVABLE';
  readonly reason: string;
}

export function redriveStatus(execution: Execution, millis: number): RedriveStatus {
  const refused = (reason: string) => ({ status: 'NOT_REDRIVABLE', reason }) as const;
  const status = statusOf(execution);
  if (status === 'RUNNING') return refused('Execution is RUNNING and cannot be redriven');
  if (status === 'SUCCEEDED') return refused('Execution is SUCCEEDED and cannot be redriven');
  if (millis - (execution.stoppedAt ?? millis) > REDRIVE_MILLIS) {
    return refused('Execution redrive period exceeded');
  }
  if (millis - execution.startedAt > EXECUTION_MILLIS) {
    return refused('Execution open time limit exceeded');
  }
  if (execution.history.events.length >= HISTORY_EVENTS - 1) {
    return refused('Execution history event limit exceeded');
  }
  return { status: 'REDRIVABLE', reason: `Execution is ${status} and is redrivable` };
}
