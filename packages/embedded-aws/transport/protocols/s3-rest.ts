// S3's REST-XML, path style and virtual hosts: reading requests.

import { AwsError } from '../../service.ts';
import type { Exchange } from '../exchanged.ts';
import { type HttpRequest, textOf } from '../http.ts';
import { answerS3, refuseS3Request } from './s3-answers.ts';

type Place = { readonly Bucket?: string; readonly Key?: string };

type Reader = (request: HttpRequest, place: Place) => Record<string, unknown>;

const versioned: Reader = ({ query, headers }, place) => ({
  ...place,
  ExpectedBucketOwner: headers['x-amz-expected-bucket-owner'],
  VersionId: query.versionId,
  ChecksumMode: headers['x-amz-checksum-mode'],
  Range: headers.range,
  IfMatch: headers['if-match'],
  IfNoneMatch: headers['if-none-match'],
  IfModifiedSince: headers['if-modified-since'],
  IfUnmodifiedSince: headers['if-unmodified-since'],
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
  ['GET', 'bucket?location', 'GetBucketLocation', (_, place) => place],
  ['GET', 'bucket?list-type', 'ListObjectsV2', (request, place) => readList(request, place)],
  ['GET', 'bucket', 'ListObjects', (request, place) => readList(request, place)],
  ['PUT', 'bucket', 'CreateBucket', (_, place) => place],
  ['HEAD', 'bucket', 'HeadBucket', (_, place) => place],
  ['GET', 'object?attributes', 'GetObjectAttributes', readAttributes],
  ['GET', 'object', 'GetObject', versioned],
  ['HEAD', 'object', 'HeadObject', versioned],
  ['PUT', 'object+copy', 'CopyObject', readCopy],
  ['PUT', 'object', 'PutObject', readPut],
  ['DELETE', 'object', 'DeleteObject', versioned],
];

/** What a query may name of a bucket or an object beside itself. */
const PARTS = [
  ...['accelerate', 'acl', 'analytics', 'attributes', 'cors', 'delete', 'encryption', 'legal-hold'],
  ...['intelligent-tiering', 'inventory', 'lifecycle', 'list-type', 'location', 'logging'],
  ...['metrics', 'notification', 'object-lock', 'ownershipControls', 'policy', 'policyStatus'],
  ...['publicAccessBlock', 'replication', 'requestPayment', 'restore', 'retention', 'select'],
  ...['tagging', 'torrent', 'uploadId', 'uploads', 'versioning', 'versions', 'website'],
];

export function readS3(request: HttpRequest): Exchange {
  const place = placeOf(request);
  const reach = place.Key ? 'object' : place.Bucket ? 'bucket' : 'service';
  const copies = 'x-amz-copy-source' in request.headers && request.method === 'PUT';
  const part = PARTS.find((each) => each in request.query);
  const asked = `${reach}${part ? `?${part}` : ''}${copies ? '+copy' : ''}`;
  const found = ROUTES.find(([method, asks]) => method === request.method && asks === asked);
  if (!found) {
    const simulated = ROUTES.map(([, , operation]) => operation).join(', ');
    const message = `${request.method} of ${asked} is not simulated: s3 simulates ${simulated}.`;
    throw new AwsError('NotImplemented', message, 501);
  }

  const [, , operation, read] = found;
  return {
    operation,
    input: read(request, place),
    answer: (output, requestId) => answerS3(operation, output, requestId),
    refuse: refuseS3Request(request),
  };
}

/** `bucket.s3.eu-west-1.amazonaws.com`, and on one's own machine `bucket.localhost` or `bucket.s3.localhost`. */
const VIRTUAL_HOST = /^(.+?)\.(?:s3[.-][^:]*|localhost)$/;

function placeOf({ host, path }: HttpRequest): Place {
  const virtual = /^s3(\.[a-z]+(-[a-z]+)+-\d)?\.localhost$/.test(host)
    ? undefined
    : VIRTUAL_HOST.exec(host)?.[1];
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
    Marker: query.marker,
    Prefix: query.prefix,
    Delimiter: query.delimiter,
    MaxKeys: query['max-keys'],
    ContinuationToken: query['continuation-token'],
    StartAfter: query['start-after'],
    EncodingType: query['encoding-type'],
    FetchOwner: query['fetch-owner'],
    KeyMarker: query['key-marker'],
    VersionIdMarker: query['version-id-marker'],
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
    ExpectedBucketOwner: headers['x-amz-expected-bucket-owner'],
    Body: chunked ? unchunked(body) : body,
    ContentType: headers['content-type'],
    Metadata: Object.fromEntries(metadata),
    IfMatch: headers['if-match'],
    IfNoneMatch: headers['if-none-match'],
    ContentMD5: headers['content-md5'],
    ChecksumAlgorithm: headers['x-amz-sdk-checksum-algorithm'],
    ...(chunked ? checksumsIn(trailersOf(body)) : checksumsIn(headers)),
  };
}

function checksumsIn(headers: Readonly<Record<string, string>>) {
  return {
    ChecksumCRC32: headers['x-amz-checksum-crc32'],
    ChecksumSHA1: headers['x-amz-checksum-sha1'],
    ChecksumSHA256: headers['x-amz-checksum-sha256'],
  };
}

function readCopy({ headers }: HttpRequest, place: Place) {
  return { ...place, CopySource: headers['x-amz-copy-source'] };
}

/** What follows the last chunk: `name:value` lines. */
function trailersOf(body: Uint8Array): Record<string, string> {
  const end = Buffer.from(body.subarray(-1024)).toString('latin1');
  const lines = end.split('\r\n').map((line) => /^(x-amz-[\w-]+):(.*)$/.exec(line));
  return Object.fromEntries(
    lines.flatMap((line) => {
      const [, name, value = ''] = line ?? [];
      return name ? [[name, value.trim()]] : [];
    }),
  );
}

/** The bytes inside `aws-chunked` framing: `size;…\r\n bytes \r\n`, ended by a chunk of size 0 and trailers. */
function unchunked(body: Uint8Array): Uint8Array {
  const framed = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  // One buffer for all, as a client may send a chunk for each byte.
  const whole = new Uint8Array(body.length);
  let length = 0;
  for (let at = 0; at < framed.length; ) {
    const lineEnd = framed.indexOf('\r\n', at);
    const size = Number.parseInt(framed.toString('latin1', at, lineEnd), 16);
    if (!(size > 0) || lineEnd < 0) break;
    const chunk = framed.subarray(lineEnd + 2, lineEnd + 2 + size);
    whole.set(chunk, length);
    length += chunk.length;
    at = lineEnd + 2 + size + 2;
  }
  return whole.slice(0, length);
}
