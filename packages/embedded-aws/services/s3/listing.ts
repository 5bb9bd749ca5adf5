// What a bucket holds, page by page, with folders rolled up.

import * as z from 'zod';
import { number, text } from '../input.ts';
import type { Bucket, Objects, StoredObject } from './objects.ts';

export const Listing = z.object({
  Bucket: text,
  Prefix: z.string().optional(),
  Delimiter: z.string().optional(),
  MaxKeys: number.pipe(z.int().min(0)).optional(),
  ContinuationToken: text.optional(),
  StartAfter: z.string().optional(),
  Marker: z.string().optional(),
  EncodingType: z.enum(['url']).optional(),
  FetchOwner: z.string().optional(),
});

/** Clients ask for this where keys may hold what XML cannot. */
export function encoded(text: string, encodingType: string | undefined): string {
  return encodingType === 'url' ? encodeURIComponent(text).replaceAll('%2F', '/') : text;
}

export function ownerOf(account: string) {
  return { DisplayName: account, ID: account.padStart(64, '0') };
}

/** Keys that share what follows the prefix up to the delimiter count as one entry, a common prefix. */
export function listObjects(objects: Objects, asked: z.infer<typeof Listing>) {
  const {
    Bucket: name,
    Prefix = '',
    Delimiter = '',
    MaxKeys = 1000,
    ContinuationToken,
    StartAfter = '',
    EncodingType,
    FetchOwner,
  } = asked;
  const bucket = objects.bucket(name);
  const after = ContinuationToken
    ? Buffer.from(ContinuationToken, 'base64url').toString()
    : StartAfter;
  const present = keysOf(bucket, Prefix)
    .flatMap((key) => bucket.objects.get(key)?.[0] ?? [])
    .filter(({ deleteMarker }) => !deleteMarker);
  const entries = entriesOf(present, Prefix, Delimiter).filter(([entry]) => entry > after);
  const page = entries.slice(0, Math.min(MaxKeys, 1000));
  const [last] = page.at(-1) ?? [];
  const more = last !== undefined && entries.length > page.length;
  return {
    Name: name,
    Prefix: encoded(Prefix, EncodingType),
    ...(Delimiter && { Delimiter: encoded(Delimiter, EncodingType) }),
    ...(EncodingType && { EncodingType }),
    ...(StartAfter && { StartAfter: encoded(StartAfter, EncodingType) }),
    KeyCount: page.length,
    MaxKeys,
    IsTruncated: more,
    ...(ContinuationToken && { ContinuationToken }),
    ...(more && { NextContinuationToken: Buffer.from(last).toString('base64url') }),
    Contents: page.flatMap(([, object]) =>
      object
        ? [
            {
              ...contentForm(object, EncodingType),
              ...(FetchOwner === 'true' && { Owner: ownerOf(bucket.account) }),
            },
          ]
        : [],
    ),
    CommonPrefixes: page.flatMap(([entry, object]) =>
      object ? [] : [{ Prefix: encoded(entry, EncodingType) }],
    ),
  };
}

/** The older listing, whose pages begin after a key that the client names. */
export function listObjectsV1(
  objects: Objects,
  { Marker = '', ...asked }: z.infer<typeof Listing>,
) {
  const {
    KeyCount: _,
    StartAfter: __,
    NextContinuationToken: next,
    ...page
  } = listObjects(objects, {
    ...asked,
    StartAfter: Marker,
    ContinuationToken: undefined,
    FetchOwner: 'true',
  });
  return {
    ...page,
    Marker: encoded(Marker, asked.EncodingType),
    ...(next && {
      NextMarker: encoded(Buffer.from(next, 'base64url').toString(), asked.EncodingType),
    }),
  };
}

type Entry = readonly [entry: string, object: StoredObject | undefined];

function entriesOf(present: readonly StoredObject[], prefix: string, delimiter: string): Entry[] {
  const entries = new Map<string, StoredObject | undefined>();
  for (const object of present) {
    const end = delimiter ? object.key.indexOf(delimiter, prefix.length) : -1;
    if (end < 0) entries.set(object.key, object);
    else entries.set(object.key.slice(0, end + delimiter.length), undefined);
  }
  return [...entries];
}

function contentForm(
  { key, lastModified, eTag, body, checksum }: StoredObject,
  encodingType: string | undefined,
) {
  return {
    Key: encoded(key, encodingType),
    LastModified: lastModified,
    ETag: eTag,
    ...(checksum && { ChecksumAlgorithm: checksum.algorithm, ChecksumType: 'FULL_OBJECT' }),
    Size: body.length,
    StorageClass: 'STANDARD',
  };
}

export function keysOf({ objects }: Bucket, prefix: string): string[] {
  return [...objects.keys()].filter((key) => key.startsWith(prefix)).sort();
}
