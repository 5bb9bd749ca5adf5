// An error of a service as the SDK throws it: by its class, with its fault and status, and what a retry asks of it.

import { isServerError, isThrottlingError, isTransientError } from '@smithy/core/retry';
import { NormalizedSchema, TypeRegistry } from '@smithy/core/schema';
import type { AwsError } from '../../service.ts';
import { shapeNameOf } from '../protocols/cloudwatch-errors.ts';

interface Refused {
  readonly service: string;
  readonly namespace: string;
}

/** As the client makes it of the wire's answer. */
export function exceptionOf({ service, namespace }: Refused, error: AwsError): Error {
  const { status: httpStatusCode, message } = error;
  const name = service === 'cloudwatch' ? shapeNameOf(error.name) : error.name;
  const $metadata = { httpStatusCode };
  const modelled = errorSchema(namespace, name);
  if (modelled) {
    const Modelled = TypeRegistry.for(namespace).getErrorCtor(modelled);
    const $fault = NormalizedSchema.of(modelled as never).getMergedTraits().error;
    return Object.assign(new Modelled({}), { $metadata, $fault, message });
  }
  const registry = TypeRegistry.for(`smithy.ts.sdk.synthetic.${namespace}`);
  const base = registry.getBaseException() as never;
  const Base = registry.getErrorCtor(base);
  const $fault = httpStatusCode < 500 ? 'client' : 'server';
  return Object.assign(new Base({ name }), { $metadata, $fault, message });
}

/** The schema of the error that the service's model calls so, now or in its older protocol; undefined if none. */
function errorSchema(namespace: string, name: string): never | undefined {
  const registry = TypeRegistry.for(namespace);
  try {
    return registry.getSchema(`${namespace}#${name}`) as never;
  } catch {
    return registry.find((schema) => olderName(schema) === name) as never | undefined;
  }
}

function olderName(schema: unknown): string | undefined {
  const traits = NormalizedSchema.of(schema as never).getMergedTraits();
  const [name] = (traits.awsQueryError ?? []) as readonly string[];
  return name;
}

/** What the SDK's retries tell errors by. */
export function errorTypeOf(thrown: unknown): string {
  const error = thrown as Parameters<typeof isServerError>[0];
  if (isThrottlingError(error)) return 'THROTTLING';
  if (isTransientError(error)) return 'TRANSIENT';
  return isServerError(error) ? 'SERVER_ERROR' : 'CLIENT_ERROR';
}
