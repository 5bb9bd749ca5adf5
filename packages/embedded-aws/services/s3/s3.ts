// S3: buckets, versions, checksums.

import * as z from 'zod';
import type { VirtualClock } from '../../clock.ts';
import { AwsError, type Operation, type Service } from '../../service.ts';
import { parseInput, text } from '../input.ts';
import { bucketOperations } from './bucket-operations.ts';
import { checkedAgainst, checksumForm } from './checksums.ts';
import { Conditions, refuseUnlessMet, refuseUnlessOver } from './conditions.ts';
import { type Objects, objectStore, refuseKey, type StoredObject, sourceOf } from './objects.ts';
import { rangeOf } from './range.ts';

const InBucket = z.object({ Bucket: text });
const Reading = InBucket.extend({
  ...Conditions.shape,
  Key: text,
  VersionId: text.optional(),
  ChecksumMode: text.optional(),
  Range: text.optional(),
});
const Attributes = Reading.extend({ ObjectAttributes: z.array(text).min(1) });
const Writing = InBucket.extend({
  Key: text,
  Body: z.instanceof(Uint8Array).optional(),
  ContentType: text.optional(),
  Metadata: z.record(text, z.string()).optional(),
  IfMatch: text.optional(),
  IfNoneMatch: text.optional(),
  ContentMD5: text.optional(),
  ChecksumAlgorithm: text.optional(),
  ChecksumCRC32: text.optional(),
  ChecksumSHA1: text.optional(),
  ChecksumSHA256: text.optional(),
});
const Copying = InBucket.extend({ Key: text, CopySource: text });

export interface S3 {
  readonly service: Service;
  /** The world's hand on the buckets. */
  readonly objects: Objects;
}

export function s3(clock: VirtualClock): S3 {
  const objects = objectStore(clock.chance.stream('s3'), clock.now);
  const operations: Record<string, Operation> = {
    ...bucketOperations(objects),
    ...objectOperations(objects),
  };
  const checked = Object.entries(operations).map(([name, run]): [string, Operation] => [
    name,
    (input, call) => {
      refuseOtherOwner(objects, input);
      return run(input, call);
    },
  ]);
  return { objects, service: { id: 's3', operations: Object.fromEntries(checked) } };
}

const Owned = z.object({ Bucket: text, ExpectedBucketOwner: text });

/** Whoever says whose bucket it must be gets no other's. */
function refuseOtherOwner(objects: Objects, input: unknown): void {
  const asked = Owned.safeParse(input);
  if (!asked.success) return;
  const { Bucket, ExpectedBucketOwner } = asked.data;
  if (objects.bucket(Bucket).account !== ExpectedBucketOwner)
    throw new AwsError('AccessDenied', 'Access Denied', 403);
}

function objectOperations(objects: Objects) {
  const find = ({ Bucket, Key, VersionId }: z.infer<typeof Reading>) =>
    objects.read(Bucket, Key, VersionId);
  return {
    PutObject: (input: unknown) => {
      const asked = parseInput(Writing, input);
      const { Bucket, Key, ContentType, Metadata, Body: body = new Uint8Array() } = asked;
      refuseKey(Key);
      refuseMetadata(Metadata);
      refuseUnlessOver(objects.bucket(Bucket).objects.get(Key)?.[0], asked);
      const checksum = checkedAgainst(body, asked);
      const object = { body, contentType: ContentType, metadata: Metadata, checksum };
      const put = objects.put(Bucket, Key, object);
      return { ETag: put.eTag, ...versionOf(put), ...checksumForm(put.checksum) };
    },
    GetObject: (input: unknown) => {
      const asked = parseInput(Reading, input);
      const object = find(asked);
      refuseUnlessMet(object, asked);
      return { ...headOf(object, asked.ChecksumMode), ...pieceOf(object, asked.Range) };
    },
    HeadObject: (input: unknown) => {
      const asked = parseInput(Reading, input);
      const object = found(() => find(asked));
      refuseUnlessMet(object, asked);
      return headOf(object, asked.ChecksumMode);
    },
    CopyObject: (input: unknown) => {
      const { Bucket, Key, CopySource } = parseInput(Copying, input);
      refuseKey(Key);
      const source = objects.read(...sourceOf(CopySource));
      const { body, contentType, metadata, checksum } = source;
      const put = objects.put(Bucket, Key, { body, contentType, metadata, checksum });
      return {
        ETag: put.eTag,
        LastModified: put.lastModified,
        ...checksumForm(put.checksum),
        ...versionOf(put),
        ...(source.versionId !== 'null' && { CopySourceVersionId: source.versionId }),
      };
    },
    GetObjectAttributes: (input: unknown) => {
      const asked = parseInput(Attributes, input);
      return attributesOf(find(asked), asked.ObjectAttributes);
    },
    DeleteObject: (input: unknown) => {
      const { Bucket, Key, VersionId } = parseInput(Reading, input);
      const removed = objects.remove(Bucket, Key, VersionId);
      if (!removed) return {};
      return { ...versionOf(removed), ...(removed.deleteMarker && { DeleteMarker: true }) };
    },
  };
}

/** A HEAD answers without a body, so S3 can only say that it is not there. */
function found<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof AwsError && error.status === 404)
      throw new AwsError('NotFound', 'Not Found', 404);
    throw error;
  }
}

/** The whole, or the range asked for; a checksum is of the whole, and so is left out of a piece. */
function pieceOf({ body }: StoredObject, asked: string | undefined) {
  const range = rangeOf(asked, body.length);
  if (!range) return { Body: body };
  const [first, last] = range;
  return {
    Body: body.slice(first, last + 1),
    ContentLength: last + 1 - first,
    ContentRange: `bytes ${first}-${last}/${body.length}`,
    ChecksumCRC32: undefined,
    ChecksumSHA1: undefined,
    ChecksumSHA256: undefined,
    ChecksumType: undefined,
  };
}

const MOST_METADATA_BYTES = 2048;

function refuseMetadata(metadata: Readonly<Record<string, string>> = {}): void {
  if (Buffer.byteLength(Object.entries(metadata).flat().join('')) > MOST_METADATA_BYTES)
    throw new AwsError(
      'MetadataTooLarge',
      'Your metadata headers exceed the maximum allowed metadata size',
    );
}

function versionOf({ versionId }: StoredObject) {
  return versionId === 'null' ? {} : { VersionId: versionId };
}

function headOf(object: StoredObject, checksumMode: string | undefined) {
  return {
    ETag: object.eTag,
    ...versionOf(object),
    ContentLength: object.body.length,
    ContentType: object.contentType,
    LastModified: object.lastModified,
    Metadata: object.metadata,
    AcceptRanges: 'bytes',
    ...(checksumMode === 'ENABLED' && checksumForm(object.checksum)),
  };
}

function attributesOf(object: StoredObject, asked: readonly string[]) {
  return {
    ...versionOf(object),
    LastModified: object.lastModified,
    ...(asked.includes('ETag') && { ETag: object.eTag.replaceAll('"', '') }),
    ...(asked.includes('Checksum') && { Checksum: checksumForm(object.checksum) }),
    ...(asked.includes('ObjectSize') && { ObjectSize: object.body.length }),
    ...(asked.includes('StorageClass') && { StorageClass: 'STANDARD' }),
  };
}
