// Smithy RPC v2 CBOR: the operation in the path, times as tag 1.

import { addExtension, Encoder } from 'cbor-x';
import { AwsError } from '../../service.ts';
import type { Exchange, Refuse } from '../exchange.ts';
import type { HttpAnswer, HttpRequest } from '../http.ts';
import { errorBody, queryErrorHeader } from './aws-json.ts';
import { shapeNameOf } from './cloudwatch-errors.ts';

const PATH = /^\/service\/[^/]+\/operation\/([^/]+)$/;
const wire = new Encoder({ useRecords: false, mapsAsObjects: true, tagUint8Array: false });

// Smithy's timestamps are tag 1 with a number of seconds that keeps the milliseconds; cbor-x rounds them down.
addExtension({
  Class: Date,
  tag: 1,
  encode: (date: Date, encode: (value: number) => Uint8Array) => encode(date.getTime() / 1000),
  decode: (seconds: unknown) => new Date(Number(seconds) * 1000),
});

export function readCbor(request: HttpRequest): Exchange {
  const operation = PATH.exec(request.path)?.[1];
  if (!operation) {
    throw new AwsError(
      'UnknownOperationException',
      `Expected an operation's path, got ${request.path}.`,
      404,
    );
  }
  return {
    operation,
    input: parse(request.body),
    answer: (output, requestId) => answer(200, output ?? {}, requestId),
    refuse: refuseCbor,
  };
}

/** Only CloudWatch speaks CBOR here, and its errors have two names. */
export const refuseCbor: Refuse = (error, requestId) =>
  answer(
    error.status,
    errorBody(shapeNameOf(error.name), error),
    requestId,
    queryErrorHeader(error),
  );

/** An empty body is an empty structure. */
function parse(body: Uint8Array): unknown {
  const parsed = body.length === 0 ? {} : cborIn(body);
  if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed;
  throw new AwsError('SerializationException', 'Expected a CBOR map, got something else.');
}

function cborIn(body: Uint8Array): unknown {
  try {
    return wire.decode(body);
  } catch {
    throw new AwsError('SerializationException', 'Expected a CBOR body, got something else.');
  }
}

function answer(
  status: number,
  body: unknown,
  requestId: string,
  more: Readonly<Record<string, string>> = {},
): HttpAnswer {
  const headers = {
    'content-type': 'application/cbor',
    'smithy-protocol': 'rpc-v2-cbor',
    'x-amzn-requestid': requestId,
    ...more,
  };
  return { status, headers, body: new Uint8Array(wire.encode(withoutUndefined(body))) };
}

function withoutUndefined(value: unknown): unknown {
  if (value instanceof Date || value instanceof Uint8Array) return value;
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(members.map(([key, each]) => [key, withoutUndefined(each)]));
}
