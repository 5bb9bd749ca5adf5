// Which operation an HTTP request asks for, whatever protocol it speaks.

import { gunzipSync } from 'node:zlib';
import { AwsError } from '../service.ts';
import type { Exchange, Refuse } from './exchanged.ts';
import type { HttpRequest } from './http.ts';
import { readAppConfig } from './protocols/appconfig-rest.ts';
import { readAwsJson, refuseAwsJson } from './protocols/aws-json.ts';
import { readCbor, refuseCbor } from './protocols/cbor.ts';
import { readCloudFront, refuseCloudFront } from './protocols/cloudfront-rest.ts';
import { readHttpApi, refuseHttpApi } from './protocols/http-api.ts';
import { readLambda, refuseLambda } from './protocols/lambda-rest.ts';
import { readOutside } from './protocols/outside.ts';
import { readQuery, refuseQuery } from './protocols/query.ts';
import { readRestJson, refuseRestJson, speaksRestJson } from './protocols/rest-json.ts';
import { refuseS3Request } from './protocols/s3-answers.ts';
import { readS3 } from './protocols/s3-rest.ts';

interface Protocol {
  readonly read: (request: HttpRequest, serviceId: string) => Exchange;
  /** How a request that cannot be read is refused. */
  readonly refuse: (request: HttpRequest) => Refuse;
}

const AWS_JSON: Protocol = { read: readAwsJson, refuse: refuseAwsJson };
const CBOR: Protocol = { read: readCbor, refuse: () => refuseCbor };
const LAMBDA: Protocol = { read: readLambda, refuse: () => refuseLambda };
/** Services that are not simulated, and whose clients look for XML. */
const FOREIGN_XML: Protocol = { read: readLambda, refuse: () => refuseQuery };
const SPEAK_XML = new Set(['route53', 's3-outposts', 's3express']);
/** What somebody else's API answers is no protocol of AWS's. */
const HTTP_API: Protocol = { read: readHttpApi, refuse: () => refuseHttpApi };
const OUTSIDE: Protocol = { read: readOutside, refuse: () => refuseHttpApi };
const REST_JSON: Protocol = { read: readRestJson, refuse: () => refuseRestJson };
const APP_CONFIG: Protocol = { read: readAppConfig, refuse: () => refuseRestJson };
const CLOUD_FRONT: Protocol = { read: readCloudFront, refuse: () => refuseCloudFront };
const QUERY: Protocol = { read: readQuery, refuse: () => refuseQuery };
/** SQS speaks AWS JSON here, as its clients of today do. */
const SQS_QUERY: Protocol = { read: refuseOldSqs, refuse: () => refuseQuery };
const S3: Protocol = { read: readS3, refuse: refuseS3Request };

/** Throws `AwsError` for a request that its protocol cannot read. */
export function readExchange(request: HttpRequest, serviceId: string): Exchange {
  try {
    const plain = inflated(request);
    return protocolOf(plain, serviceId).read(plain, serviceId);
  } catch (error) {
    if (error instanceof URIError) throw unreadable('percent-encoding');
    // Nested deeper than a reader can follow.
    if (error instanceof RangeError) throw unreadable('nesting');
    throw error;
  }
}

/** How a request is refused that has not been read, or could not be. */
export function refusalFor(request: HttpRequest, serviceId: string): Refuse {
  return protocolOf(request, serviceId).refuse(request);
}

function protocolOf({ headers, path, query }: HttpRequest, serviceId: string): Protocol {
  if (serviceId === 'execute-api') return HTTP_API;
  if (serviceId === 'outside') return OUTSIDE;
  if (headers['smithy-protocol'] === 'rpc-v2-cbor') return CBOR;
  if (headers['x-amz-target'] !== undefined) return AWS_JSON;
  if (serviceId === 's3') return S3;
  if (serviceId === 'lambda') return LAMBDA;
  if (serviceId === 'cloudfront') return CLOUD_FRONT;
  if (serviceId === 'appconfig') return APP_CONFIG;
  if (speaksRestJson(serviceId)) return REST_JSON;
  if (SPEAK_XML.has(serviceId)) return FOREIGN_XML;
  const isForm = (headers['content-type'] ?? '').includes('x-www-form-urlencoded');
  if (isForm || query.Action !== undefined) return serviceId === 'sqs' ? SQS_QUERY : QUERY;
  // Those of other services that speak REST show the text of an error in this form.
  return path === '/' ? QUERY : LAMBDA;
}

function refuseOldSqs(): never {
  const message =
    'Expected AWS JSON 1.0 with X-Amz-Target, got a form of the older Query protocol: use an AWS CLI or SDK since 2024.';
  throw new AwsError('InvalidAction', message);
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
