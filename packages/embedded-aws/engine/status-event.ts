// The "Step Functions Execution Status Change" event.

import { type Execution, inputTextOf, statusOf } from './execution.ts';
import type { ExecutionStatusDetail, ExecutionStatusEvent } from './host.ts';
import type { Json } from './json.ts';
import { jsonBytes } from './json-size.ts';
import { redriveStatus } from './redrive-status.ts';

/** Payloads above this are left out of the event. */
const INCLUDED_BYTES = 248 * 1024;

export function statusEvent(
  execution: Execution,
  millis: number,
  id: string,
): ExecutionStatusEvent {
  const { account, region } = execution.revision;
  return {
    version: '0',
    id,
    'detail-type': 'Step Functions Execution Status Change',
    source: 'aws.states',
    account,
    time: `${new Date(millis).toISOString().slice(0, 19)}Z`,
    region,
    resources: [execution.arn],
    detail: detail(execution, millis),
  };
}

function detail(execution: Execution, millis: number): ExecutionStatusDetail {
  const { revision, ending, input } = execution;
  const { status, reason } = redriveStatus(execution, millis);
  const succeeded = ending?.status === 'SUCCEEDED' ? ending : undefined;
  const failed = ending && ending.status !== 'SUCCEEDED' ? ending : undefined;
  return {
    executionArn: execution.arn,
    stateMachineArn: revision.stateMachineArn,
    stateMachineVersionArn: revision.versionArn ?? null,
    stateMachineAliasArn: revision.aliasArn ?? null,
    name: execution.name,
    status: statusOf(execution),
    startDate: execution.startedAt,
    stopDate: execution.stoppedAt ?? null,
    input: included(input) ? inputTextOf(execution) : null,
    inputDetails: { included: included(input) },
    output: succeeded && included(succeeded.output) ? JSON.stringify(succeeded.output) : null,
    outputDetails: succeeded ? { included: included(succeeded.output) } : null,
    error: failed?.error ?? null,
    cause: failed?.cause ?? null,
    redriveCount: 0,
    redriveDate: null,
    redriveStatus: status,
    redriveStatusReason: reason,
  };
}

function included(value: Json): boolean {
  return jsonBytes(value, INCLUDED_BYTES) <= INCLUDED_BYTES;
}
