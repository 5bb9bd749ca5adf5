// What S3 holds a request against: conditions, checksums, names, and the pages of versions.

import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { embedded, errorName, home } from '../embedded.ts';

function boxed() {
  const world = embedded();
  world.aws.s3.objects.create('box', home.account, home.region);
  const s3 = new S3Client({ ...world.aws.sdkConfig(), forcePathStyle: true });
  const put = (Key: string, Body: string, more: object = {}) =>
    s3.send(new PutObjectCommand({ Bucket: 'box', Key, Body, ...more }));
  const get = (Key: string, more: object = {}) =>
    s3.send(new GetObjectCommand({ Bucket: 'box', Key, ...more }));
  return { ...world, s3, put, get };
}

test.each<[string, (eTag: string) => object, number]>([
  ['a tag that is another', () => ({ IfMatch: '"other"' }), 412],
  ['its own tag', (eTag) => ({ IfMatch: eTag }), 200],
  ['no tag but its own', (eTag) => ({ IfNoneMatch: eTag }), 304],
  ['no tag of another', () => ({ IfNoneMatch: '"other"' }), 200],
  ['a change since tomorrow', () => ({ IfModifiedSince: new Date('2026-11-21') }), 304],
  ['no change since yesterday', () => ({ IfUnmodifiedSince: new Date('2026-11-19') }), 412],
  ['no change since tomorrow', () => ({ IfUnmodifiedSince: new Date('2026-11-21') }), 200],
])('an object is read on condition of %s', async (_, condition, outcome) => {
  const { play, put, get } = boxed();

  const got = await play(async () => {
    const { ETag } = await put('k', 'hello');
    return get('k', condition(ETag!)).then(
      () => 200,
      (error: { $metadata: { httpStatusCode: number } }) => error.$metadata.httpStatusCode,
    );
  });

  expect(got).toBe(outcome);
});

test('an object is written over what the writer thinks is there', async () => {
  const { play, put } = boxed();

  const names = await play(async () => {
    const { ETag } = await put('k', 'one', { IfNoneMatch: '*' });
    const again = await errorName(put('k', 'two', { IfNoneMatch: '*' }));
    await put('k', 'two', { IfMatch: ETag });
    return [again, await errorName(put('k', 'three', { IfMatch: ETag }))];
  });

  expect(names).toEqual(['PreconditionFailed', 'PreconditionFailed']);
});

test.each(['CRC32', 'SHA1', 'SHA256'] as const)('a checksum by %s is kept', async (algorithm) => {
  const { play, s3, put } = boxed();

  const [written, read] = await play(async () => [
    await put('k', 'hello', { ChecksumAlgorithm: algorithm }),
    await s3.send(new HeadObjectCommand({ Bucket: 'box', Key: 'k', ChecksumMode: 'ENABLED' })),
  ]);

  expect(written[`Checksum${algorithm}`]).toMatch(/^[\w+/]+=*$/);
  expect(read[`Checksum${algorithm}`]).toBe(written[`Checksum${algorithm}`]);
});

test.each<[string, string, object, string]>([
  ['bytes that are others', 'k', { ChecksumSHA256: 'AAAA' }, 'BadDigest'],
  ['a digest of others', 'k', { ContentMD5: 'AAAA' }, 'BadDigest'],
  ['a key too long', 'x'.repeat(1025), {}, 'KeyTooLongError'],
  ['too much metadata', 'k', { Metadata: { a: 'x'.repeat(2049) } }, 'MetadataTooLarge'],
])('an object with %s is refused', async (_, key, more, name) => {
  const { play, put } = boxed();

  expect(await play(() => errorName(put(key, 'hello', more)))).toBe(name);
});

test.each(['Upper', 'a', 'a..b', '-a-', '10.0.0.1', 'x'.repeat(64)])(
  'a bucket named %s is refused',
  async (Bucket) => {
    const { play, s3 } = boxed();

    const refused = () => errorName(s3.send(new CreateBucketCommand({ Bucket })));

    expect(await play(refused)).toBe('InvalidBucketName');
  },
);

test('versions are paged, and what is deleted leaves a marker', async () => {
  const { play, s3, put } = boxed();

  const [deleted, first, second] = await play(async () => {
    await put('a', '1');
    await put('a', '2');
    const marker = await s3.send(new DeleteObjectCommand({ Bucket: 'box', Key: 'a' }));
    const page = await s3.send(new ListObjectVersionsCommand({ Bucket: 'box', MaxKeys: 2 }));
    const { NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker } = page;
    const next = { Bucket: 'box', KeyMarker, VersionIdMarker };
    return [marker, page, await s3.send(new ListObjectVersionsCommand(next))];
  });

  expect(deleted).toMatchObject({ DeleteMarker: true });
  expect([first.DeleteMarkers!.length, first.Versions!.length, first.IsTruncated]).toEqual([
    1,
    1,
    true,
  ]);
  expect(second.Versions).toHaveLength(1);
  expect(second.IsTruncated).toBe(false);
});

test('keys are encoded for a client that asks so', async () => {
  const { play, s3, put } = boxed();

  const { Contents } = await play(async () => {
    await put('a b/\u0001', 'x');
    return s3.send(new ListObjectsV2Command({ Bucket: 'box', EncodingType: 'url' }));
  });

  expect(Contents!.map(({ Key }) => Key)).toEqual(['a%20b/%01']);
});

test('a bucket says where it is, and that versions are suspended', async () => {
  const { aws, play, s3 } = boxed();

  const { BucketRegion } = await play(async () => {
    const VersioningConfiguration = { Status: 'Suspended' as const };
    await s3.send(new PutBucketVersioningCommand({ Bucket: 'box', VersioningConfiguration }));
    return s3.send(new HeadBucketCommand({ Bucket: 'box' }));
  });

  expect(BucketRegion).toBe('us-east-1');
  expect(aws.s3.objects.bucket('box')).toMatchObject({ versioned: false, suspended: true });
});
