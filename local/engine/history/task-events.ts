// The events of a task: AWS has one family for plain function ARNs and one for integrations.

import type { Failure } from '../failure.ts';
import type { Resource } from '../integrations/resource.ts';
import type { Json } from '../json.ts';
import { record, type Strand } from '../strand.ts';

export interface TaskEvents {
  scheduled(input: Json, timeoutInSeconds?: number, heartbeatInSeconds?: number): void;
  started(): void;
  submitted(output: Json): void;
  succeeded(output: Json): void;
  failed(failure: Failure): void;
  timedOut(): void;
}

export function taskEvents(strand: Strand, resource: Resource): TaskEvents {
  return 'service' in resource
    ? integrationEvents(strand, integrationNames(resource))
    : functionEvents(strand, resource.arn);
}

/** How AWS names a task in its messages: the service, or the whole ARN of a function. */
export function serviceOf(resource: Resource): string {
  return 'service' in resource ? resource.service : resource.arn;
}

function functionEvents(strand: Strand, arn: string): TaskEvents {
  return {
    scheduled: (input, timeoutInSeconds, heartbeatInSeconds) =>
      record(strand, 'LambdaFunctionScheduled', {
        resource: arn,
        input,
        timeoutInSeconds,
        heartbeatInSeconds,
      }),
    started: () => record(strand, 'LambdaFunctionStarted'),
    submitted: () => {},
    succeeded: (output) => record(strand, 'LambdaFunctionSucceeded', { output }),
    failed: ({ error, cause }) => record(strand, 'LambdaFunctionFailed', { error, cause }),
    timedOut: () => record(strand, 'LambdaFunctionTimedOut', { error: 'States.Timeout' }),
  };
}

type Names = { readonly resourceType: string; readonly resource: string };

function integrationNames(resource: Extract<Resource, { service: string }>): Names {
  const { kind, service, action, pattern } = resource;
  return {
    resourceType: kind === 'sdk' ? `aws-sdk:${service}` : service,
    resource: pattern === 'request' ? action : `${action}.${pattern}`,
  };
}

function integrationEvents(strand: Strand, names: Names): TaskEvents {
  const { region } = strand.execution.revision;
  return {
    scheduled: (parameters, timeoutInSeconds, heartbeatInSeconds) =>
      record(strand, 'TaskScheduled', {
        ...names,
        region,
        parameters,
        timeoutInSeconds,
        heartbeatInSeconds,
      }),
    started: () => record(strand, 'TaskStarted', names),
    submitted: (output) => record(strand, 'TaskSubmitted', { ...names, output }),
    succeeded: (output) => record(strand, 'TaskSucceeded', { ...names, output }),
    failed: ({ error, cause }) => record(strand, 'TaskFailed', { ...names, error, cause }),
    timedOut: () => record(strand, 'TaskTimedOut', { ...names, error: 'States.Timeout' }),
  };
}
