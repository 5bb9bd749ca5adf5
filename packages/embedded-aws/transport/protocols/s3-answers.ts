// S3's REST-XML: writing answers. What is a header and what is a body differs by operation.

import type { AwsError } from '../../service.ts';
import type { Refuse } from '../exchanged.ts';
import { bytesOf, type HttpAnswer, type HttpRequest } from '../http.ts';
import { xmlMembers, xmlText } from './xml.ts';

type Output = Readonly<Record<string, unknown>>;

/** The members of an output that travel as headers. */
const HEADERS: Readonly<Record<string, string>> = {
  ETag: 'etag',
  VersionId: 'x-amz-version-id',
  DeleteMarker: 'x-amz-delete-marker',
  ContentType: 'content-type',
  ContentLength: 'content-length',
  ContentRange: 'content-range',
  LastModified: 'last-modified',
  AcceptRanges: 'accept-ranges',
  BucketRegion: 'x-amz-bucket-region',
  ChecksumCRC32: 'x-amz-checksum-crc32',
  ChecksumSHA1: 'x-amz-checksum-sha1',
  ChecksumSHA256: 'x-amz-checksum-sha256',
  CopySourceVersionId: 'x-amz-copy-source-version-id',
  Location: 'location',
  ChecksumType: 'x-amz-checksum-type',
};

/** Operations whose output is an XML body, and its root element. */
const ROOTS: Readonly<Record<string, string>> = {
  ListBuckets: 'ListAllMyBucketsResult',
  CopyObject: 'CopyObjectResult',
  ListObjects: 'ListBucketResult',
  ListObjectsV2: 'ListBucketResult',
  ListObjectVersions: 'ListVersionsResult',
  GetBucketVersioning: 'VersioningConfiguration',
  GetObjectAttributes: 'GetObjectAttributesResponse',
};

/** The members that travel as headers beside an XML body. */
const IN_HEADERS: Readonly<Record<string, readonly string[]>> = {
  CopyObject: ['VersionId', 'CopySourceVersionId'],
  GetObjectAttributes: ['LastModified', 'VersionId'],
};

export function answerS3(operation: string, output: unknown, requestId: string): HttpAnswer {
  const members = (output ?? {}) as Output;
  if (operation === 'GetBucketLocation') return answerLocation(members, requestId);
  const root = ROOTS[operation];
  if (root) return answerXml(operation, root, members, requestId);

  const status = statusOf(operation, members);
  const body = operation === 'GetObject' ? (members.Body as Uint8Array) : new Uint8Array();
  const headers = { 'x-amz-request-id': requestId, ...headersOf(members) };
  return { status, headers, body, streamed: operation === 'GetObject' };
}

function statusOf(operation: string, { ContentRange }: Output): number {
  if (ContentRange !== undefined) return 206;
  return operation.startsWith('Delete') ? 204 : 200;
}

/** The one answer whose root element is the text itself. */
function answerLocation({ LocationConstraint = '' }: Output, requestId: string): HttpAnswer {
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${xmlText(LocationConstraint)}</LocationConstraint>`;
  const headers = { 'content-type': 'application/xml', 'x-amz-request-id': requestId };
  return { status: 200, headers, body: bytesOf(text) };
}

function answerXml(
  operation: string,
  root: string,
  members: Output,
  requestId: string,
): HttpAnswer {
  const inHeaders = IN_HEADERS[operation] ?? [];
  const rest = Object.fromEntries(
    Object.entries(members).filter(([name]) => !inHeaders.includes(name)),
  );
  const content = xmlMembers(rest, operation === 'ListBuckets' ? 'Bucket' : undefined);
  const headers = {
    'content-type': 'application/xml',
    'x-amz-request-id': requestId,
    ...headersOf(Object.fromEntries(inHeaders.map((name) => [name, members[name]]))),
  };
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${content}</${root}>`;
  return { status: 200, headers, body: bytesOf(text) };
}

function headersOf(members: Output): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [member, name] of Object.entries(HEADERS)) {
    const value = members[member];
    if (value !== undefined)
      headers[name] = value instanceof Date ? value.toUTCString() : String(value);
  }
  for (const [name, value] of Object.entries((members.Metadata ?? {}) as Output)) {
    headers[`x-amz-meta-${name}`] = String(value);
  }
  return headers;
}

export function refuseS3Request({ method }: HttpRequest): Refuse {
  return (error, requestId) => refuseS3(error, requestId, method === 'HEAD');
}

/** A HEAD has no body, so its errors are known by their status alone. */
function refuseS3(error: AwsError, requestId: string, bodiless: boolean): HttpAnswer {
  const text =
    `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${xmlText(error.name)}</Code>` +
    `<Message>${xmlText(error.message)}</Message><RequestId>${requestId}</RequestId></Error>`;
  return {
    status: error.status,
    headers: { 'content-type': 'application/xml', 'x-amz-request-id': requestId },
    body: bodiless || error.status === 304 ? new Uint8Array() : bytesOf(text),
  };
}
