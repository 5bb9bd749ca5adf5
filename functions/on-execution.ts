// A release's execution has ended: whoever stopped it, its leases are released and its targets settled.

import * as z from 'zod';
import {
  alarms,
  artifacts,
  calendars,
  configurations,
  containers,
  cooling,
  deployments,
  experiments,
  functions,
  images,
  jobs,
  loads,
  machines,
  objectives,
  siteFiles,
  sites,
  stackSets,
  stacks,
  table,
  workflows,
} from '../flows/adapters.ts';
import { howEnded } from '../flows/how-ended.ts';
import { settleExecution } from '../flows/settle.ts';
import { listener } from './task.ts';

const Event = z.object({
  source: z.literal('aws.states'),
  detail: z.object({
    executionArn: z.string(),
    status: z.enum(['FAILED', 'TIMED_OUT', 'ABORTED']),
    error: z.string().nullish(),
    cause: z.string().nullish(),
  }),
});

export const onExecution = listener(Event, async ({ detail }, ports) => {
  const { executionArn, status, error, cause } = detail;
  const how = howEnded({ status, error: error ?? undefined, cause: cause ?? undefined });
  const { outcome } = await settleExecution(ports, executionArn, how);
  ports.log.info('settled', { execution: executionArn, outcome });
});

export const handler = onExecution.onAws(
  alarms,
  artifacts,
  calendars,
  containers,
  deployments,
  experiments,
  functions,
  images,
  objectives,
  jobs,
  loads,
  stackSets,
  stacks,
  table,
  workflows,
  cooling,
  configurations,
  sites,
  siteFiles,
  machines,
);
