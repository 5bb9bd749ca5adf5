// states:startExecution: another machine's execution, waited for or not.

import { type Execution, onEnd, statusOf } from '../execution.ts';
import { StateFailure } from '../failure.ts';
import { isObject, type Json, type JsonObject, property } from '../json.ts';
import type { Visit } from '../strand.ts';
import { httpMetadata } from './sdk-metadata.ts';
import { callApi, type ServiceResource } from './service-call.ts';
import type { TaskWork } from './task-work.ts';

export function runStartExecution(visit: Visit, resource: ServiceResource, input: Json): TaskWork {
  const { runtime } = visit.strand;
  const started = callApi(visit, resource, withTextInput(input)).then((answer) => ({
    ...(answer as JsonObject),
    StartDate: Date.parse(String(property(answer, 'StartDate'))),
    ...httpMetadata(runtime),
  }));
  if (resource.pattern !== 'sync' && resource.pattern !== 'sync:2') return { answered: started };
  const child = started.then((answer) => runtime.find(String(property(answer, 'ExecutionArn')))!);
  // Whether the call itself succeeded is `answered`'s to say.
  child.catch(() => {});
  return {
    answered: started,
    finished: child.then((execution) => whenEnded(execution, resource.pattern === 'sync:2')),
    stop() {
      void child.then(
        (execution) => runtime.stop(execution),
        () => {},
      );
    },
  };
}

/** The child's input may be JSON; the API takes text. */
function withTextInput(input: Json): Json {
  const childInput = property(input, 'Input');
  if (!isObject(input) || childInput === undefined || typeof childInput === 'string') return input;
  return { ...input, Input: JSON.stringify(childInput) };
}

/** A child that does not succeed reaches its parent as `States.TaskFailed`, whatever ended it. */
function whenEnded(execution: Execution, parsed: boolean): Promise<Json> {
  return new Promise((resolve, reject) => {
    const told = (ended: Execution) => {
      if (statusOf(ended) === 'SUCCEEDED') resolve(describeChild(ended, parsed));
      else
        reject(new StateFailure('States.TaskFailed', JSON.stringify(describeChild(ended, false))));
    };
    if (execution.ending) told(execution);
    else onEnd(execution, told);
  });
}

/** `.sync:2` has input and output as JSON, `.sync` as text. */
function describeChild(execution: Execution, parsed: boolean): JsonObject {
  const { arn, name, revision, input, ending, startedAt, stoppedAt } = execution;
  const as = (value: Json): Json => (parsed ? value : JSON.stringify(value));
  const failed = ending && ending.status !== 'SUCCEEDED' ? ending : undefined;
  return {
    ...(failed?.cause === undefined ? {} : { Cause: failed.cause }),
    ...(failed?.error === undefined ? {} : { Error: failed.error }),
    ExecutionArn: arn,
    Input: as(input),
    InputDetails: { Included: true },
    Name: name,
    ...(ending?.status === 'SUCCEEDED'
      ? { Output: as(ending.output), OutputDetails: { Included: true } }
      : {}),
    RedriveCount: 0,
    StartDate: startedAt,
    StateMachineArn: revision.stateMachineArn,
    Status: statusOf(execution),
    StopDate: stoppedAt ?? 0,
  };
}
