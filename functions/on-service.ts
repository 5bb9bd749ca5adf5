// ECS tells of a service: that a deployment has begun or ended, or that one is held. Looks at what waits for it.

import * as z from 'zod';
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
import { serviceChanged } from '../flows/let-go-on.ts';
import { listener } from './task.ts';

const Event = z.object({
  source: z.literal('aws.ecs'),
  account: z.string(),
  region: z.string(),
  resources: z.tuple([z.string().regex(/:service\/[\w-]+\/[\w-]+$/)]),
});

export const onService = listener(Event, ({ account, region, resources: [arn] }, ports) => {
  const [, service = ''] = arn.split(':service/');
  return serviceChanged(ports, { account, region, node: `ecs ${service}` });
});

export const handler = onService.onAws(
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
