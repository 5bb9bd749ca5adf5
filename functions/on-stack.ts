// CloudFormation tells that a stack is in another state. Looks at what waits for it.

import * as z from 'zod';
import {
  alarms,
  configurations,
  containers,
  deployments,
  functions,
  jobs,
  machines,
  sites,
  stacks,
  table,
  workflows,
} from '../flows/adapters.ts';
import { stackChanged } from '../flows/stack-changed.ts';
import { listener } from './task.ts';

const Event = z.object({
  source: z.literal('aws.cloudformation'),
  account: z.string(),
  region: z.string(),
  detail: z.object({ 'stack-id': z.string().regex(/:stack\/[\w-]{1,128}\//) }),
});

export const onStack = listener(Event, ({ account, region, detail }, ports) => {
  const [, name = ''] = /:stack\/([\w-]+)\//.exec(detail['stack-id']) ?? [];
  return stackChanged(ports, { account, region, node: `stack ${name}` });
});

export const handler = onStack.onAws(
  alarms,
  containers,
  deployments,
  functions,
  jobs,
  stacks,
  table,
  workflows,
  configurations,
  sites,
  machines,
);
