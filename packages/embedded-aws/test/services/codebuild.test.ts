import { readFileSync } from 'node:fs';
import {
  BatchGetBuildBatchesCommand,
  BatchGetBuildsCommand,
  BatchGetProjectsCommand,
  CodeBuildClient,
  ListBuildsForProjectCommand,
  RetryBuildCommand,
  StartBuildCommand,
  StopBuildCommand,
} from '@aws-sdk/client-codebuild';
import { usDate } from '../../services/codebuild/build-event.ts';
import type { AwsEvent } from '../../services/events/event.ts';
import { embedded, errorName, home } from '../embedded.ts';

const projectName = 'checkout-api-build';

function building() {
  const world = embedded();
  const events: AwsEvent[] = [];
  world.aws.events.subscribe((event) => events.push(event));
  world.aws.s3.objects.create('artifacts', home.account, home.region);
  world.aws.codeBuild.addProject({
    ...home,
    name: projectName,
    source: {
      type: 'CODECOMMIT',
      location: 'https://example.com/checkout-api',
      buildspec: 'ci.yml',
    },
    artifact: { bucket: 'artifacts', key: (number) => `checkout-api/${number}/checkout-api.zip` },
    environmentVariables: [{ name: 'SERVICE', value: 'checkout-api' }],
  });
  return { ...world, events, codebuild: new CodeBuildClient(world.aws.sdkConfig()) };
}

test('a build takes its time, leaves its artifact in S3, and pins its commit', async () => {
  const { aws, codebuild, clock, play } = building();
  aws.codeBuild.script(() => ({ seconds: 90, commit: 'a'.repeat(40), artifact: 'the code' }));

  const [during, after] = await play(async () => {
    const { build } = await codebuild.send(new StartBuildCommand({ projectName }));
    const read = async () =>
      (await codebuild.send(new BatchGetBuildsCommand({ ids: [build!.id!] }))).builds![0]!;
    await clock.sleep(80);
    const running = await read();
    await clock.sleep(20);
    return [running, await read()];
  });

  expect(during).toMatchObject({ buildStatus: 'IN_PROGRESS', buildNumber: 1 });
  expect(after).toMatchObject({
    buildStatus: 'SUCCEEDED',
    resolvedSourceVersion: 'a'.repeat(40),
    artifacts: { location: 'arn:aws:s3:::artifacts/checkout-api/1/checkout-api.zip' },
  });
  const stored = aws.s3.objects.read('artifacts', 'checkout-api/1/checkout-api.zip');
  expect(after.artifacts!.sha256sum).toBe(Buffer.from(stored.sha256, 'base64').toString('hex'));
});

test.each(['in-progress', 'succeeded', 'failed'])(
  'the event of a build that is %s has the members of AWS’s',
  async (state) => {
    const { aws, clock, events, drive } = building();
    aws.codeBuild.script(() => ({ status: state === 'failed' ? 'FAILED' : 'SUCCEEDED' }));
    const sample = sampleEvent(`codebuild-build-state-${state}`);

    await drive(async () => {
      aws.codeBuild.start(projectName, home, { sourceVersion: 'main' });
      await clock.sleep(300);
    });

    const sent = events[state === 'in-progress' ? 0 : 1]!;
    expect(shapeOf(sent)).toEqual(shapeOf(sample));
  },
);

test('a failed build has no artifact', async () => {
  const { aws, clock, events, drive } = building();
  aws.codeBuild.script(() => ({ status: 'FAILED' }));

  await drive(async () => {
    aws.codeBuild.start(projectName, home);
    await clock.sleep(300);
  });

  expect(events.at(-1)!.detail).toMatchObject({
    'build-status': 'FAILED',
    'additional-information': { artifact: { location: '' } },
  });
});

test('the same token starts one build, another input with it none', async () => {
  const { codebuild, play } = building();
  const start = (sourceVersion: string) =>
    codebuild.send(new StartBuildCommand({ projectName, sourceVersion, idempotencyToken: 't1' }));

  const [first, second, refused] = await play(async () => [
    (await start('main')).build!.id,
    (await start('main')).build!.id,
    await errorName(start('other')),
  ]);

  expect(second).toBe(first);
  expect(refused).toBe('InvalidInputException');
});

test('a token is known for five minutes', async () => {
  const { clock, codebuild, play } = building();
  const start = () =>
    codebuild.send(new StartBuildCommand({ projectName, idempotencyToken: 't1' }));

  const [first, second] = await play(async () => {
    const { build } = await start();
    await clock.sleep(301);
    return [build!.id, (await start()).build!.id];
  });

  expect(second).not.toBe(first);
});

