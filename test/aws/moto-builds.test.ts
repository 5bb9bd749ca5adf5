// The adapters of builds, images and logs over HTTP against moto: real clients, the real signer.

import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { CodeBuildClient, CreateProjectCommand } from '@aws-sdk/client-codebuild';
import * as z from 'zod';
import { logEvents, logStreams } from '../../aws/log-events.ts';
import { logOfBuild } from '../../aws/logs-of-builds.ts';
import { startMended } from './moto-mended.ts';
import {
  accessOn,
  digestOf,
  hasMoto,
  helpersOn,
  home,
  portsOn,
  startMoto,
  UNREACHABLE,
  wireOf,
} from './moto-server.ts';

const moto = hasMoto ? await startMoto() : UNREACHABLE;
/** It writes CodeBuild's times in a form that no client reads. */
const mended = hasMoto ? await startMended(moto) : UNREACHABLE;
const wire = wireOf(moto);
const ports = portsOn(mended);
const access = accessOn(mended);
const { askJson } = helpersOn(moto);

afterAll(() => {
  mended.stop();
  moto.stop();
});

const played = hasMoto ? test : test.skip;

async function makeProject(name: string): Promise<void> {
  await new CodeBuildClient(wireOf(mended)).send(
    new CreateProjectCommand({
      name,
      source: { type: 'S3', location: 'sources/shop.zip' },
      artifacts: { type: 'S3', location: 'artifacts' },
      serviceRole: `arn:aws:iam::${home.account}:role/service-role/builds`,
      environment: {
        ...{ type: 'LINUX_CONTAINER', image: 'aws/codebuild/standard:7.0' },
        computeType: 'BUILD_GENERAL1_SMALL',
      },
    }),
  );
}

async function pagesOf(project: string, first?: number): Promise<string[][]> {
  const pages: string[][] = [];
  for await (const page of ports.builds.pages(home, project, first))
    pages.push(page.map(({ arn }) => arn));
  return pages;
}

/** It knows builds by their ids alone, AWS by their ARNs too; and a token it does not know: twice is two builds. */
played('CodeBuild: builds are started, read, and listed by pages', async () => {
  await makeProject('shop');

  const arn = await ports.builds.start(home, 'shop', 'one', { STAGE: 'live' }, 'a1b2c3');
  const other = await ports.builds.start(home, 'shop', 'two', {});
  const id = arn.split('build/')[1] ?? '';

  expect(await ports.builds.get(home, id)).toMatchObject({ arn, project: 'shop', isBatch: false });
  expect(await ports.builds.get(home, 'shop:none')).toBeUndefined();
  expect((await pagesOf('shop', 1)).flat().toSorted()).toEqual([arn, other].toSorted());
  await expect(pagesOf('none')).rejects.toThrow('expected the CodeBuild project none, got none');
  expect(await ports.builds.project(home, 'shop')).toBeDefined();
  expect(await ports.builds.project(home, 'none')).toBeUndefined();
  expect(await logOfBuild(access, home, id)).toBeDefined();
  expect(await logOfBuild(access, home, 'shop:none')).toBeUndefined();
});

played(
  'CodeBuild: a job is started, found among the last of its project, and stopped',
  async () => {
    await makeProject('migrations');
    const wish = { project: 'migrations', token: 'one', variables: { TIDEGATE_JOB: 'one' } };

    const id = await ports.jobs.start(home, wish);
    const last = await ports.jobs.last(home, 'migrations');
    await ports.jobs.stop(home, id);

    expect(last.map((it) => it.id)).toEqual([id]);
    expect(await ports.jobs.get(home, id)).toMatchObject({ id });
    expect(await ports.jobs.get(home, 'migrations:none')).toBeUndefined();
    expect(await ports.jobs.last(home, 'none')).toEqual([]);
    await expect(ports.jobs.start(home, { ...wish, project: 'none' })).rejects.toMatchObject({
      name: 'Refused',
    });
  },
);

played('CodeBuild: a load is started, and stopped', async () => {
  await makeProject('load');
  const wish = { project: 'load', mark: 'one', token: 'one', variables: {}, minutes: 10 };

  const id = await ports.loads.start(home, wish);
  await ports.loads.stop(home, id);

  expect(await ports.loads.get(home, id)).toHaveProperty('status');
  expect(await ports.loads.get(home, 'load:none')).toBeUndefined();
});

