// A CodeDeploy deployment has changed its state: looks at it, if one of our waves waits for it.

import * as z from 'zod';
import { containers, deployments, functions, stacks, table, workflows } from '../flows/adapters.ts';
import { deploymentChanged } from '../flows/look-at-deployment.ts';
import { listener } from './task.ts';

const Event = z.object({
  source: z.literal('aws.codedeploy'),
  account: z.string(),
  region: z.string(),
  detail: z.object({ deploymentId: z.string() }),
});

export const onDeployment = listener(Event, ({ account, region, detail }, ports) =>
  deploymentChanged(ports, { account, region, deployment: detail.deploymentId }),
);

export const handler = onDeployment.onAws(
  containers,
  deployments,
  functions,
  stacks,
  table,
  workflows,
);
