// A CodeDeploy deployment has changed its state: looks at it, if one of our waves waits for it.

import * as z from 'zod';
import { keys } from '../core/keys.ts';
import { lookAtDeployment } from '../flows/look-at-deployment.ts';
import { listener } from './task.ts';

const Event = z.object({
  source: z.literal('aws.codedeploy'),
  account: z.string(),
  region: z.string(),
  detail: z.object({ deploymentId: z.string() }),
});

export const onDeployment = listener(Event, async ({ account, region, detail }, ports) => {
  const { deploymentId: deployment } = detail;
  const wait = await ports.table.get(keys.deploymentWait({ account, region, deployment }));
  if (wait) await lookAtDeployment(ports, wait);
  else
    ports.log.info('ignored a deployment that nothing waits for', {
      deployment: detail.deploymentId,
    });
});

export const handler = onDeployment.onAws();
