// A CodeBuild build has changed its state: a test's ends its wait, a service's successful one starts a release.

import * as z from 'zod';
import { projectPartition } from '../core/keys.ts';
import { type TestWait, testSubject } from '../core/wait.ts';
import { lookAtTest } from '../flows/look-at-test.ts';
import type { Ports } from '../flows/ports.ts';
import { listener } from './task.ts';

const Event = z.object({
  source: z.literal('aws.codebuild'),
  'detail-type': z.literal('CodeBuild Build State Change'),
  account: z.string(),
  region: z.string(),
  detail: z.object({
    'build-status': z.string(),
    'project-name': z.string(),
    'build-id': z.string().regex(/^arn:[^:]+:codebuild:[^:]*:\d*:build\/.+:.+$/),
    'additional-information': z.object({ 'build-number': z.number().optional() }).optional(),
  }),
});

type BuildEvent = z.output<typeof Event>;

export const onBuild = listener(Event, async (event, ports) => {
  const { 'build-id': build, 'build-status': status, 'project-name': project } = event.detail;
  const test = await ports.table.get<TestWait>({ pk: 'waits', sk: testSubject(build) });
  if (test) return lookAtTest(ports, test);
  if (status !== 'SUCCEEDED') {
    ports.log.info('ignored a build that has not succeeded', { build, status });
    return;
  }
  const partition = projectPartition(event.account, event.region, project);
  const fed = await ports.table.list<{ pipeline: string }>(partition);
  if (fed.length === 0)
    ports.log.info('ignored a build of a project without a pipeline', { build, project });
  for (const { pipeline } of fed) await start(ports, event, pipeline);
});

/** The execution is named after the build, so that the same event starts it once. */
async function start(ports: Ports, { detail }: BuildEvent, pipeline: string): Promise<void> {
  const build = detail['build-id'];
  const number = Math.floor(detail['additional-information']?.['build-number'] ?? 0);
  const id = build
    .slice(build.lastIndexOf(':') + 1)
    .replaceAll(/[^A-Za-z0-9-]/g, '-')
    .slice(0, 12);
  const name = `${pipeline}-${number}-${id}`;
  const started = await ports.workflows.start(name, { pipeline, revision: build });
  ports.log.info(started ? 'started a release' : 'this build has started its release before', {
    name,
    build,
  });
}

export const handler = onBuild.onAws();
