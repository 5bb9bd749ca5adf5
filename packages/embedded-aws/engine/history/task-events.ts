// The events of a task: AWS has one family for plain function ARNs and one for integrations.

import type { Failure } from '../failure.ts';
import type { Resource } from '../integrations/resource.ts';
import type { Json } from '../json.ts';
import { record, type Strand } from '../strand.ts';

/** The same for every task of a resource, so they are made once. */
export interface TaskEvents {
  scheduled(
    strand: Strand,
    input: Json,
    timeoutInSeconds?: number,
    heartbeatInSeconds?: number,
  ): void;
  started(strand: Strand): void;
  submitted(strand: Strand, output: Json): void;
  succeeded(strand: Strand, output: Json): void;
  failed(strand: Strand, failure: Failure): void;
  timedOut(strand: Strand): void;
}

const made = new WeakMap<Resource, TaskEvents>();

export function taskEvents(resource: Resource): TaskEvents {
  const known = made.get(resource);
  if (known) return known;
  const events =
    'service' in resource
      ? integrationEvents(integrationNames(resource))
      : functionEvents(resource.arn);
  made.set(resource, events);
  return events;
}

/** How AWS names a task in its messages: the service, or the whole ARN of a function. */
export function serviceOf(resource: Resource): string {
  return 'service' in resource ? resource.service : resource.arn;
}

const TIMEOUT = { error: 'States.Timeout' };

function functionEvents(resource: string): TaskEvents {
  return {
    scheduled: (strand, input, timeoutInSeconds, heartbeatInSeconds) =>
      record(strand, 'LambdaFunctionScheduled', {
        resource,
        input,
        timeoutInSeconds,
        heartbeatInSeconds,
      }),
    started: (strand) => record(strand, 'LambdaFunctionStarted'),
    submitted: () => {},
    succeeded: (strand, output) => record(strand, 'LambdaFunctionSucceeded', { output }),
    failed: (strand, { error, cause }) => record(strand, 'LambdaFunctionFailed', { error, cause }),
    timedOut: (strand) => record(strand, 'LambdaFunctionTimedOut', TIMEOUT),
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

function integrationEvents(names: Names): TaskEvents {
  return {
    scheduled: (strand, parameters, timeoutInSeconds, heartbeatInSeconds) =>
      record(strand, 'TaskScheduled', {
        ...names,
        region: strand.execution.revision.region,
        parameters,
        timeoutInSeconds,
        heartbeatInSeconds,
      }),
    started: (strand) => record(strand, 'TaskStarted', names),
    submitted: (strand, output) => record(strand, 'TaskSubmitted', { ...names, output }),
    succeeded: (strand, output) => record(strand, 'TaskSucceeded', { ...names, output }),
    failed: (strand, { error, cause }) => record(strand, 'TaskFailed', { ...names, error, cause }),
    timedOut: (strand) => record(strand, 'TaskTimedOut', { ...names, ...TIMEOUT }),
  };
}
