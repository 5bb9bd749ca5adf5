// Which operation an HTTP request asks for, whatever protocol it speaks.

import type { AwsError } from '../service.ts';
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
  if (request.headers['smithy-protocol'] === 'rpc-v2-cbor') return readCbor(request);
  if (request.headers['x-amz-target']) return readAwsJson(request);
  if (serviceId === 'lambda') return readLambda(request);
  if (serviceId === 's3') return readS3(request);
  return readQuery(request);
}
