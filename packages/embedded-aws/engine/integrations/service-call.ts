// One call of an AWS API: `aws-sdk:<service>:<action>`, and the optimized integrations that are no more than that.

import { StateFailure } from '../failure.ts';
import type { Json } from '../json.ts';
import { isObject, property } from '../json.ts';
import { callOf } from '../runtime.ts';
import type { Visit } from '../strand.ts';
import { asBytes, asText, bodyOf } from './bodies.ts';
import { toCamelCase, toJson, toPascalCase } from './letter-case.ts';
import type { Resource } from './resource.ts';
import { httpMetadata } from './sdk-metadata.ts';
import { callFailure } from './service-failure.ts';
import { errorPrefix, isCamelCase, serviceId } from './service-names.ts';
import type { TaskWork } from './task-work.ts';

export type ServiceResource = Extract<Resource, { service: string }>;

export function runServiceCall(visit: Visit, resource: ServiceResource, input: Json): TaskWork {
  return { answered: answer(visit, resource, input) };
}

async function answer(visit: Visit, resource: ServiceResource, input: Json): Promise<Json> {
  const result = await callApi(visit, resource, textMembers(resource, input));
  if (resource.kind === 'sdk') return result;
  checkEntries(resource, result);
  return { ...(isObject(result) ? result : {}), ...httpMetadata(visit.strand.runtime) };
}

/** Calls the API with members in the wire's case; the answer has them in PascalCase. */
export async function callApi(visit: Visit, resource: ServiceResource, input: Json): Promise<Json> {
  const { runtime, execution } = visit.strand;
  const { action } = resource;
  const camel = isCamelCase(resource);
  const operation = `${action.charAt(0).toUpperCase()}${action.slice(1)}`;
  const call = callOf(runtime, execution);
  try {
    const sent = camel ? toCamelCase(input) : input;
    const id = serviceId(resource);
    if (id === 'states') return toPascalCase(runtime.callSelf(operation, sent, call));
    const body = bodyOf(id, operation);
    const got = await runtime.host.callService(id, operation, asBytes(sent, body), call);
    return camel ? toPascalCase(got) : toJson(asText(got, body));
  } catch (error) {
    throw callFailure(error, errorPrefix(resource));
  }
}

/** EventBridge takes `Detail` as text; the optimized integration takes JSON and makes it text. */
function textMembers({ kind, service, action }: ServiceResource, input: Json): Json {
  const entries = property(input, 'Entries');
  if (kind !== 'optimized' || service !== 'events' || action !== 'putEvents') return input;
  if (!Array.isArray(entries)) return input;
  return {
    ...(input as object),
    Entries: entries.map((entry) => {
      const detail = property(entry, 'Detail');
      return isObject(detail) ? { ...entry, Detail: JSON.stringify(detail) } : entry;
    }),
  };
}

/** events:putEvents fails if one of its entries does. */
function checkEntries({ service, action }: ServiceResource, result: Json): void {
  if (service !== 'events' || action !== 'putEvents') return;
  const failed = property(result, 'FailedEntryCount');
  if (typeof failed !== 'number' || failed === 0) return;
  throw new StateFailure('EventBridge.FailedEntry', JSON.stringify(result));
}
