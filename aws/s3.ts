// S3: pins artifacts, and takes them to where they can be deployed from.

import { createHash } from 'node:crypto';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { Failure } from '../core/failure.ts';
import { domainOf } from '../core/partition.ts';
import type { Place } from './clients.ts';
import { orNotOwned, putOf } from './s3-own.ts';
import {
  type BuiltObject,
  type NamedObject,
  type NamedVersion,
  objectNamed,
  orDenied,
  type PutVersion,
  type Span,
  versionIdOf,
  versionNamed,
  versionOfBuild,
  versionsPut,
} from './s3-pin.ts';
import {
  bytesOf,
  digestOf,
  digestOfBytes,
  headOf,
  isDenied,
  type ObjectName,
  type ObjectVersion,
} from './s3-versions.ts';
import type { MemberAccess } from './sts.ts';
import { translated } from './translate.ts';

/** An object that stays the same. */
export interface PinnedArtifact extends Place {
  readonly bucket: string;
  readonly key: string;
  readonly version: string;
  readonly eTag: string;
}

export interface Artifacts {
  /**
   * The version of the object that the build has made, with its digest: the one whose bytes have the digest that the
   * build reported, else the only one of its time. Throws `Refused` where there is none, or it cannot be pinned.
   */
  pin(place: Place, built: BuiltObject, made: Span): Promise<PinnedArtifact & { digest: string }>;
  /**
   * A version of an object that is named with its digest. Throws `Refused` where it is not there, has other bytes, or
   * its bucket keeps no versions.
   */
  pinVersion(place: Place, named: NamedVersion): Promise<PinnedArtifact & { digest: string }>;
  /** The version with the digest of its bytes. Throws `Refused` where it is not there, or cannot be read. */
  pinObject(place: Place, object: NamedObject): Promise<PinnedArtifact & { digest: string }>;
  /** The versions of an object that are there, the newest first. Throws `Refused` where they cannot be read. */
  versions(place: Place, bucket: string, key: string): Promise<readonly PutVersion[]>;
  /** Whether a pinned artifact is still there. Who may not read it does not know. */
  isThere(artifact: PinnedArtifact): Promise<boolean>;
  /** Whether Tidegate's own bucket of a place has a copy of these bytes, by its name. */
  hasCopy(place: Place, digest: string): Promise<boolean>;
  /** Throws `Refused` where what has the digest could not be looked for in Tidegate’s own bucket of a place. */
  refuseUnreachable(place: Place, digest: string): Promise<void>;
  /** The bytes of a pinned artifact. Throws `Refused` where there are more than `mostBytes`, or others than pinned. */
  read(artifact: PinnedArtifact, digest: string, mostBytes: number): Promise<Uint8Array>;
  /**
   * The artifact in Tidegate's own bucket of another place, under its digest: the same bytes are copied once. What is
   * there with other bytes is not used. Throws `Refused` where there is no such bucket, or it is somebody else's.
   */
  copyTo(place: Place, artifact: PinnedArtifact, digest: string): Promise<PinnedArtifact>;
  /** Puts a text into Tidegate's own bucket of a place, under a name that says what it is; resolves to its address. */
  putBeside(place: Place, name: string, text: string): Promise<string>;
}

/** What a function can hold beside its own code. */
const MOST_COPIED_BYTES = 150 * 1024 * 1024;

/** The bucket that the copies for a place go to; `docs/aws-member-bucket.yml` says how it is made. */
export function copyBucketOf({ account, region }: Place): string {
  return `tidegate-${account}-${region}`;
}

/** Where a copy lies in it. */
export function keyOfCopy(digest: string): string {
  return `${digest.replace('sha256:', '')}.zip`;
}

