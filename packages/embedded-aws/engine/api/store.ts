// What the operations share.

import { AwsError } from '../../service.ts';
import type { Execution } from '../execution.ts';
import type { Executions } from '../executions.ts';
import type { MapRuns } from '../map-run/map-runs.ts';
import type { Runtime } from '../runtime.ts';
import { checkArn } from './input.ts';
import type { Moved, StateMachines } from './state-machine.ts';

export interface Store {
  readonly runtime: Runtime;
  readonly machines: StateMachines;
  readonly executions: Executions;
  readonly mapRuns: MapRuns;
  readonly moved: Moved;
  /** Throws `InvalidArn` or `ExecutionDoesNotExist`. */
  execution(arn: string): Execution;
}

export function executionIn(executions: Executions, arn: string): Execution {
  checkArn(arn, 'execution');
  const execution = executions.find(arn);
  if (execution) return execution;
  throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
}
