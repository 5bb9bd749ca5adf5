// The buckets and what is in them. Bucket names are one namespace for all accounts, as on AWS.

import { createHash } from 'node:crypto';
import type { Chance } from '../../chance.ts';
import { AwsError } from '../../service.ts';
import type { Checksum } from './checksums.ts';

export interface StoredObject {
  readonly bucket: string;
  readonly key: string;
  /** `null` in a bucket without versioning. */
  readonly versionId: string;
  readonly body: Uint8Array;
  readonly eTag: string;
  /** Base64, as S3's checksums and Lambda's CodeSha256 are. */
  readonly sha256: string;
  /** What S3 shows of it: the one that its writer chose. */
  readonly checksum: Checksum | undefined;
  readonly lastModified: Date;
  readonly contentType: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly deleteMarker: boolean;
}

export interface Bucket {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly createdAt: Date;
  versioned: boolean;
  /** Versions were once kept, and are no more. */
  suspended: boolean;
  /** By key, newest version first. */
  readonly objects: Map<string, StoredObject[]>;
}

export interface NewObject {
  readonly body: Uint8Array | string;
  readonly contentType?: string | undefined;
  readonly metadata?: Readonly<Record<string, string>> | undefined;
  readonly checksum?: Checksum | undefined;
}

export interface Objects {
  create(name: string, account: string, region: string, versioned?: boolean): Bucket;
  bucket(name: string): Bucket;
  buckets(): readonly Bucket[];
  put(bucket: string, key: string, object: NewObject): StoredObject;
  /** Throws S3's own error when there is no such object or version. */
  read(bucket: string, key: string, versionId?: string): StoredObject;
  remove(bucket: string, key: string, versionId?: string): StoredObject | undefined;
  /** The SHA-256 of a version that is there, or was: what was once fetched does not vanish with it. */
  knownSha256(bucket: string, key: string, versionId: string): string | undefined;
}

interface Store {
  readonly buckets: Map<string, Bucket>;
  readonly chance: Chance;
  readonly now: () => Date;
  /** By bucket, key and version. */
  readonly known: Map<string, string>;
}

export function objectStore(chance: Chance, now: () => Date): Objects {
  const store: Store = { buckets: new Map(), chance, now, known: new Map() };
  return {
    create: (name, account, region, versioned = true) => {
      const bucket = { name, account, region, versioned };
      return create(store, bucket);
    },
    bucket: (name) => bucketAt(store, name),
    buckets: () => [...store.buckets.values()],
    put: (name, key, object) => add(store, name, key, object),
    read: (name, key, versionId) => read(store, name, key, versionId),
    remove: (name, key, versionId) => remove(store, name, key, versionId),
    knownSha256: (name, key, versionId) => store.known.get(`${name}/${key}/${versionId}`),
  };
}

type NewBucket = Pick<Bucket, 'name' | 'account' | 'region' | 'versioned'>;

function create({ buckets, now }: Store, given: NewBucket): Bucket {
  const { name, account } = given;
  if (buckets.get(name)?.account === account)
    throw new AwsError(
      'BucketAlreadyOwnedByYou',
      'Your previous request to create the named bucket succeeded and you already own it.',
      409,
    );
  if (buckets.has(name))
    throw new AwsError(
      'BucketAlreadyExists',
      'The requested bucket name is not available. Please select a different name and try again.',
      409,
    );
  const bucket = { ...given, createdAt: now(), suspended: false, objects: new Map() };
  buckets.set(name, bucket);
  return bucket;
}

function bucketAt({ buckets }: Store, name: string): Bucket {
  const found = buckets.get(name);
  if (!found) throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404);
  return found;
}

function add(
  store: Store,
  name: string,
  key: string,
  object: NewObject,
  deleteMarker = false,
): StoredObject {
  const { versioned, objects } = bucketAt(store, name);
  const body =
    typeof object.body === 'string' ? new Uint8Array(Buffer.from(object.body)) : object.body;
  const sha256 = createHash('sha256').update(body).digest('base64');
  const made: StoredObject = {
    bucket: name,
    key,
    versionId: versioned ? versionIdFrom(store.chance) : 'null',
    body,
    eTag: `"${createHash('md5').update(body).digest('hex')}"`,
    sha256,
    checksum: object.checksum ?? { algorithm: 'SHA256', value: sha256 },
    lastModified: store.now(),
    contentType: object.contentType ?? 'application/octet-stream',
    metadata: object.metadata ?? {},
    deleteMarker,
  };
  const older = (objects.get(key) ?? []).filter(
    ({ versionId }) => versionId !== 'null' || versioned,
  );
  objects.set(key, [made, ...older]);
  store.known.set(`${name}/${key}/${made.versionId}`, sha256);
  return made;
}

function read(store: Store, name: string, key: string, versionId?: string): StoredObject {
  const versions = bucketAt(store, name).objects.get(key) ?? [];
  const found = versionId ? versions.find((each) => each.versionId === versionId) : versions[0];
  if (found && !found.deleteMarker) return found;
  if (found && versionId)
    throw new AwsError(
      'MethodNotAllowed',
      'The specified method is not allowed against this resource.',
      405,
    );
  if (versionId) throw new AwsError('NoSuchVersion', 'The specified version does not exist.', 404);
  throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404);
}

function remove(
  store: Store,
  name: string,
  key: string,
  versionId?: string,
): StoredObject | undefined {
  const { objects, versioned } = bucketAt(store, name);
  if (!versionId && versioned) return add(store, name, key, { body: '' }, true);
  const versions = objects.get(key) ?? [];
  const gone = versionId ?? 'null';
  const left = versions.filter((each) => each.versionId !== gone);
  if (left.length > 0) objects.set(key, left);
  else objects.delete(key);
  return versions.find((each) => each.versionId === gone);
}

const LONGEST_KEY_BYTES = 1024;
export function refuseKey(key: string): void {
  if (Buffer.byteLength(key) > LONGEST_KEY_BYTES)
    throw new AwsError('KeyTooLongError', 'Your key is too long');
}

function versionIdFrom(chance: Chance): string {
  return Buffer.from(chance.hex(48), 'hex').toString('base64url');
}

/** The bucket, key and version that a `CopySource` names. */
export function sourceOf(source: string): [bucket: string, key: string, versionId?: string] {
  const [path = '', version] = source.replace(/^\//, '').split('?versionId=');
  const [bucket = '', ...key] = path.split('/');
  const place: [string, string] = [bucket, decodeURIComponent(key.join('/'))];
  return version ? [...place, version] : place;
}
