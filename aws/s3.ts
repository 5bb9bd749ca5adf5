// S3: pins artifacts, and takes them to where they can be deployed from.

import {
  GetObjectCommand,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { Failure } from '../core/failure.ts';
import type { Place } from './clients.ts';
import type { MemberAccess } from './sts.ts';
import { nameOf, translated } from './translate.ts';

/** An object that stays the same. */
export interface PinnedArtifact extends Place {
  readonly bucket: string;
  readonly key: string;
  readonly version: string;
  readonly eTag: string;
}

export interface Artifacts {
  /** The object as it is now, and its `sha256:…` digest where S3 knows it. Throws `Refused` if it cannot be pinned. */
  pin(place: Place, bucket: string, key: string): Promise<PinnedArtifact & { digest?: string }>;
  /** The bytes of a pinned artifact. Throws `Refused` where there are more than `mostBytes`. */
  read(artifact: PinnedArtifact, mostBytes: number): Promise<Uint8Array>;
  /**
   * The artifact in Tidegate's own bucket of another place, under its digest: the same bytes are copied once.
   * Throws `Refused` where there is no such bucket.
   */
  copyTo(place: Place, artifact: PinnedArtifact, digest: string): Promise<PinnedArtifact>;
}

/** What a function can hold beside its own code. */
const MOST_COPIED_BYTES = 150 * 1024 * 1024;

/** The bucket that the copies for a place go to; `docs/aws-member-bucket.yml` says how it is made. */
export function copyBucketOf({ account, region }: Place): string {
  return `tidegate-${account}-${region}`;
}

export function s3(access: MemberAccess): Artifacts {
  async function pin(place: Place, bucket: string, key: string) {
    const head = await headOf(await access.client(S3Client, place), bucket, key);
    if (head) return pinned(place, bucket, key, head);
    throw new Failure(
      'Refused',
      `expected the artifact s3://${bucket}/${key}, got nothing there: was it deleted?`,
    );
  }

  async function read({ bucket, key, version, ...place }: PinnedArtifact, mostBytes: number) {
    const client = await access.client(S3Client, place);
    const command = new GetObjectCommand({ Bucket: bucket, Key: key, VersionId: version });
    const what = `reading s3://${bucket}/${key}`;
    const { Body, ContentLength = 0 } = await translated(what, client.send(command));
    if (ContentLength > mostBytes) {
      throw new Failure(
        'Refused',
        `expected s3://${bucket}/${key} to have at most ${mostBytes} bytes, which is what can be taken to another ` +
          `account or region, got ${ContentLength}: make the package smaller`,
      );
    }
    return translated(what, Body!.transformToByteArray());
  }

  async function copyTo(place: Place, artifact: PinnedArtifact, digest: string) {
    const bucket = copyBucketOf(place);
    const key = `${digest.replace('sha256:', '')}.zip`;
    const client = await access.client(S3Client, place);
    const there = await headOf(client, bucket, key);
    if (there) return pinned(place, bucket, key, there);
    const Body = await read(artifact, MOST_COPIED_BYTES);
    const command = new PutObjectCommand({ Bucket: bucket, Key: key, Body });
    await translated(`copying the artifact to ${bucket}`, client.send(command)).catch((thrown) => {
      throw noBucket(thrown, bucket, place);
    });
    return pin(place, bucket, key);
  }

  return { pin, read, copyTo };
}

/** Undefined where there is no such object, or no such bucket. */
async function headOf(client: S3Client, bucket: string, key: string) {
  const command = new HeadObjectCommand({ Bucket: bucket, Key: key, ChecksumMode: 'ENABLED' });
  try {
    return await client.send(command);
  } catch (cause) {
    if (['NotFound', 'NoSuchKey', 'NoSuchBucket'].includes(nameOf(cause))) return undefined;
    return translated(`reading s3://${bucket}/${key}`, Promise.reject(cause));
  }
}

function pinned(place: Place, bucket: string, key: string, head: HeadObjectCommandOutput) {
  if (!head.VersionId || head.VersionId === 'null') {
    throw new Failure(
      'Refused',
      `expected bucket ${bucket} to keep versions, so that ${key} can be pinned, got one that does not: turn on versioning`,
    );
  }
  // A composite checksum ("…-3") is one of parts, not of the artifact's bytes.
  const checksum = head.ChecksumSHA256?.includes('-') ? undefined : head.ChecksumSHA256;
  return {
    account: place.account,
    region: place.region,
    bucket,
    key,
    version: head.VersionId,
    eTag: (head.ETag ?? '').replaceAll('"', ''),
    ...(checksum && { digest: `sha256:${Buffer.from(checksum, 'base64').toString('hex')}` }),
  };
}

function noBucket(thrown: unknown, bucket: string, { account, region }: Place): unknown {
  if (!(thrown instanceof Failure) || nameOf(thrown.cause) !== 'NoSuchBucket') return thrown;
  const text = `expected bucket ${bucket}, for artifacts of EC2 targets in ${account} ${region}, got none: make it as docs/aws-member-bucket.yml does`;
  return new Failure('Refused', text, { cause: thrown.cause });
}
