import { createHash } from 'node:crypto';
import {
  DeleteObjectCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { embedded, errorName, home } from '../embedded.ts';

function bucketed() {
  const world = embedded();
  world.aws.s3.objects.create('artifacts', home.account, home.region);
  return { ...world, s3: new S3Client(world.aws.sdkConfig()) };
}

const body = (text: string) => ({ Body: Buffer.from(text), ContentLength: text.length });
const at = (Key: string, VersionId?: string) => ({ Bucket: 'artifacts', Key, VersionId });

test('an object comes back as it was put, under a name with spaces and slashes', async () => {
  const { s3, play } = bucketed();

  const { text, metadata } = await play(async () => {
    await s3.send(
      new PutObjectCommand({ ...at('a b/ü.txt'), ...body('hello'), Metadata: { by: 'me' } }),
    );
    const { Body, Metadata } = await s3.send(new GetObjectCommand(at('a b/ü.txt')));
    return { text: await Body!.transformToString(), metadata: Metadata };
  });

  expect(text).toBe('hello');
  expect(metadata).toEqual({ by: 'me' });
});

test('each put makes a version that stays readable', async () => {
  const { s3, play } = bucketed();

  const texts = await play(async () => {
    const first = await s3.send(new PutObjectCommand({ ...at('k'), ...body('one') }));
    await s3.send(new PutObjectCommand({ ...at('k'), ...body('two') }));
    const read = async (version?: string) => {
      const { Body } = await s3.send(new GetObjectCommand(at('k', version)));
      return Body!.transformToString();
    };
    return [await read(), await read(first.VersionId)];
  });

  expect(texts).toEqual(['two', 'one']);
});

test('a head tells the SHA-256 only when checksums are asked for', async () => {
  const { aws, s3, play } = bucketed();
  aws.s3.objects.put('artifacts', 'k', { body: 'code' });
  const digest = createHash('sha256').update('code').digest('base64');

  const [plain, checked, attributes] = await play(async () => [
    await s3.send(new HeadObjectCommand(at('k'))),
    await s3.send(new HeadObjectCommand({ ...at('k'), ChecksumMode: 'ENABLED' })),
    await s3.send(new GetObjectAttributesCommand({ ...at('k'), ObjectAttributes: ['Checksum'] })),
  ]);

  expect(plain).toMatchObject({ ContentLength: 4 });
  expect(plain).not.toHaveProperty('ChecksumSHA256');
  expect(checked).toMatchObject({ ChecksumSHA256: digest });
  expect(attributes).toMatchObject({ Checksum: { ChecksumSHA256: digest } });
});

test.each([
  ['a missing key', new GetObjectCommand(at('no')), 'NoSuchKey'],
  ['a missing key, by its head', new HeadObjectCommand(at('no')), 'NotFound'],
  ['a missing bucket', new GetObjectCommand({ Bucket: 'no', Key: 'k' }), 'NoSuchBucket'],
  ['a missing version', new GetObjectCommand(at('k', 'never')), 'NoSuchVersion'],
  [
    'a name that is taken',
    new PutObjectCommand({ ...at('k'), ...body('x'), IfNoneMatch: '*' }),
    'PreconditionFailed',
  ],
])('%s is refused with S3’s own error', async (_, command, name) => {
  const { aws, s3, play } = bucketed();
  aws.s3.objects.put('artifacts', 'k', { body: 'x' });

  const refused = await play(() => errorName(s3.send(command as GetObjectCommand)));

  expect(refused).toBe(name);
});

test('a deleted object is gone, but its versions are not', async () => {
  const { aws, s3, play } = bucketed();
  const { versionId } = aws.s3.objects.put('artifacts', 'k', { body: 'x' });

  const [deleted, gone, kept] = await play(async () => [
    (await s3.send(new DeleteObjectCommand(at('k')))).DeleteMarker,
    await errorName(s3.send(new GetObjectCommand(at('k')))),
    (await s3.send(new HeadObjectCommand(at('k', versionId)))).VersionId,
  ]);

  expect([deleted, gone, kept]).toEqual([true, 'NoSuchKey', versionId]);
});

test('a listing goes on where its last page ended', async () => {
  const { aws, s3, play } = bucketed();
  for (const key of ['b/2', 'a/1', 'b/1', 'b/3'])
    aws.s3.objects.put('artifacts', key, { body: key });
  const list = (ContinuationToken?: string) =>
    s3.send(
      new ListObjectsV2Command({
        Bucket: 'artifacts',
        Prefix: 'b/',
        MaxKeys: 2,
        ContinuationToken,
      }),
    );

  const pages = await play(async () => {
    const first = await list();
    return [first, await list(first.NextContinuationToken)];
  });

  expect(pages.map(({ Contents }) => Contents!.map(({ Key }) => Key))).toEqual([
    ['b/1', 'b/2'],
    ['b/3'],
  ]);
  expect(pages[1]!.IsTruncated).toBe(false);
});

test('a delimiter rolls folders up', async () => {
  const { aws, s3, play } = bucketed();
  for (const key of ['a/1', 'a/2', 'b/1', 'top'])
    aws.s3.objects.put('artifacts', key, { body: key });

  const list = await play(() =>
    s3.send(new ListObjectsV2Command({ Bucket: 'artifacts', Delimiter: '/' })),
  );

  expect(list.CommonPrefixes).toEqual([{ Prefix: 'a/' }, { Prefix: 'b/' }]);
  expect(list.Contents!.map(({ Key }) => Key)).toEqual(['top']);
});
