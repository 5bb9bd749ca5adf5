// Bodies: what is bytes for a service and text in a state machine.

import { isObject, type Json } from '../json.ts';

/** The member that is the body of a request or of an answer; other bytes travel as base64. */
const BODIES: ReadonlyMap<string, string> = new Map([
  ['s3 GetObject', 'Body'],
  ['s3 PutObject', 'Body'],
  ['lambda Invoke', 'Payload'],
]);

export function bodyOf(serviceId: string, operation: string): string | undefined {
  return BODIES.get(`${serviceId} ${operation}`);
}

/** A body that is text is sent as it is; any other JSON is sent as its text. */
export function asBytes(input: Json, body: string | undefined): unknown {
  const given = body !== undefined && isObject(input) ? input[body] : undefined;
  if (body === undefined || given === undefined) return input;
  return { ...(input as object), [body]: bytesOf(given) };
}

export function bytesOf(value: Json): Uint8Array {
  return new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
}

export function asText(output: unknown, body: string | undefined): unknown {
  const bytes =
    body === undefined ? undefined : (output as Readonly<Record<string, unknown>>)[body];
  if (body === undefined || !(bytes instanceof Uint8Array)) return output;
  return { ...(output as object), [body]: textOf(bytes) };
}

export function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}
