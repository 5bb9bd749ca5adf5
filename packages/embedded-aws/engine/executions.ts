// All executions, by ARN and by state machine, in the order in which they started.

import type { Execution } from './execution.ts';

export interface Executions {
  add(execution: Execution): void;
  find(arn: string): Execution | undefined;
  /** The executions of a state machine or of a Map Run, oldest first. */
  of(ownerArn: string): readonly Execution[];
}

export function newExecutions(): Executions {
  const byArn = new Map<string, Execution>();
  const byOwner = new Map<string, Execution[]>();

  function add(execution: Execution): void {
    byArn.set(execution.arn, execution);
    const owner = execution.mapRunArn ?? execution.revision.stateMachineArn;
    const siblings = byOwner.get(owner);
    if (siblings) siblings.push(execution);
    else byOwner.set(owner, [execution]);
  }

  return { add, find: (arn) => byArn.get(arn), of: (ownerArn) => byOwner.get(ownerArn) ?? [] };
}
