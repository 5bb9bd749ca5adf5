// CloudFormation tells that a stack, or an operation on a StackSet, is in another state. Looks at what waits for it.

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
  stackSets,
  stacks,
  table,
  workflows,
} from '../flows/adapters.ts';
import { setChanged } from '../flows/set-changed.ts';
import { stackChanged } from '../flows/stack-changed.ts';
import { listener } from './task.ts';

const Event = z.object({
  source: z.literal('aws.cloudformation'),
  account: z.string(),
  region: z.string(),
  detail: z.union([
    z.object({ 'stack-id': z.string().regex(/:stack\/[\w-]{1,128}\//) }),
    z.object({ 'stack-set-operation-id': z.string().regex(/^[\w-]{1,128}$/) }),
  ]),
});

export const onStack = listener(Event, ({ account, region, detail }, ports) => {
  if ('stack-set-operation-id' in detail)
    return setChanged(ports, { account, region, operation: detail['stack-set-operation-id'] });
  const [, name = ''] = /:stack\/([\w-]+)\//.exec(detail['stack-id']) ?? [];
  return stackChanged(ports, { account, region, node: `stack ${name}` });
});

export const handler = onStack.onAws(
  alarms,
  containers,
  deployments,
  functions,
  jobs,
  stackSets,
  stacks,
  table,
  workflows,
  configurations,
  sites,
  machines,
);