export function s3(access: MemberAccess): Artifacts {
  async function pin(place: Place, built: BuiltObject, made: Span) {
    const { bucket, key } = built;
    const client = await access.client(S3Client, place);
    const what = `reading the artifact s3://${bucket}/${key}`;
    const { version, digest } = await orDenied(what, () => versionOfBuild(client, built, made));
    return { ...pinned(place, bucket, key, version), digest };
  }

  async function copyTo(place: Place, artifact: PinnedArtifact, digest: string) {
    const bucket = copyBucketOf(place);
    const key = keyOfCopy(digest);
    const client = await access.client(S3Client, place, { to: 'deploy' });
    const owned = { Bucket: bucket, Key: key, ExpectedBucketOwner: place.account };
    const there = await orNotOwned(place, bucket, headOf(client, owned));
    if (there && (await digestOf(client, { ...owned, ...there })) === digest)
      return pinned(place, bucket, key, there);
    // Without versions what is there would be lost, whatever it is.
    if (there) versionIdOf(bucket, key, there);

    const Body = await readPinned(access, artifact, digest, MOST_COPIED_BYTES);
    const command = new PutObjectCommand({
      ...owned,
      Body,
      ChecksumSHA256: createHash('sha256').update(Body).digest('base64'),
      // What was put there in between is looked at first.
      ...(there ? { IfMatch: there.ETag } : { IfNoneMatch: '*' }),
    });
    const { VersionId } = await putOf(client, command, place, bucket);
    const put = await orNotOwned(place, bucket, headOf(client, { ...owned, VersionId }));
    const got = put && (await digestOf(client, { ...owned, ...put }));
    if (put && got === digest) return pinned(place, bucket, key, put);
    throw others(`s3://${bucket}/${key}`, digest, got);
  }

  return {
    pin,
    pinVersion: async (place, named) => {
      const client = await access.client(S3Client, place);
      const version = await versionNamed(client, named);
      return { ...pinned(place, named.bucket, named.key, version), digest: named.digest };
    },
    pinObject: async (place, object) => {
      const client = await access.client(S3Client, place);
      const { bucket, key } = object;
      const { version, digest } = await objectNamed(client, object);
      return { ...pinned(place, bucket, key, version), digest };
    },
    versions: async (place, bucket, key) =>
      versionsPut(await access.client(S3Client, place), bucket, key),
    isThere: (artifact) => isThere(access, artifact),
    hasCopy: (place, digest) => hasCopy(access, place, digest),
    refuseUnreachable: (place, digest) => refuseUnreachable(access, place, digest),
    read: (artifact, digest, mostBytes) => readPinned(access, artifact, digest, mostBytes),
    copyTo,
    putBeside: (place, name, text) => putBeside(access, place, name, text),
  };
}

async function putBeside(
  access: MemberAccess,
  place: Place,
  Key: string,
  Body: string,
): Promise<string> {
  const Bucket = copyBucketOf(place);
  const client = await access.client(S3Client, place, { to: 'deploy' });
  const command = new PutObjectCommand({ Bucket, Key, Body, ExpectedBucketOwner: place.account });
  const { VersionId } = await putOf(client, command, place, Bucket);
  const version = VersionId === undefined ? '' : `?versionId=${encodeURIComponent(VersionId)}`;
  return `https://${Bucket}.s3.${place.region}.${domainOf(place.region)}/${Key}${version}`;
}

async function readPinned(
  access: MemberAccess,
  artifact: PinnedArtifact,
  digest: string,
  mostBytes: number,
): Promise<Uint8Array> {
  const { bucket, key, version, ...place } = artifact;
  const client = await access.client(S3Client, place);
  const command = new GetObjectCommand({ Bucket: bucket, Key: key, VersionId: version });
  const what = `reading s3://${bucket}/${key}`;
  const reading = () => translated(what, client.send(command));
  const { Body, ContentLength = 0 } = await orDenied(what, reading);
  if (ContentLength > mostBytes) {
    throw new Failure(
      'Refused',
      `expected s3://${bucket}/${key} to have at most ${mostBytes} bytes, which is what can be taken to another ` +
        `account or region, got ${ContentLength}: make the package smaller`,
    );
  }
  const bytes = await bytesOf(what, Body);
  const got = digestOfBytes(bytes);
  if (got !== digest) throw others(`s3://${bucket}/${key}`, digest, got);
  return bytes;
}

function pinned(
  { account, region }: Place,
  bucket: string,
  key: string,
  { VersionId, ETag = '' }: ObjectVersion,
): PinnedArtifact {
  const version = versionIdOf(bucket, key, { VersionId });
  return { account, region, bucket, key, version, eTag: ETag.replaceAll('"', '') };
}

async function isThere(
  access: MemberAccess,
  { bucket, key, version, ...place }: PinnedArtifact,
): Promise<boolean> {
  const object = { Bucket: bucket, Key: key, VersionId: version };
  return isKnown(await access.client(S3Client, place), object);
}

async function hasCopy(access: MemberAccess, place: Place, digest: string): Promise<boolean> {
  const object = { Bucket: copyBucketOf(place), Key: keyOfCopy(digest) };
  const owned = { ...object, ExpectedBucketOwner: place.account };
  return isKnown(await access.client(S3Client, place), owned);
}

async function refuseUnreachable(access: MemberAccess, place: Place, digest: string) {
  const bucket = copyBucketOf(place);
  const object = { Bucket: bucket, Key: keyOfCopy(digest), ExpectedBucketOwner: place.account };
  await orNotOwned(place, bucket, headOf(await access.client(S3Client, place), object));
}

async function isKnown(client: S3Client, object: ObjectName): Promise<boolean> {
  try {
    return (await headOf(client, object)) !== undefined;
  } catch (cause) {
    if (!isDenied(cause)) throw cause;
    const text = `expected to know what is in bucket ${object.Bucket}, got a denial`;
    throw new Failure('ServiceFailed', text, { cause });
  }
}

function others(what: string, digest: string, got: string | undefined): Failure {
  return new Failure('Refused', `expected ${what} to have ${digest}, got ${got ?? 'nothing'}`);
}
