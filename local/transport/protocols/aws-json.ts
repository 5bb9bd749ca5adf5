// AWS JSON 1.0 and 1.1: the operation in X-Amz-Target, times as epoch seconds, blobs as base64.

import { AwsError } from '../../service.ts';
import type { Exchange } from '../exchange.ts';
import { bytesOf, type HttpAnswer, type HttpRequest, textOf } from '../http.ts';

export function readAwsJson(request: HttpRequest): Exchange {
  const operation = request.headers['x-amz-target']!.split('.').at(-1)!;
  const contentType = request.headers['content-type'] ?? 'application/x-amz-json-1.1';
  const answer = (status: number, body: unknown, headers: Record<string, string>): HttpAnswer => ({
    status,
    headers: { 'content-type': contentType, ...headers },
    body: bytesOf(jsonOf(body)),
  });
  return {
    operation,
    input: parseJson(textOf(request)),
    answer: (output, requestId) => answer(200, output ?? {}, { 'x-amzn-requestid': requestId }),
    refuse: (error, requestId) =>
      answer(error.status, errorBody(error), {
        'x-amzn-requestid': requestId,
        'x-amzn-errortype': error.name,
        'x-amzn-query-error': `${error.name};${error.status < 500 ? 'Sender' : 'Receiver'}`,
      }),
  };
}

export function errorBody(error: AwsError): Record<string, unknown> {
  return { __type: error.name, message: error.message };
}

export function parseJson(text: string): unknown {
  if (text === '') return {};
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
