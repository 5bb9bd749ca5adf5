// An execution as DescribeExecution and ListExecutions answer it.

import { type Execution, inputTextOf, statusOf } from '../execution.ts';
import { redriveStatus } from '../redrive-status.ts';

export function describeExecution(execution: Execution, millis: number) {
  const { revision, ending, mapRunArn } = execution;
  const redrive = redriveStatus(execution, millis);
  const failed = ending && ending.status !== 'SUCCEEDED' ? ending : undefined;
  return {
    ...base(execution),
    stateMachineVersionArn: revision.versionArn,
    stateMachineAliasArn: revision.aliasArn,
    mapRunArn,
    input: inputTextOf(execution),
    inputDetails: { included: true },
    ...(ending?.status === 'SUCCEEDED'
      ? { output: JSON.stringify(ending.output), outputDetails: { included: true } }
      : {}),
    error: failed?.error,
    cause: failed?.cause,
    redriveStatus: redrive.status,
    ...(redrive.status === 'REDRIVABLE' ? {} : { redriveStatusReason: redrive.reason }),
  };
}

export function summarizeExecution(execution: Execution) {
  const { versionArn, aliasArn } = execution.revision;
  return {
    ...base(execution),
    mapRunArn: execution.mapRunArn,
    stateMachineVersionArn: versionArn,
    stateMachineAliasArn: aliasArn,
  };
}

function base(execution: Execution) {
  const { arn, name, revision, startedAt, stoppedAt } = execution;
  return {
    executionArn: arn,
    stateMachineArn: revision.stateMachineArn,
    name,
    status: statusOf(execution),
    startDate: new Date(startedAt),
    ...(stoppedAt === undefined ? {} : { stopDate: new Date(stoppedAt) }),
    redriveCount: 0,
  };
}
