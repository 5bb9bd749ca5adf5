// Lambda functions: as a plain ARN, and by lambda:invoke with AWS's result around the payload.

import { StateFailure } from '../failure.ts';
import { isObject, type Json, property } from '../json.ts';
import { callOf } from '../runtime.ts';
import type { Visit } from '../strand.ts';
import type { Resource } from './resource.ts';
import { httpMetadata } from './sdk-metadata.ts';
import { isAwsError, serviceFailure } from './service-failure.ts';
import type { TaskWork } from './task-work.ts';

type FunctionResource = Extract<Resource, { kind: 'function' | 'optimized' | 'sdk' }>;

export function runFunction(visit: Visit, resource: FunctionResource, input: Json): TaskWork {
  if (resource.kind === 'function') {
    return { answered: invoke(visit, resource.arn, input).then(({ payload }) => payload) };
  }
  const name = property(input, 'FunctionName');
  if (typeof name !== 'string') {
    throw new StateFailure(
      'States.Runtime',
      `Expected Arguments.FunctionName of lambda:invoke to be a string, got ${JSON.stringify(name)}.`,
    );
  }
  const qualifier = property(input, 'Qualifier');
  const target = typeof qualifier === 'string' ? `${name}:${qualifier}` : name;
  const sent = isObject(input) && Object.hasOwn(input, 'Payload') ? input.Payload! : {};
  const answered = invoke(visit, target, sent);
  // An asynchronous invocation is answered at once, whatever becomes of it.
  if (property(input, 'InvocationType') === 'Event') {
    answered.catch(() => {});
    return { answered: Promise.resolve(result(visit, 202, {})) };
  }
  return {
    answered: answered.then(({ payload, executedVersion }) =>
      result(visit, 200, { ExecutedVersion: executedVersion, Payload: payload }),
    ),
  };
}

async function invoke(visit: Visit, target: string, payload: Json) {
  const { runtime, execution } = visit.strand;
  try {
    return await runtime.host.invokeFunction(target, payload, callOf(runtime, execution));
  } catch (error) {
    throw functionFailure(error);
  }
}

/** What a function threw keeps its own name; what Lambda refused has the service's. */
function functionFailure(error: unknown): StateFailure {
  if (isAwsError(error)) return serviceFailure(error, 'Lambda');
  const { name, message, trace } = thrown(error);
  const lines = Array.isArray(trace) ? { trace } : {};
  return new StateFailure(
    name,
    JSON.stringify({ errorType: name, errorMessage: message, ...lines }),
  );
}

/** What is thrown and no error has its type for a name, as Lambda's runtime says it. */
function thrown(error: unknown): { name: string; message: string; trace?: unknown } {
  if (typeof error !== 'object' || error === null) {
    return { name: typeof error, message: String(error) };
  }
  const { name, message, trace } = error as { name?: unknown; message?: unknown; trace?: unknown };
  return { name: String(name ?? 'Error'), message: String(message ?? ''), trace };
}

function result(visit: Visit, status: number, answer: { readonly [key: string]: Json }): Json {
  return { ...answer, ...httpMetadata(visit.strand.runtime, status), StatusCode: status };
}
