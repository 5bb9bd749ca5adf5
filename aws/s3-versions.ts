// The versions of an object, and what their bytes are.

import { createHash } from 'node:crypto';
import {
  GetObjectCommand,
  type GetObjectCommandOutput,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  ListObjectVersionsCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { Failure } from '../core/failure.ts';
import { nameOf, translated } from './translate.ts';

/** A version as S3 tells of it, by a HEAD or in a list. */
export interface ObjectVersion {
  readonly VersionId?: string | undefined;
  readonly ETag?: string | undefined;
  readonly LastModified?: Date | undefined;
}

interface HeadedObject extends ObjectVersion {
  readonly Bucket: string;
  readonly Key: string;
  readonly ExpectedBucketOwner?: string;
  readonly ChecksumSHA256?: string | undefined;
  readonly ContentLength?: number | undefined;
}

const PIECE_BYTES = 16 * 1024 * 1024;
const MOST_BYTES = 1024 * 1024 * 1024;

/**
 * The digest of the bytes: S3's own where it has one, else computed from the bytes of this very version, piece by
 * piece. A composite checksum (`…-3`) is one of parts, not of the bytes.
 */
export async function digestOf(client: S3Client, object: HeadedObject): Promise<string> {
  const { ChecksumSHA256: checksum, ContentLength = 0, Bucket, Key, VersionId } = object;
  if (checksum && !checksum.includes('-'))
    return `sha256:${Buffer.from(checksum, 'base64').toString('hex')}`;
  const what = `s3://${Bucket}/${Key}`;
  if (ContentLength > MOST_BYTES) {
    const text = `expected ${what} to have at most ${MOST_BYTES} bytes, got ${ContentLength}: make the package smaller`;
    throw new Failure('Refused', text);
  }
  const owner = object.ExpectedBucketOwner && { ExpectedBucketOwner: object.ExpectedBucketOwner };
  const hash = createHash('sha256');
  for (let from = 0; from < ContentLength; from += PIECE_BYTES) {
    const Range = `bytes=${from}-${Math.min(from + PIECE_BYTES, ContentLength) - 1}`;
    const command = new GetObjectCommand({ Bucket, Key, VersionId, Range, ...owner });
    const { Body } = await translated(`reading ${what}`, client.send(command));
    hash.update(await bytesOf(`reading ${what}`, Body));
  }
  return `sha256:${hash.digest('hex')}`;
}

export async function bytesOf(
  what: string,
  body: GetObjectCommandOutput['Body'],
): Promise<Uint8Array> {
  if (body) return translated(what, body.transformToByteArray());
  throw new Failure('ServiceFailed', `expected ${what} to give its bytes, got none`);
}

export function digestOfBytes(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** An object's versions, newest first; and whether what is there is a folder of that name instead. */
export async function versionsOf(client: S3Client, bucket: string, key: string) {
  const versions: ObjectVersion[] = [];
  let isFolder = false;
  let next: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } = {};
  do {
    const command = new ListObjectVersionsCommand({ Bucket: bucket, Prefix: key, ...next });
    const page = await translated(
      `listing versions of s3://${bucket}/${key}`,
      client.send(command),
    );
    const found = page.Versions ?? [];
    versions.push(...found.filter(({ Key }) => Key === key));
    const others = found.filter(({ Key }) => Key !== key);
    isFolder ||= others.some(({ Key }) => Key?.startsWith(`${key.replace(/\/$/, '')}/`));
    const more = page.IsTruncated === true && others.length === 0;
    next = more ? { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker } : {};
  } while (next.KeyMarker);
  return { versions, isFolder };
}

export interface ObjectName {
  readonly Bucket: string;
  readonly Key: string;
  readonly VersionId?: string | undefined;
  readonly ExpectedBucketOwner?: string;
}

/** Undefined where there is no such object, or no such bucket. */
export async function headOf(
  client: S3Client,
  object: ObjectName,
): Promise<HeadObjectCommandOutput | undefined> {
  const command = new HeadObjectCommand({ ...object, ChecksumMode: 'ENABLED' });
  try {
    return await client.send(command);
  } catch (cause) {
    if (['NotFound', 'NoSuchKey', 'NoSuchBucket', 'NoSuchVersion'].includes(nameOf(cause)))
      return undefined;
    return translated(`reading s3://${object.Bucket}/${object.Key}`, Promise.reject(cause));
  }
}

const DENIED = ['AccessDenied', 'Forbidden', '403'];

export function isDenied(thrown: unknown): boolean {
  const cause = thrown instanceof Failure ? thrown.cause : thrown;
  const status = (cause as { $metadata?: { httpStatusCode?: number } } | undefined)?.$metadata;
  return (
    DENIED.includes(nameOf(cause)) ||
    nameOf(cause).startsWith('KMS.') ||
    status?.httpStatusCode === 403
  );
}
