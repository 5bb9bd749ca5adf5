// A deployment of CodeDeploy, or a job of CodeBuild, has changed its state: looks at it, if a wave of ours
// waits for it.

import * as z from 'zod';
import { BUILD_ARN } from '../core/admission/build-arn.ts';
import { AFTER } from '../core/job.ts';
import {
  alarms,
  configurations,
  containers,
  deployments,
  functions,
  jobs,
  machines,
  metrics,
  sites,
  stackSets,
  stacks,
  table,
  workflows,
} from '../flows/adapters.ts';
import { jobChanged } from '../flows/job-changed.ts';
import { deploymentReady } from '../flows/let-go-on.ts';
import { deploymentChanged } from '../flows/look-at-deployment.ts';
import { listener } from './task.ts';

const Deployment = z.object({
  source: z.literal('aws.codedeploy'),
  account: z.string(),
  region: z.string(),
  detail: z.object({ deploymentId: z.string(), state: z.string().optional() }),
});
const Build = z.object({
  source: z.literal('aws.codebuild'),
  account: z.string(),
  region: z.string(),
  detail: z.object({
    'build-id': z.string().regex(BUILD_ARN),
    'additional-information': z.object({
      environment: z.object({
        'environment-variables': z.array(z.object({ name: z.string(), value: z.string() })),
      }),
    }),
  }),
});

export const onDeployment = listener(z.union([Deployment, Build]), async (event, ports) => {
  const { account, region, source, detail } = event;
  if (source === 'aws.codedeploy') {
    const changed = { account, region, deployment: detail.deploymentId };
    await deploymentChanged(ports, changed);
    if (detail.state === 'READY') await deploymentReady(ports, changed);
    return;
  }
  const variables = detail['additional-information'].environment['environment-variables'];
  const after = variables.find(({ name }) => name === AFTER)?.value;
  const deployment = after ?? detail['build-id'].replace(/^.*:build\//, '');
  return jobChanged(ports, { account, region, deployment });
});

export const handler = onDeployment.onAws(
  alarms,
  containers,
  deployments,
  functions,
  metrics,
  jobs,
  stackSets,
  stacks,
  table,
  workflows,
  configurations,
  sites,
  machines,
);
