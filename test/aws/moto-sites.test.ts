// The adapters of sites, and of what lies in buckets, over HTTP against moto: real clients, the real signer.

import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { siteBucketThere } from '../../aws/site-files.ts';
import type { TargetOf } from '../../core/pipeline/target-schema.ts';
import {
  accessOn,
  digestOf,
  hasMoto,
  helpersOn,
  home,
  portsOn,
  startMoto,
  UNREACHABLE,
} from './moto-server.ts';

const moto = hasMoto ? await startMoto() : UNREACHABLE;
const ports = portsOn(moto);
const { unsigned, bucketOf } = helpersOn(moto);

afterAll(() => moto.stop());

const played = hasMoto ? test : test.skip;

function siteOf(distribution: string, bucket: string): TargetOf<'site'> {
  const site = { distribution, bucket, directory: 'public' };
  return { ...home, name: 'site', alarms: [], site } as never;
}

const ORIGINS = `<Quantity>2</Quantity><Items>
  <Origin><Id>pages</Id><DomainName>pages.s3.us-east-1.amazonaws.com</DomainName>
    <OriginPath>/revisions/old</OriginPath>
    <S3OriginConfig><OriginAccessIdentity></OriginAccessIdentity></S3OriginConfig></Origin>
  <Origin><Id>api</Id><DomainName>api.example.com</DomainName><OriginPath>/api</OriginPath>
    <CustomOriginConfig><HTTPPort>80</HTTPPort><HTTPSPort>443</HTTPSPort>
      <OriginProtocolPolicy>https-only</OriginProtocolPolicy></CustomOriginConfig></Origin></Items>`;

async function makeDistribution(reference: string): Promise<string> {
  const behavior = `<TargetOriginId>pages</TargetOriginId>
    <ViewerProtocolPolicy>https-only</ViewerProtocolPolicy>`;
  const xml = `<DistributionConfig xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/">
    <CallerReference>${reference}</CallerReference><Origins>${ORIGINS}</Origins>
    <DefaultCacheBehavior>${behavior}</DefaultCacheBehavior>
    <Comment>Prices &amp; pages</Comment><Enabled>true</Enabled></DistributionConfig>`;
  const type = { 'content-type': 'application/xml' };
  const made = await unsigned('cloudfront', type, xml, '/2020-05-31/distribution');
  const text = await made.text();
  return /<Id>([A-Z0-9]+)<\/Id>/.exec(text)?.[1] ?? text;
}

/** Its lock stays the same whatever is changed, and any is taken, a stale one too: only to tell none is refused. */
played('CloudFront: one origin is pointed elsewhere, and all else stays as it was', async () => {
  const target = siteOf(await makeDistribution('one'), 'pages');

  const found = (await ports.sites.read(target))!;
  const eTag = await ports.sites.point(target, found, '/revisions/new');
  const after = (await ports.sites.read(target))!;

  expect(found).toMatchObject({ path: '/revisions/old', isDeployed: true });
  expect(after.path).toBe('/revisions/new');
  expect(eTag).toBe(after.eTag);
  const other = '<DomainName>api.example.com</DomainName><OriginPath>/api</OriginPath>';
  for (const { configuration } of [found, after]) {
    expect(configuration).toContain(other);
    expect(configuration).toContain('<Comment>Prices &amp; pages</Comment>');
  }
  await expect(ports.sites.point(target, { ...after, eTag: '' }, '/')).rejects.toMatchObject({
    name: 'NotReady',
  });
  expect(await ports.sites.read(siteOf('ENONE', 'pages'))).toBeUndefined();
  await expect(ports.sites.read(siteOf(target.site.distribution, 'other'))).rejects.toThrow(
    'got pages (pages.s3.us-east-1.amazonaws.com), api (api.example.com)',
  );
  await ports.sites.point(target, after, '/');
  expect(await ports.sites.read(target)).toMatchObject({ path: '/' });
});

/** It writes COMPLETED where AWS writes Completed: what is asked for is found, and not over. */
played('CloudFront: caches are told to forget, and asked whether they have', async () => {
  const target = siteOf(await makeDistribution('two'), 'pages');

  expect(await ports.sites.hasForgotten(target, 'release-1')).toBeUndefined();
  await ports.sites.invalidate(target, 'release-1');

  expect(await ports.sites.hasForgotten(target, 'release-1')).toBe(false);
  expect(await ports.sites.hasForgotten(target, 'release-2')).toBeUndefined();
});

played('S3: files of a site lie under their path, and are whole once sealed', async () => {
  const client = await bucketOf('site-files');
  const target = siteOf('E1', 'site-files');
  const path = '/revisions/new';
  const bytes = Buffer.from('<p>“Prices”</p>');
  const awkward = 'b & c/ü +%20.js';

  await ports.siteFiles.put(target, path, { path: 'index.html', bytes });
  await ports.siteFiles.put(target, path, { path: awkward, bytes: Buffer.from('1') });
  await ports.siteFiles.put(target, `${path}er`, { path: 'other.html', bytes });
  const half = await ports.siteFiles.there(target, path);
  await ports.siteFiles.seal(target, path, half.sizes);

  expect([...half.sizes].toSorted()).toEqual([
    [awkward, 1],
    ['index.html', bytes.length],
  ]);
  expect(half.isWhole).toBe(false);
  expect(await ports.siteFiles.there(target, path)).toEqual({ ...half, isWhole: true });
  const head = await client.send(
    new HeadObjectCommand({ Bucket: 'site-files', Key: 'revisions/new/index.html' }),
  );
  expect(head).toMatchObject({ ContentType: 'text/html; charset=utf-8', CacheControl: 'no-cache' });
  expect(await siteBucketThere(accessOn(moto), target)).toBe(true);
  expect(await siteBucketThere(accessOn(moto), siteOf('E1', 'none'))).toBe(false);
});

played('S3: versions of an object are listed, and one is pinned by its bytes', async () => {
  const client = await bucketOf('sources');
  const put = (Key: string, Body: string) =>
    client.send(new PutObjectCommand({ Bucket: 'sources', Key, Body }));
  const { VersionId: first = '' } = await put('shop.zip', 'one');
  const { VersionId: second = '' } = await put('shop.zip', 'two');
  await put('shop.zip.txt', 'other');
  const named = { bucket: 'sources', key: 'shop.zip', version: first };
  const digest = digestOf(Buffer.from('one'));

  const versions = await ports.artifacts.versions(home, 'sources', 'shop.zip');

  expect(versions.map(({ version }) => version).toSorted()).toEqual([first, second].toSorted());
  expect(await ports.artifacts.versions(home, 'sources', 'none.zip')).toEqual([]);
  await expect(ports.artifacts.versions(home, 'no-sources', 'shop.zip')).rejects.toMatchObject({
    name: 'Refused',
  });
  expect(await ports.artifacts.pinObject(home, named)).toMatchObject({ version: first, digest });
  expect(await ports.artifacts.pinVersion(home, { ...named, digest })).toMatchObject({ digest });
  const other = digestOf(Buffer.from('two'));
  await expect(ports.artifacts.pinVersion(home, { ...named, digest: other })).rejects.toThrow(
    `to have ${other}, got ${digest}`,
  );
  const address = await ports.artifacts.putBeside(home, 'x', 'text').catch((thrown) => thrown);
  expect(address).toMatchObject({ name: 'Refused' });
  const read = new GetObjectCommand({ Bucket: 'sources', Key: 'shop.zip', VersionId: first });
  const { Body } = await client.send(read);
  expect(await Body?.transformToString()).toBe('one');
});