test('builds are listed newest first, a hundred to a page', async () => {
  const { aws, codebuild, play } = building();
  const started = Array.from({ length: 101 }, () => aws.codeBuild.start(projectName, home).id);

  const [first, second] = await play(async () => {
    const page = await codebuild.send(new ListBuildsForProjectCommand({ projectName }));
    const { nextToken } = page;
    return [
      page.ids,
      (await codebuild.send(new ListBuildsForProjectCommand({ projectName, nextToken }))).ids,
    ];
  });

  expect(first).toEqual(started.slice(1).reverse());
  expect(second).toEqual([started[0]]);
});

test('a stopped build ends at once, and only once', async () => {
  const { aws, codebuild, clock, events, play } = building();
  const { id } = aws.codeBuild.start(projectName, home);

  await play(async () => {
    await codebuild.send(new StopBuildCommand({ id }));
    await clock.sleep(300);
  });

  const statuses = events.map(({ detail }) => (detail as Record<string, unknown>)['build-status']);
  expect(statuses).toEqual(['IN_PROGRESS', 'STOPPED']);
});

test.each([
  ['2026-11-20T14:05:11Z', 'Nov 20, 2026 2:05:11 PM'],
  ['2026-01-02T00:00:09Z', 'Jan 2, 2026 12:00:09 AM'],
  ['2026-06-30T12:30:00Z', 'Jun 30, 2026 12:30:00 PM'],
])('%s is written %s', (iso, text) => {
  expect(usDate(new Date(iso))).toBe(text);
});

/** The names in an event, however deep, without its values; lists are known by their first element. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(shapeOf);
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, each]) => [name, shapeOf(each)])
      .sort(),
  );
}

function sampleEvent(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../events/${name}.json`, import.meta.url), 'utf8'));
}

test('a batch ends after the last of its builds, as they did, and its builds name it', async () => {
  const { aws, codebuild, clock, play } = building();
  const arn = `arn:aws:codebuild:us-east-1:${home.account}:build-batch/${projectName}:b1`;
  const project = { ...home, name: projectName, source: { type: 'CODECOMMIT' } };
  aws.codeBuild.addBatch({ project, arn, size: 2, startedAt: clock.now() });
  const read = async () =>
    (await codebuild.send(new BatchGetBuildBatchesCommand({ ids: [arn] }))).buildBatches![0]!;
  const start = (identifier: string, seconds: number) =>
    aws.codeBuild.start(projectName, home, { batch: arn, identifier, outcome: { seconds } });

  const [half, done] = await play(async () => {
    const { id } = start('lint', 60);
    start('package', 120);
    await clock.sleep(90);
    const during = await read();
    const { builds } = await codebuild.send(new BatchGetBuildsCommand({ ids: [id] }));
    expect(builds![0]!.buildBatchArn).toBe(arn);
    await clock.sleep(60);
    return [during, await read()];
  });

  expect(half!.buildBatchStatus).toBe('IN_PROGRESS');
  expect(done).toMatchObject({
    buildBatchStatus: 'SUCCEEDED',
    buildBatchNumber: 1,
    complete: true,
  });
  expect(done!.buildGroups!.map(({ identifier }) => identifier)).toEqual(['lint', 'package']);
});

test('a build shows what was overridden, and its project what is its own', async () => {
  const { codebuild, play } = building();
  const overrides = { buildspecOverride: 'version: 0.2', imageOverride: 'mine' };

  const [build, project] = await play(async () => {
    const started = await codebuild.send(new StartBuildCommand({ projectName, ...overrides }));
    const { projects } = await codebuild.send(
      new BatchGetProjectsCommand({ names: [projectName] }),
    );
    return [started.build!, projects![0]!] as const;
  });

  expect(build).toMatchObject({
    source: { buildspec: 'version: 0.2' },
    environment: { image: 'mine' },
  });
  expect(project.source!.buildspec).toBe('ci.yml');
  expect(project.environment!.image).not.toBe('mine');
});

test('a build that is retried keeps what was overridden', async () => {
  const { codebuild, play } = building();
  const asked = { projectName, sourceVersion: 'pr/7', buildspecOverride: 'version: 0.2' };

  const retried = await play(async () => {
    const { build } = await codebuild.send(new StartBuildCommand(asked));
    return (await codebuild.send(new RetryBuildCommand({ id: build!.id }))).build!;
  });

  expect(retried).toMatchObject({ sourceVersion: 'pr/7', source: { buildspec: 'version: 0.2' } });
  expect(retried.buildNumber).toBe(2);
});
