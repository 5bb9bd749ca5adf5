// Every five minutes: looks at everything that waits, in case the event that should have woken it was lost; where that
// is more than one call reads, further ones look at their share of it.

import * as z from 'zod';
import { shareSchema } from '../core/share.ts';
import {
  alarms,
  artifacts,
  builds,
  buses,
  calendars,
  canaries,
  configurations,
  containers,
  cooling,
  dashboards,
  deployments,
  experiments,
  functions,
  images,
  insights,
  jobs,
  loads,
  machines,
  metrics,
  objectives,
  reports,
  repositories,
  siteFiles,
  sites,
  stackSets,
  stacks,
  table,
  traces,
  workflows,
} from '../flows/adapters.ts';
import { lookAtAll, lookAtShare } from '../flows/sweep.ts';
import { listener } from './task.ts';

const Event = z.discriminatedUnion('source', [
  z.object({ source: z.literal('aws.events') }),
  z.object({ source: z.literal('tidegate'), detail: shareSchema }),
]);

export const sweep = listener(Event, (event, ports) =>
  event.source === 'tidegate' ? lookAtShare(ports, event.detail) : lookAtAll(ports),
);

export const handler = sweep.onAws(
  alarms,
  artifacts,
  builds,
  buses,
  calendars,
  canaries,
  containers,
  dashboards,
  deployments,
  experiments,
  functions,
  images,
  insights,
  metrics,
  objectives,
  reports,
  repositories,
  jobs,
  loads,
  stackSets,
  stacks,
  table,
  traces,
  workflows,
  cooling,
  configurations,
  sites,
  siteFiles,
  machines,
);
