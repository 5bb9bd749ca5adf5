// Every five minutes: looks at everything that waits, in case the event that should have woken it was lost.

import * as z from 'zod';
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
import { lookAtAll } from '../flows/sweep.ts';
import { listener } from './task.ts';

const Event = z.object({ source: z.literal('aws.events') });

export const sweep = listener(Event, (_, ports) => lookAtAll(ports));

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
