// StartExecution and what can be asked of an execution.

import * as z from 'zod';
import { AwsError, type Call, type Operation } from '../../service.ts';
import { executionArn } from '../arn.ts';
import { type Execution, statusOf } from '../execution.ts';
import { NAME_UNIQUE_MILLIS } from '../limits.ts';
import { describeExecution, summarizeExecution } from './describe-execution.ts';
import { Arn, checkName, Payload, parseInput, parseJson } from './input.ts';
import { Paging, pageNewestFirst } from './paging.ts';
import { findMachine, revisionToRun } from './state-machine.ts';
import type { Store } from './store.ts';

const StartInput = z.object({
  stateMachineArn: Arn,
  name: z.string().optional(),
  input: Payload.optional(),
  traceHeader: z.string().optional(),
});
const StopInput = z.object({
  executionArn: Arn,
  error: z.string().max(256).optional(),
  cause: z.string().max(32_768).optional(),
});
const ArnInput = z.object({ executionArn: Arn });
const Status = z.enum([
  'RUNNING',
  'SUCCEEDED',
  'FAILED',
  'TIMED_OUT',
  'ABORTED',
  'PENDING_REDRIVE',
]);
const ListInput = z.object({
  stateMachineArn: Arn.optional(),
  mapRunArn: z.string().optional(),
  statusFilter: Status.optional(),
  redriveFilter: z.enum(['REDRIVEN', 'NOT_REDRIVEN']).optional(),
  ...Paging,
});

export function executionOperations(store: Store): Record<string, Operation> {
  const { runtime } = store;
  const { clock } = runtime;

  return {
    StartExecution: (input, call) => startExecution(store, input, call),
    StopExecution(input) {
      const { executionArn: arn, error, cause } = parseInput(StopInput, input);
      const execution = store.execution(arn);
      if (!execution.ending) runtime.stop(execution, error, cause);
      return { stopDate: new Date(execution.stoppedAt ?? clock.millis()) };
    },
    DescribeExecution(input) {
      const execution = store.execution(parseInput(ArnInput, input).executionArn);
      return describeExecution(execution, clock.millis());
    },
    ListExecutions(input, call) {
      const request = parseInput(ListInput, input);
      const found = listed(store, request, call);
      const { items, nextToken } = pageNewestFirst(found, request, ({ number }) => number);
      return {
        executions: items.map(({ execution }) => summarizeExecution(execution)),
        nextToken,
      };
    },
  };
}

/** Starts an execution; the same name with the same input, while it runs, is answered as the first time. */
function startExecution(store: Store, input: unknown, _call: Call) {
  const { runtime, machines, executions } = store;
  const request = parseInput(StartInput, input);
  const revision = revisionToRun(machines, request.stateMachineArn, runtime.routes);
  const { input: inputText = '{}' } = request;
  const what = 'Invalid State Machine Execution Input';
  const payload = parseJson(inputText, 'InvalidExecutionInput', what);
  const name = request.name ?? runtime.nextId();
  checkName(name);
  const arn = executionArn(revision.stateMachineArn, name);
  const before = executions.find(arn);
  if (before && !isForgotten(before, runtime.clock.millis())) {
    const same = !before.ending && JSON.stringify(before.input) === JSON.stringify(payload);
    if (same) return { executionArn: arn, startDate: new Date(before.startedAt) };
    throw new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
  }
  if (!runtime.mayOpen()) {
    const message =
      'The maximum number of running executions has been reached. Throttling: StartExecution';
    throw new AwsError('ExecutionLimitExceeded', message);
  }
  const execution = runtime.start({ revision, name, arn, input: payload, inputText });
  return { executionArn: arn, startDate: new Date(execution.startedAt) };
}

/** A name is free again 90 days after its execution ended. */
function isForgotten({ stoppedAt }: Execution, millis: number): boolean {
  return stoppedAt !== undefined && millis - stoppedAt >= NAME_UNIQUE_MILLIS;
}

interface Listed {
  readonly execution: Execution;
  /** Its place among all of its state machine or Map Run, oldest first. */
  readonly number: number;
}

/** Newest first. */
/** Of those that there were then, as they were then. */
function listed(
  store: Store,
  request: z.infer<typeof ListInput>,
  { asOf = Number.POSITIVE_INFINITY }: Pick<Call, 'asOf'>,
): readonly Listed[] {
  const { stateMachineArn, mapRunArn, statusFilter, redriveFilter } = request;
  if ((stateMachineArn === undefined) === (mapRunArn === undefined)) {
    throw new AwsError(
      'ValidationException',
      'Expected either stateMachineArn or mapRunArn, got both or neither',
    );
  }
  if (mapRunArn !== undefined && !store.mapRuns.has(mapRunArn)) {
    throw new AwsError('ResourceNotFound', `Resource not found: '${mapRunArn}'`);
  }
  const owner = mapRunArn ?? ownerArn(store, stateMachineArn ?? '');
  const { executions, forgotten } = store.executions.of(owner);
  return executions
    .map((execution, index) => ({ execution, number: forgotten + index }))
    .filter(({ execution }) => {
      const { versionArn, aliasArn } = execution.revision;
      if (execution.startedAt > asOf) return false;
      const then = (execution.stoppedAt ?? 0) > asOf ? 'RUNNING' : statusOf(execution);
      if (statusFilter && then !== statusFilter) return false;
      if (redriveFilter === 'REDRIVEN') return false;
      return isUnqualified(stateMachineArn) || [versionArn, aliasArn].includes(stateMachineArn);
    })
    .reverse();
}

function ownerArn({ machines }: Store, arn: string): string {
  const { machine } = findMachine(machines, arn);
  if (machine.type === 'STANDARD') return machine.arn;
  const message = 'This operation is not supported by this type of state machine';
  throw new AwsError('StateMachineTypeNotSupported', message);
}

function isUnqualified(arn: string | undefined): boolean {
  return arn === undefined || arn.split(':').length === 7;
}
