// Which operation an HTTP request asks for, whatever protocol it speaks.

import { gunzipSync } from 'node:zlib';
import { AwsError } from '../service.ts';
import type { HttpAnswer, HttpRequest } from './http.ts';
import { readAwsJson } from './protocols/aws-json.ts';
import { readCbor } from './protocols/cbor.ts';
import { readLambda } from './protocols/lambda-rest.ts';
import { readQuery } from './protocols/query.ts';
import { readS3 } from './protocols/s3-rest.ts';

/** One request, read: what it asks for, and how to answer it in its own protocol. */
export interface Exchange {
  readonly operation: string;
  readonly input: unknown;
  answer(output: unknown, requestId: string): HttpAnswer;
  refuse(error: AwsError, requestId: string): HttpAnswer;
}

/** Throws `AwsError` for a request that no protocol can read. */
export function readExchange(request: HttpRequest, serviceId: string): Exchange {
  const plain = inflated(request);
  try {
    return readerFor(plain, serviceId)(plain);
  } catch (error) {
    if (error instanceof URIError) throw unreadable('percent-encoding');
    throw error;
  }
}

function readerFor(
  { headers }: HttpRequest,
  serviceId: string,
): (request: HttpRequest) => Exchange {
  if (headers['smithy-protocol'] === 'rpc-v2-cbor') return readCbor;
  if (headers['x-amz-target']) return readAwsJson;
  if (serviceId === 'lambda') return readLambda;
  return serviceId === 's3' ? readS3 : readQuery;
}

const MOST_BYTES = 16 * 1024 * 1024;

/** Clients compress long bodies of PutMetricData. */
function inflated(request: HttpRequest): HttpRequest {
  if (request.headers['content-encoding'] !== 'gzip') return request;
  try {
    return {
      ...request,
      body: new Uint8Array(gunzipSync(request.body, { maxOutputLength: MOST_BYTES })),
    };
  } catch {
    throw unreadable('gzip');
  }
}

function unreadable(what: string): AwsError {
  return new AwsError('SerializationException', `Expected valid ${what}, got something else.`);
}
