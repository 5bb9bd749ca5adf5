// AWS JSON 1.0 and 1.1: the operation in X-Amz-Target, times as epoch seconds, blobs as base64.

import { isBeyondReading } from '../../json-bounds.ts';
import { AwsError } from '../../service.ts';
import type { Exchange, Refuse } from '../exchanged.ts';
import { bytesOf, type HttpAnswer, type HttpRequest, textOf } from '../http.ts';
import { shapeNameOf } from './cloudwatch-errors.ts';

export function readAwsJson(request: HttpRequest): Exchange {
  return {
    operation: (request.headers['x-amz-target'] ?? '').replace(/^.*\./, ''),
    input: parseJson(textOf(request)),
    answer: (output, requestId) => answer(request, 200, output ?? {}, requestId),
    refuse: refuseAwsJson(request),
  };
}

export function refuseAwsJson(request: HttpRequest): Refuse {
  const target = request.headers['x-amz-target'] ?? '';
  const isCloudWatch = target.startsWith('GraniteService');
  const hasTwoNames = isCloudWatch || target.startsWith('AmazonSQS.');
  return (error, requestId) => {
    const name = isCloudWatch ? shapeNameOf(error.name) : error.name;
    const status = error.name === 'UnknownOperationException' ? 400 : error.status;
    return answer(request, status, errorBody(name, error), requestId, {
      'x-amzn-errortype': name,
      ...(hasTwoNames && queryErrorHeader(error)),
    });
  };
}

/** The names that SQS's errors had in Query, where they were others; from the service's public model. */
const OLDER: Readonly<Record<string, string>> = {
  QueueDoesNotExist: 'AWS.SimpleQueueService.NonExistentQueue',
  QueueNameExists: 'QueueAlreadyExists',
  UnsupportedOperation: 'AWS.SimpleQueueService.UnsupportedOperation',
};

/** The older name of an error, for clients of a service that once spoke Query. */
export function queryErrorHeader({ name, status }: AwsError): Record<string, string> {
  return { 'x-amzn-query-error': `${OLDER[name] ?? name};${status < 500 ? 'Sender' : 'Receiver'}` };
}

export function errorBody(name: string, { message }: AwsError): Record<string, unknown> {
  return { __type: name, message };
}

function answer(
  { headers }: HttpRequest,
  status: number,
  body: unknown,
  requestId: string,
  more: Readonly<Record<string, string>> = {},
): HttpAnswer {
  const version = headers['content-type']?.includes('json-1.0') ? '1.0' : '1.1';
  const contentType = `application/x-amz-json-${version}`;
  return {
    status,
    headers: { 'content-type': contentType, 'x-amzn-requestid': requestId, ...more },
    body: bytesOf(jsonOf(body)),
  };
}

/** An empty body is an empty structure. */
export function parseJson(text: string): Record<string, unknown> {
  const parsed = text === '' ? {} : jsonIn(text);
  if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed))
    return parsed as Record<string, unknown>;
  throw new AwsError('SerializationException', 'Expected a JSON object, got something else.');
}

function jsonIn(text: string): unknown {
  if (isBeyondReading(text))
    throw new AwsError(
      'SerializationException',
      'Expected JSON that can be read, got a nesting too deep or values too many.',
    );
  try {
    return JSON.parse(text);
  } catch {
    throw new AwsError('SerializationException', 'Expected a JSON body, got something else.');
  }
}

/** JSON as AWS writes it. */
export function jsonOf(value: unknown): string {
  return JSON.stringify(wireForm(value));
}

function wireForm(value: unknown): unknown {
  if (value instanceof Date) return value.getTime() / 1000;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(wireForm);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, wireForm(each)]));
}
