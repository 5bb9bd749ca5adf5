// S3: buckets, versions, checksums.

import * as z from 'zod';
import type { VirtualClock } from '../../clock.ts';
import { AwsError, type Call, type Service } from '../../service.ts';
import { parseInput, text } from '../input.ts';
import { Listing, listObjects, listObjectsV1, listVersions } from './listing.ts';
import { multipartOperations } from './multipart.ts';
import { type Bucket, type Objects, objectStore, type StoredObject, sourceOf } from './objects.ts';
import { rangeOf } from './range.ts';

const InBucket = z.object({ Bucket: text });
const Versioning = InBucket.extend({
  VersioningConfiguration: z.object({ Status: z.enum(['Enabled', 'Suspended']).optional() }),
});
const Reading = InBucket.extend({
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
  IfNoneMatch: text.optional(),
});
const Copying = InBucket.extend({ Key: text, CopySource: text });
const Deleting = InBucket.extend({
  Objects: z
    .array(z.object({ Key: text, VersionId: text.optional() }))
    .min(1)
    .max(1000),
  Quiet: z.boolean().optional(),
});

export interface S3 {
  readonly service: Service;
  /** The world's hand on the buckets. */
  readonly objects: Objects;
}

export function s3(clock: VirtualClock): S3 {
  const objects = objectStore(clock.chance.stream('s3'), clock.now);
  const operations = {
    ...bucketOperations(objects),
    ...objectOperations(objects),
    ...multipartOperations(objects, clock.chance.stream('s3 uploads'), clock.now),
  };
  return { objects, service: { id: 's3', operations } };
}

function bucketOperations(objects: Objects) {
  return {
    ListBuckets: (_: unknown, { account }: Call) => {
      const own = objects.buckets().filter((bucket) => bucket.account === account);
      return {
        Buckets: own.map(({ name, createdAt }) => ({ Name: name, CreationDate: createdAt })),
      };
    },
    CreateBucket: (input: unknown, { account, region }: Call) => {
      objects.create(parseInput(InBucket, input).Bucket, account, region, false);
    },
    HeadBucket: (input: unknown) => {
      objects.bucket(parseInput(InBucket, input).Bucket);
    },
    DeleteBucket: (input: unknown) => {
      const { name, objects: held } = objects.bucket(parseInput(InBucket, input).Bucket);
      if (held.size > 0)
        throw new AwsError('BucketNotEmpty', 'The bucket you tried to delete is not empty', 409);
      objects.drop(name);
    },
    GetBucketVersioning: (input: unknown) => {
      const { versioned } = objects.bucket(parseInput(InBucket, input).Bucket);
      return versioned ? { Status: 'Enabled' } : {};
    },
    PutBucketVersioning: (input: unknown) => {
      const { Bucket, VersioningConfiguration } = parseInput(Versioning, input);
      objects.bucket(Bucket).versioned = VersioningConfiguration.Status === 'Enabled';
    },
    GetBucketLocation: (input: unknown) => {
      const { region } = objects.bucket(parseInput(InBucket, input).Bucket);
      return region === 'us-east-1' ? {} : { LocationConstraint: region };
    },
    ListObjects: (input: unknown) => listObjectsV1(objects, parseInput(Listing, input)),
    ListObjectsV2: (input: unknown) => listObjects(objects, parseInput(Listing, input)),
    ListObjectVersions: (input: unknown) => listVersions(objects, parseInput(Listing, input)),
  };
}

function objectOperations(objects: Objects) {
  const find = ({ Bucket, Key, VersionId }: z.infer<typeof Reading>) =>
    objects.read(Bucket, Key, VersionId);
  return {
    PutObject: (input: unknown) => {
      const { Bucket, Key, Body, ContentType, Metadata, IfNoneMatch } = parseInput(Writing, input);
      if (IfNoneMatch === '*') refuseToOverwrite(objects.bucket(Bucket), Key);
      const body = Body ?? new Uint8Array();
      const put = objects.put(Bucket, Key, { body, contentType: ContentType, metadata: Metadata });
      return {
        ETag: put.eTag,
        ...versionOf(put),
        ChecksumSHA256: put.sha256,
        ChecksumType: 'FULL_OBJECT',
      };
    },
    GetObject: (input: unknown) => {
      const asked = parseInput(Reading, input);
      const object = find(asked);
      return { ...headOf(object, asked.ChecksumMode), ...pieceOf(object, asked.Range) };
    },
    HeadObject: (input: unknown) => {
      const asked = parseInput(Reading, input);
      return headOf(
        found(() => find(asked)),
        asked.ChecksumMode,
      );
    },
    CopyObject: (input: unknown) => {
      const { Bucket, Key, CopySource } = parseInput(Copying, input);
      const { body, contentType, metadata } = objects.read(...sourceOf(CopySource));
      const put = objects.put(Bucket, Key, { body, contentType, metadata });
      return { ETag: put.eTag, LastModified: put.lastModified };
    },
    DeleteObjects: (input: unknown) => {
      const asked = parseInput(Deleting, input);
      for (const { Key, VersionId } of asked.Objects) objects.remove(asked.Bucket, Key, VersionId);
      return asked.Quiet ? {} : { Deleted: asked.Objects };
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
    ChecksumSHA256: undefined,
    ChecksumType: undefined,
  };
}

function refuseToOverwrite({ objects }: Bucket, key: string): void {
  const [newest] = objects.get(key) ?? [];
  if (!newest || newest.deleteMarker) return;
  throw new AwsError(
    'PreconditionFailed',
    'At least one of the pre-conditions you specified did not hold',
    412,
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
    ...(checksumMode === 'ENABLED' && {
      ChecksumSHA256: object.sha256,
      ChecksumType: 'FULL_OBJECT',
    }),
  };
}

function attributesOf(object: StoredObject, asked: readonly string[]) {
  return {
    ...versionOf(object),
    LastModified: object.lastModified,
    ...(asked.includes('ETag') && { ETag: object.eTag.replaceAll('"', '') }),
    ...(asked.includes('Checksum') && {
      Checksum: { ChecksumSHA256: object.sha256, ChecksumType: 'FULL_OBJECT' },
    }),
    ...(asked.includes('ObjectSize') && { ObjectSize: object.body.length }),
    ...(asked.includes('StorageClass') && { StorageClass: 'STANDARD' }),
  };
}
