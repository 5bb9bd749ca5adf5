// A CodeBuild build has changed its state: a test's ends its wait, a service's successful one starts a release.

import * as z from 'zod';
import { BUILD_ARN } from '../core/admission/build-arn.ts';
import { builds, reports, repositories, table, workflows } from '../flows/adapters.ts';
import { buildChanged } from '../flows/build-changed.ts';
import { listener } from './task.ts';

const Event = z.object({
  source: z.literal('aws.codebuild'),
  'detail-type': z.literal('CodeBuild Build State Change'),
  account: z.string(),
  region: z.string(),
  detail: z.object({
    'build-status': z.string(),
    'project-name': z.string(),
    'build-id': z.string().regex(BUILD_ARN),
  }),
});

export const onBuild = listener(Event, ({ account, region, detail }, ports) =>
  buildChanged(ports, {
    account,
    region,
    project: detail['project-name'],
    arn: detail['build-id'],
    status: detail['build-status'],
  }),
);

export const handler = onBuild.onAws(builds, reports, repositories, table, workflows);
