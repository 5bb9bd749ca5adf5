// Smithy RPC v2 CBOR: the operation in the path, times as tag 1.

import { cbor, tag, tagSymbol } from '@smithy/core/cbor';
import { AwsError } from '../../service.ts';
import type { Exchange, Refuse } from '../exchanged.ts';
import type { HttpAnswer, HttpRequest } from '../http.ts';
import { errorBody, queryErrorHeader } from './aws-json.ts';
import { checkCbor, UnreadableCbor } from './cbor-bounds.ts';
import { shapeNameOf } from './cloudwatch-errors.ts';

const PATH = /^\/service\/[^/]+\/operation\/([^/]+)$/;
/** Of times: seconds since 1970, with their milliseconds. */
const TIME_TAG = 1;

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
    checkCbor(body);
    return plain(cbor.deserialize(body));
  } catch (error) {
    const why = error instanceof UnreadableCbor ? `: ${error.message}` : '';
    const text = `Expected a CBOR body, got something else${why}.`;
    throw new AwsError('SerializationException', text);
  }
}

/** With times as dates. The only tag that has been let in is that of a time, and its value is a number. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  if (tagSymbol in value && 'value' in value) return new Date(Number(value.value) * 1000);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]));
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
  return { status, headers, body: new Uint8Array(cbor.serialize(tagged(body))) };
}

/** What the codec writes: times tagged, and nothing that is undefined. */
function tagged(value: unknown): unknown {
  if (value instanceof Date) return tag({ tag: TIME_TAG, value: value.getTime() / 1000 });
  if (value instanceof Uint8Array) return value;
  if (Array.isArray(value)) return value.map(tagged);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(members.map(([key, each]) => [key, tagged(each)]));
}
