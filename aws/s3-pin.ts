// Which version of an object a build has made.

import type { S3Client } from '@aws-sdk/client-s3';
import type { BuiltArtifact } from '../core/admission/artifact-choice.ts';
import { Failure } from '../core/failure.ts';
import { digestOf, headOf, isDenied, type ObjectVersion, versionsOf } from './s3-versions.ts';
import { nameOf } from './translate.ts';

/** When a build ran: it has put its artifact there between the two. */
export interface Span {
  readonly startedAt: string;
  readonly endedAt?: string;
}

/** An artifact without what it is called. */
export type BuiltObject = Omit<BuiltArtifact, 'identifier'>;

interface Found {
  readonly version: ObjectVersion;
  readonly digest: string;
}

/** The newest is looked at first: as long as nobody has put another there, one call tells. */
export async function versionOfBuild(
  client: S3Client,
  built: BuiltObject,
  made: Span,
): Promise<Found> {
  const { bucket, key, digest: reported } = built;
  const object = { Bucket: bucket, Key: key };
  const newest = await headOf(client, object);
  if (newest) versionIdOf(bucket, key, newest);
  if (newest && reported !== undefined) {
    const digest = await digestOf(client, { ...object, ...newest });
    if (digest === reported) return { version: newest, digest };
  }
  const { versions, isFolder } = await orNoBucket(versionsOf(client, bucket, key), bucket, key);
  if (versions.length === 0) throw nothingThere(bucket, key, isFolder);
  const ofItsTime = versions.filter((version) => isOfTime(version, made));
  if (reported === undefined) {
    const [only, ...others] = ofItsTime;
    if (only === undefined || others.length > 0) throw overwritten(bucket, key, ofItsTime.length);
    const head = await headOf(client, { ...object, VersionId: only.VersionId });
    if (head) return { version: head, digest: await digestOf(client, { ...object, ...head }) };
    throw overwritten(bucket, key, 0);
  }
  const others = versions.filter((version) => !ofItsTime.includes(version));
  for (const { VersionId } of [...ofItsTime, ...others].slice(0, MOST_VERSIONS)) {
    const head = await headOf(client, { ...object, VersionId });
    if (head && (await digestOf(client, { ...object, ...head })) === reported)
      return { version: head, digest: reported };
  }
  throw overwritten(bucket, key, 0);
}

/** Of a constant key there are as many as builds; the build's own is among those of its time. */
const MOST_VERSIONS = 20;
/** S3 tells whole seconds; its clock and CodeBuild's are not one. */
const SLACK_MILLIS = 5_000;

function isOfTime({ LastModified }: ObjectVersion, { startedAt, endedAt }: Span): boolean {
  const at = LastModified?.getTime() ?? Number.NaN;
  const end = endedAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(endedAt);
  return at >= Date.parse(startedAt) - SLACK_MILLIS && at <= end + SLACK_MILLIS;
}

/** An object as whoever asks for its release names it. */
export interface NamedVersion {
  readonly bucket: string;
  readonly key: string;
  readonly version: string;
  readonly digest: string;
}

/** Throws `Refused` where it is not there, or has other bytes. */
export async function versionNamed(client: S3Client, named: NamedVersion): Promise<ObjectVersion> {
  const { bucket, key, version, digest } = named;
  const found = await objectNamed(client, named);
  if (found.digest === digest) return found.version;
  const what = `s3://${bucket}/${key} (version ${version})`;
  throw new Failure('Refused', `expected ${what} to have ${digest}, got ${found.digest}`);
}

export type NamedObject = Omit<NamedVersion, 'digest'>;

/** The version and its bytes' digest. Throws `Refused` where it is not there. */
export async function objectNamed(client: S3Client, named: NamedObject): Promise<Found> {
  const { bucket, key, version } = named;
  const what = `s3://${bucket}/${key} (version ${version})`;
  const object = { Bucket: bucket, Key: key, VersionId: version };
  const head = await orDenied(`reading ${what}`, () => headOf(client, object));
  if (head === undefined)
    throw new Failure('Refused', `expected ${what} to be there, got none: was it deleted?`);
  versionIdOf(bucket, key, head);
  const digest = await orDenied(`reading ${what}`, () => digestOf(client, { ...object, ...head }));
  return { version: head, digest };
}

/** A version as it was put. */
export interface PutVersion {
  readonly version: string;
  /** ISO 8601. */
  readonly at: string;
}

/** The newest first; none where there is no such object. Throws `Refused` where the bucket is gone or keeps none. */
export async function versionsPut(
  client: S3Client,
  bucket: string,
  key: string,
): Promise<readonly PutVersion[]> {
  const { versions } = await orDenied(`listing the versions of s3://${bucket}/${key}`, () =>
    orNoBucket(versionsOf(client, bucket, key), bucket, key),
  );
  return versions
    .map((each) => ({
      version: versionIdOf(bucket, key, each),
      at: (each.LastModified ?? new Date(0)).toISOString(),
    }))
    .sort((one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : 0));
}

/** The version's id. Throws `Refused` where the bucket keeps no versions. */
export function versionIdOf(bucket: string, key: string, { VersionId }: ObjectVersion): string {
  if (VersionId && VersionId !== 'null') return VersionId;
  throw new Failure(
    'Refused',
    `expected bucket ${bucket} to keep versions, so that ${key} can be pinned, got one that does not: turn on versioning`,
  );
}

function nothingThere(bucket: string, key: string, isFolder: boolean): Failure {
  const got = isFolder
    ? 'a folder: let the project package it as ZIP'
    : 'nothing there: was it deleted?';
  return new Failure('Refused', `expected the artifact s3://${bucket}/${key}, got ${got}`);
}

async function orNoBucket<T>(listing: Promise<T>, bucket: string, key: string): Promise<T> {
  try {
    return await listing;
  } catch (thrown) {
    if (!(thrown instanceof Failure) || nameOf(thrown.cause) !== 'NoSuchBucket') throw thrown;
    const text = `expected the artifact s3://${bucket}/${key}, got no bucket of that name: was it deleted?`;
    throw new Failure('Refused', text, { cause: thrown });
  }
}

function overwritten(bucket: string, key: string, found: number): Failure {
  const got =
    found > 1
      ? `${found} versions of that time, and no digest that tells which is its own`
      : 'others: it was overwritten since';
  return new Failure(
    'Refused',
    `expected among the versions of s3://${bucket}/${key} the one that the build has made, got ${got}; ` +
      'give each build a key of its own, or build it again',
  );
}

/** Who may not read an artifact may not release it either; most often it is the key that is forgotten. */
export async function orDenied<T>(what: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (cause) {
    if (!isDenied(cause)) throw cause;
    const text = `expected ${what} to be allowed, got a denial: name the bucket among the artifactBuckets that Tidegate is deployed with (ArtifactBuckets of the roles in a member account), and its key as artifactKey where it is encrypted with one of yours (kms:Decrypt)`;
    throw new Failure('Refused', text, { cause });
  }
}