const pushed = z.object({
  image: z.object({ imageId: z.object({ imageDigest: z.string() }) }),
});

played('ECR: an image is pinned by the digest that its tag means now', async () => {
  const told = 'AmazonEC2ContainerRegistry_V20150921';
  await askJson('ecr', `${told}.CreateRepository`, { repositoryName: 'shop' });
  const push = async (imageTag: string, layer: string) => {
    const config = { mediaType: 'application/json', size: 1, digest: digestOf(Buffer.from(layer)) };
    const mediaType = 'application/vnd.docker.distribution.manifest.v2+json';
    const imageManifest = JSON.stringify({ schemaVersion: 2, mediaType, config, layers: [] });
    const named = { repositoryName: 'shop', imageTag, imageManifest };
    const put = await askJson('ecr', `${told}.PutImage`, named);
    return pushed.parse(put).image.imageId.imageDigest;
  };
  const old = await push('v1', 'one');
  const now = await push('v2', 'two');
  const repository = `${home.account}.dkr.ecr.${home.region}.amazonaws.com/shop`;

  expect(await ports.images.pin(`${repository}:v2`)).toBe(`${repository}@${now}`);
  await expect(ports.images.pin(`${repository}:v3`)).rejects.toThrow(':v3 to be there, got none');
  expect(await ports.images.isThere(`${repository}@${old}`)).toBe(true);
  expect(await ports.images.isThere(`${repository}@sha256:${'f'.repeat(64)}`)).toBe(false);
  expect(await ports.images.isThere(`${repository}-gone@${old}`)).toBe(false);
  expect(await ports.images.find(home, 'shop', { digest: old })).toMatchObject({
    ...{ digest: old, tags: ['v1'], pushedAt: expect.stringMatching(/^20.*Z$/) },
  });
  expect(await ports.images.find(home, 'shop', { tag: 'v3' })).toBeUndefined();
  const listed = await ports.images.list(home, 'shop');
  expect(listed.map(({ digest }) => digest).toSorted()).toEqual([old, now].toSorted());
  await expect(ports.images.list(home, 'none')).rejects.toMatchObject({ name: 'Refused' });
});

played('CloudWatch Logs: lines of a time are found, with a text, of some streams', async () => {
  const client = new CloudWatchLogsClient(wire);
  const group = '/ecs/shop';
  const from = Date.now() - 60_000;
  await client.send(new CreateLogGroupCommand({ logGroupName: group }));
  for (const stream of ['web/app/1', 'web/app/2', 'jobs/app/1']) {
    const named = { logGroupName: group, logStreamName: stream };
    await client.send(new CreateLogStreamCommand(named));
    const logEvents = ['started', 'Error: no "room"', 'late'].map((text, at) => ({
      timestamp: from + at * 1_000,
      message: `${text} ${stream}`,
    }));
    await client.send(new PutLogEventsCommand({ ...named, logEvents }));
  }
  const names = ['web/app/1', 'web/app/2'];
  const wanted = { group, streams: { names }, from, until: from + 2_000, most: 10 };
  const textsOf = async (more: object) =>
    (await logEvents(access, home, { ...wanted, ...more }))?.events.map(({ text }) => text);

  const errors = names.map((name) => `Error: no "room" ${name}`);
  expect(await textsOf({ text: 'Error' })).toEqual(errors);
  expect(await textsOf({ text: 'no "room"' })).toEqual(errors);
  expect(await textsOf({})).toHaveLength(4);
  expect(await logEvents(access, home, { ...wanted, most: 1 })).toMatchObject({ isCut: true });
  expect(await logEvents(access, home, { ...wanted, group: 'none' })).toBeUndefined();
  const streams = await logStreams(access, home, group, 'web/');
  expect(streams.map(({ name }) => name)).toEqual(names);
  expect(streams[0]).toMatchObject({ firstAt: from, lastAt: from + 2_000 });
  expect(await logStreams(access, home, 'none', 'web/')).toEqual([]);
});
