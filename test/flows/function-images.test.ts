// What a function of an image gets, goes back to, and is asked for before a wave: its image, and not the artifact.

import { createHash } from 'node:crypto';
import { parsePipeline, targetsOf } from '../../core/pipeline/parse.ts';
import type { TargetOf } from '../../core/pipeline/target-schema.ts';
import type { Revision } from '../../core/revision.ts';
import { versionOf } from '../../flows/kinds/versions.ts';
import { withImages } from '../../flows/pin-images.ts';
import { wayBackOf } from '../../flows/way-back.ts';
import { missingForth } from '../../flows/way-forth.ts';
import { asciiArchive } from '../../simulation/world/ascii-archive.ts';
import { adapters, home } from '../aws/played.ts';
import { oneTarget } from '../paths/pipelines.ts';

const AT = '2026-11-20T09:00:00.000Z';
const digest = `sha256:${'a'.repeat(64)}`;
const near = `${home.account}.dkr.ecr.${home.region}.amazonaws.com/shop@${digest}`;
const far = near.replace(home.region, 'eu-west-1');

const target: TargetOf<'alias'> = {
  name: 'live',
  ...home,
  lambda: { function: 'shop', alias: 'live', image: 'app' },
  strategy: 'canary',
  alarms: [],
};
const revision = (images?: Record<string, string>): Revision => ({
  digest: 'sha256:archive',
  commit: 'c0ffee',
  build: { arn: 'arn:x', number: 7, startedAt: AT },
  artifact: { ...home, bucket: 'none', key: 'k', version: 'v', eTag: 'e' },
  ...(images && { images }),
});
// As a build in another region says it.
const imaged = revision({ app: far, other: `elsewhere@sha256:${'b'.repeat(64)}` });

function served() {
  const made = adapters();
  made.aws.ecr.push(home, 'shop', '41', digest);
  made.aws.lambda.register({ ...home, name: 'shop', aliases: ['live'], packageType: 'Image' });
  return made;
}

const wanted = (its: Revision, functionVersion?: string) => ({
  pipeline: 'shop',
  target,
  doing: 'deploy' as const,
  mark: 'mark',
  revision: its,
  ...(functionVersion && { functionVersion }),
});
const point = (functionVersion: string) => ({
  release: 'r1',
  revision: imaged,
  functionVersion,
  at: AT,
});

test('a version is published of its own image of many, out of its own region', async () => {
  const { aws, ports, run } = served();

  const version = await run(() => versionOf(ports, wanted(imaged)));

  expect(version).toBe('2');
  expect(aws.lambda.find('shop', home).code.image).toBe(near);
});

test('a version that is known and has the image is published no second time', async () => {
  const { ports, run, calls } = served();
  await run(() => versionOf(ports, wanted(imaged)));

  const again = await run(() => versionOf(ports, wanted(imaged, '2')));

  expect(again).toBe('2');
  expect(calls.filter((each) => each === 'UpdateFunctionCode')).toHaveLength(1);
});

test('of a revision from before its target got images nothing is published, and it is said', async () => {
  const { ports, run, calls } = served();

  const refused = await run(() => versionOf(ports, wanted(revision())));

  expect(refused).toMatchObject({
    name: 'Refused',
    message: expect.stringContaining('expected #7 c0ffee to say an image app for live, got none'),
  });
  expect(calls).not.toContain('UpdateFunctionCode');
});

test.each([
  ['its version and its image', true, true, 'there', ''],
  ['its image alone', false, true, 'there', ''],
  ['its version alone', true, false, 'thin', `its image ${near} was deleted`],
  ['neither', false, false, 'missing', `and so was its image ${near}`],
] as const)('the way back that has %s is as much', async (_, hasVersion, hasImage, is, text) => {
  const { aws, ports, run } = served();
  await run(() => versionOf(ports, wanted(imaged)));
  if (!hasImage) aws.ecr.remove(home, 'shop', digest);

  const way = await run(() => wayBackOf(ports, target, point(hasVersion ? '2' : '3')));

  expect(way).toMatchObject(is === 'there' ? { is } : { is, text: expect.stringContaining(text) });
});

test('before a wave its image is asked for, and no artifact', async () => {
  const { aws, ports, run } = served();
  const missing = () => run(() => missingForth(ports, [target], imaged));

  const before = await missing();
  aws.ecr.remove(home, 'shop', digest);

  expect(before).toBeUndefined();
  expect(await missing()).toMatch(/^the image .*us-east-1.* of #7 c0ffee is not there, for live;/);
});

test('where nobody may ask for an image, the deployment is left to say it', async () => {
  const { ports, run } = adapters({ allows: () => false });

  expect(await run(() => missingForth(ports, [target], imaged))).toBeUndefined();
});

const OF = `{ name: live, account: "111122223333", region: us-east-1, lambda: { function: shop, alias: live, image: app }, strategy: canary, alarms: [a] }`;

test.each([
  [[{ name: 'app', imageUri: near }], undefined],
  [[{ name: 'web', imageUri: near }], /called app, for function shop of live, got images for web/],
  [[{ name: 'app', imageUri: `docker.io/shop@${digest}` }], /in ECR .*, got docker\.io/],
])('a build that says %j is taken, or refused as it is claimed', async (said, refusal) => {
  const { aws, ports, run } = served();
  const body = asciiArchive([{ path: 'imagedefinitions.json', text: JSON.stringify(said) }]);
  aws.s3.objects.create('built', home.account, home.region);
  const { key, versionId: version } = aws.s3.objects.put('built', 'k.zip', { body });
  const its = {
    ...revision(),
    digest: `sha256:${createHash('sha256').update(body).digest('hex')}`,
    artifact: { ...home, bucket: 'built', key, version, eTag: 'e' },
  };

  const pipeline = parsePipeline(oneTarget({ of: OF }), 'tidegate.yml');
  const targets = pipeline.stages.flatMap(targetsOf);
  const pinned = await run(() => withImages(ports, targets, its));

  expect(pinned).toMatchObject(
    refusal
      ? { name: 'Refused', message: expect.stringMatching(refusal) }
      : { images: { app: near } },
  );
});
