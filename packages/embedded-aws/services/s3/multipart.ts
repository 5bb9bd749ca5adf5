// Multipart uploads: what the CLI and the SDKs make of every larger file.

import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Chance } from '../../chance.ts';
import { AwsError } from '../../service.ts';
import { number, parseInput, text } from '../input.ts';
import { type NewObject, type Objects, refuseKey, sourceOf } from './objects.ts';
import { rangeOf } from './range.ts';

interface Part {
  readonly number: number;
  readonly body: Uint8Array;
  readonly eTag: string;
  readonly at: Date;
}

interface Upload {
  readonly id: string;
  readonly bucket: string;
  readonly key: string;
  readonly object: Omit<NewObject, 'body'>;
  readonly startedAt: Date;
  readonly parts: Map<number, Part>;
}

const InBucket = z.object({ Bucket: text });
const Create = InBucket.extend({
  Key: text,
  ContentType: text.optional(),
  Metadata: z.record(text, z.string()).optional(),
});
const OfUpload = InBucket.extend({ Key: text, UploadId: text });
const UploadPart = OfUpload.extend({
  PartNumber: number,
  Body: z.instanceof(Uint8Array).optional(),
});
const PartCopy = UploadPart.extend({ CopySource: text, CopySourceRange: text.optional() });
const Complete = OfUpload.extend({
  Parts: z.array(z.object({ PartNumber: number, ETag: z.string() })),
});

export function multipartOperations(objects: Objects, chance: Chance, now: () => Date) {
  const uploads = new Map<string, Upload>();

  function find({ Bucket, Key, UploadId }: z.infer<typeof OfUpload>): Upload {
    objects.bucket(Bucket);
    const found = uploads.get(UploadId);
    if (found && found.bucket === Bucket && found.key === Key) return found;
    const message =
      'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.';
    throw new AwsError('NoSuchUpload', message, 404);
  }

  return {
    CreateMultipartUpload: (input: unknown) => {
      const { Bucket, Key, ContentType, Metadata } = parseInput(Create, input);
      refuseKey(Key);
      objects.bucket(Bucket);
      const object = { contentType: ContentType, metadata: Metadata };
      const id = chance.hex(64);
      uploads.set(id, { id, bucket: Bucket, key: Key, object, startedAt: now(), parts: new Map() });
      return { Bucket, Key, UploadId: id };
    },
    UploadPart: (input: unknown) => {
      const asked = parseInput(UploadPart, input);
      refusePartNumber(asked.PartNumber);
      const part = partOf(asked.PartNumber, asked.Body ?? new Uint8Array(), now());
      find(asked).parts.set(asked.PartNumber, part);
      return { ETag: part.eTag };
    },
    UploadPartCopy: (input: unknown) => {
      const asked = parseInput(PartCopy, input);
      refusePartNumber(asked.PartNumber);
      const { body } = objects.read(...sourceOf(asked.CopySource));
      const [first, last] = rangeOf(asked.CopySourceRange, body.length) ?? [0, body.length - 1];
      const part = partOf(asked.PartNumber, body.slice(first, last + 1), now());
      find(asked).parts.set(asked.PartNumber, part);
      return { ETag: part.eTag, LastModified: part.at };
    },
    CompleteMultipartUpload: (input: unknown) => {
      const asked = parseInput(Complete, input);
      const upload = find(asked);
      const parts = chosenParts(upload, asked.Parts);
      const put = objects.put(asked.Bucket, asked.Key, { ...upload.object, ...joined(parts) });
      uploads.delete(upload.id);
      const { Bucket, Key } = asked;
      return { Location: `/${Bucket}/${Key}`, Bucket, Key, ETag: put.eTag };
    },
    AbortMultipartUpload: (input: unknown) => {
      uploads.delete(find(parseInput(OfUpload, input)).id);
    },
    ListParts: (input: unknown) => {
      const asked = parseInput(OfUpload, input);
      const parts = [...find(asked).parts.values()].sort((a, b) => a.number - b.number);
      const Part = parts.map(({ number: PartNumber, eTag: ETag, at: LastModified, body }) => ({
        PartNumber,
        LastModified,
        ETag,
        Size: body.length,
      }));
      return { ...asked, IsTruncated: false, Part };
    },
    ListMultipartUploads: (input: unknown) => {
      const { Bucket } = parseInput(InBucket, input);
      const own = [...uploads.values()].filter(({ bucket }) => bucket === Bucket);
      const Upload = own.map(({ key, id, startedAt }) => ({
        Key: key,
        UploadId: id,
        Initiated: startedAt,
      }));
      return { Bucket, IsTruncated: false, Upload };
    },
  };
}

function refusePartNumber(number: number): void {
  if (Number.isInteger(number) && number >= 1 && number <= 10_000) return;
  throw new AwsError(
    'InvalidArgument',
    'Part number must be an integer between 1 and 10000, inclusive',
  );
}

function partOf(number: number, body: Uint8Array, at: Date): Part {
  return { number, body, at, eTag: `"${createHash('md5').update(body).digest('hex')}"` };
}

function chosenParts({ parts }: Upload, asked: z.infer<typeof Complete>['Parts']): Part[] {
  if (asked.length === 0)
    throw new AwsError('MalformedXML', 'The XML you provided was not well-formed.');
  return asked.map(({ PartNumber, ETag }, index) => {
    const part = parts.get(PartNumber);
    if (!part || part.eTag.replaceAll('"', '') !== ETag.replaceAll('"', ''))
      throw new AwsError('InvalidPart', 'One or more of the specified parts could not be found.');
    if (index > 0 && asked[index - 1]!.PartNumber >= PartNumber)
      throw new AwsError('InvalidPartOrder', 'The list of parts was not in ascending order.');
    return part;
  });
}

/** The entity tag of parts is no digest of the whole: a digest of their digests, and how many there are. */
function joined(parts: readonly Part[]) {
  const digests = createHash('md5');
  for (const { eTag } of parts) digests.update(Buffer.from(eTag.replaceAll('"', ''), 'hex'));
  const body = new Uint8Array(Buffer.concat(parts.map(({ body }) => body)));
  return { body, eTag: `"${digests.digest('hex')}-${parts.length}"` };
}
