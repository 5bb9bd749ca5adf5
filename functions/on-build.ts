// A CodeBuild build has changed its state: a test's ends its wait, a service's successful one starts a release.

import * as z from 'zod';
import { keys, ranges } from '../core/keys.ts';
import { lookAtTest } from '../flows/look-at-test.ts';
import { oneByOne, readableItems } from '../flows/one-by-one.ts';
import { startRelease } from '../flows/start-release.ts';
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

export const onBuild = listener(Event, async (event, ports) => {
  const { 'build-id': build, 'build-status': status, 'project-name': project } = event.detail;
  const test = await ports.table.get(keys.testWait(build));
  if (test) return lookAtTest(ports, test);
  if (status !== 'SUCCEEDED') {
    ports.log.info('ignored a build that has not succeeded', { build, status });
    return;
  }
  const range = ranges.project(event.account, event.region, project);
  const fed = await readableItems(ports, range);
  if (fed.length === 0)
    ports.log.info('ignored a build of a project without a pipeline', { build, project });
  const number = event.detail['additional-information']?.['build-number'] ?? 0;
  await oneByOne(ports, fed, ({ pipeline }) =>
    startRelease(ports, pipeline, { arn: build, number }),
  );
});

export const handler = onBuild.onAws();
