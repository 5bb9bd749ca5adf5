// S3's REST-XML, path style and virtual hosts: reading requests.

import { AwsError } from '../../service.ts';
import type { Exchange } from '../exchange.ts';
import { type HttpRequest, textOf } from '../http.ts';
import { answerS3, refuseS3Request } from './s3-answers.ts';

type Place = { readonly Bucket?: string; readonly Key?: string };

type Reader = (request: HttpRequest, place: Place) => Record<string, unknown>;

const versioned: Reader = ({ query, headers }, place) => ({
  ...place,
  VersionId: query.versionId,
  ChecksumMode: headers['x-amz-checksum-mode'],
});

/** By method, then by what the path reaches and the sub-resource asked for. The first that fits wins. */
const ROUTES: readonly (readonly [
  method: string,
  asks: string,
  operation: string,
  read: Reader,
])[] = [
  ['GET', 'service', 'ListBuckets', () => ({})],
  ['PUT', 'bucket?versioning', 'PutBucketVersioning', readVersioning],
  ['GET', 'bucket?versioning', 'GetBucketVersioning', (_, place) => place],
  ['GET', 'bucket?versions', 'ListObjectVersions', (request, place) => readList(request, place)],
  ['GET', 'bucket', 'ListObjectsV2', (request, place) => readList(request, place)],
  ['PUT', 'bucket', 'CreateBucket', (_, place) => place],
  ['HEAD', 'bucket', 'HeadBucket', (_, place) => place],
  ['DELETE', 'bucket', 'DeleteBucket', (_, place) => place],
  ['GET', 'object?attributes', 'GetObjectAttributes', readAttributes],
  ['GET', 'object', 'GetObject', versioned],
  ['HEAD', 'object', 'HeadObject', versioned],
  ['PUT', 'object', 'PutObject', readPut],
  ['DELETE', 'object', 'DeleteObject', versioned],
];

export function readS3(request: HttpRequest): Exchange {
  const place = placeOf(request);
  const reach = place.Key ? 'object' : place.Bucket ? 'bucket' : 'service';
  const found = ROUTES.find(([method, asks]) => {
    const [kind, part] = asks.split('?');
    return method === request.method && kind === reach && (!part || part in request.query);
  });
  if (!found)
    throw new AwsError('MethodNotAllowed', 'The method is not simulated for this resource.', 405);

  const [, , operation, read] = found;
  return {
    operation,
    input: read(request, place),
    answer: (output, requestId) => answerS3(operation, output, requestId),
    refuse: refuseS3Request(request),
  };
}

function placeOf({ host, path }: HttpRequest): Place {
  const virtual = /^(.+)\.s3[.-][^:]*$/.exec(host)?.[1];
  const [first = '', ...rest] = path.slice(1).split('/');
  const bucket = virtual ?? decodeURIComponent(first);
  const key = decodeURIComponent(virtual ? path.slice(1) : rest.join('/'));
  return { ...(bucket && { Bucket: bucket }), ...(key && { Key: key }) };
}

function readVersioning(request: HttpRequest, place: Place) {
  const status = /<Status>(\w+)<\/Status>/.exec(textOf(request))?.[1];
  return { ...place, VersioningConfiguration: { Status: status } };
}

function readList({ query }: HttpRequest, place: Place) {
  return {
    ...place,
    Prefix: query.prefix,
    Delimiter: query.delimiter,
    MaxKeys: query['max-keys'],
    ContinuationToken: query['continuation-token'],
    StartAfter: query['start-after'],
  };
}

function readAttributes({ query, headers }: HttpRequest, place: Place) {
  const names = headers['x-amz-object-attributes'] ?? '';
  return { ...place, VersionId: query.versionId, ObjectAttributes: names.split(/,\s*/) };
}

function readPut({ headers, body }: HttpRequest, place: Place) {
  const chunked = (headers['content-encoding'] ?? '').includes('aws-chunked');
  const metadata = Object.entries(headers)
    .filter(([name]) => name.startsWith('x-amz-meta-'))
    .map(([name, value]) => [name.slice('x-amz-meta-'.length), value]);
  return {
    ...place,
    Body: chunked ? unchunked(body) : body,
    ContentType: headers['content-type'],
    Metadata: Object.fromEntries(metadata),
    IfNoneMatch: headers['if-none-match'],
  };
}

/** The bytes inside `aws-chunked` framing: `size;…\r\n bytes \r\n`, ended by a chunk of size 0 and trailers. */
function unchunked(body: Uint8Array): Uint8Array {
  const framed = Buffer.from(body);
  const pieces: Buffer[] = [];
  for (let at = 0; at < framed.length; ) {
    const lineEnd = framed.indexOf('\r\n', at);
    const size = Number.parseInt(framed.toString('latin1', at, lineEnd), 16);
    if (!(size > 0) || lineEnd < 0) break;
    pieces.push(framed.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = lineEnd + 2 + size + 2;
  }
  return new Uint8Array(Buffer.concat(pieces));
}
