// All versions in a bucket, page by page.

import * as z from 'zod';
import { number } from '../input.ts';
import { encoded, keysOf, Listing, ownerOf } from './listing.ts';
import type { Objects, StoredObject } from './objects.ts';

export const VersionListing = Listing.extend({
  KeyMarker: z.string().optional(),
  VersionIdMarker: z.string().optional(),
  MaxKeys: number.pipe(z.int().min(0)).optional(),
});

const MOST = 1000;

export function listVersions(objects: Objects, asked: z.infer<typeof VersionListing>) {
  const { Bucket, Prefix = '', MaxKeys = MOST, KeyMarker, VersionIdMarker, EncodingType } = asked;
  const bucket = objects.bucket(Bucket);
  const all = keysOf(bucket, Prefix).flatMap((key) =>
    (bucket.objects.get(key) ?? []).map((object, index) => ({ object, IsLatest: index === 0 })),
  );
  const start = startOf(all, KeyMarker, VersionIdMarker);
  const page = all.slice(start, start + Math.min(MaxKeys, MOST));
  const last = page.at(-1)?.object;
  const more = last !== undefined && start + page.length < all.length;
  const form = ({ object, IsLatest }: (typeof all)[number]) => ({
    Key: encoded(object.key, EncodingType),
    VersionId: object.versionId,
    IsLatest,
    LastModified: object.lastModified,
    Owner: ownerOf(bucket.account),
    ...(!object.deleteMarker && {
      ETag: object.eTag,
      Size: object.body.length,
      StorageClass: 'STANDARD',
    }),
  });
  return {
    Name: Bucket,
    Prefix: encoded(Prefix, EncodingType),
    KeyMarker: encoded(KeyMarker ?? '', EncodingType),
    VersionIdMarker: VersionIdMarker ?? '',
    MaxKeys,
    ...(EncodingType && { EncodingType }),
    IsTruncated: more,
    ...(more && {
      NextKeyMarker: encoded(last.key, EncodingType),
      NextVersionIdMarker: last.versionId,
    }),
    Version: page.filter(({ object }) => !object.deleteMarker).map(form),
    DeleteMarker: page.filter(({ object }) => object.deleteMarker).map(form),
  };
}

/** Behind the version named, or behind all of the key. */
function startOf(
  all: readonly { readonly object: StoredObject }[],
  key: string | undefined,
  versionId: string | undefined,
): number {
  if (!key) return 0;
  const exact = all.findIndex(({ object }) => object.key === key && object.versionId === versionId);
  if (exact >= 0) return exact + 1;
  const next = all.findIndex(({ object }) => object.key > key);
  return next < 0 ? all.length : next;
}
