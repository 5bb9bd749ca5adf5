// A CloudWatch alarm has changed its state: looks at the bakes and gates that watch it.

import * as z from 'zod';
import {
  alarms,
  artifacts,
  calendars,
  configurations,
  containers,
  deployments,
  functions,
  images,
  insights,
  jobs,
  loads,
  machines,
  metrics,
  objectives,
  siteFiles,
  sites,
  stackSets,
  stacks,
  table,
  traces,
  workflows,
} from '../flows/adapters.ts';
import { lookAtWatchers } from '../flows/watchers.ts';
import { listener } from './task.ts';

const Event = z.object({
  source: z.literal('aws.cloudwatch'),
  account: z.string(),
  region: z.string(),
  detail: z.object({ alarmName: z.string(), state: z.object({ value: z.string() }) }),
});

export const onAlarm = listener(Event, ({ account, region, detail }, ports) => {
  const { alarmName: name, state } = detail;
  // Only an alarm that fires can end a bake before its time; a gate may open when one no longer does.
  const kind = state.value === 'ALARM' ? 'bake' : 'gate';
  return lookAtWatchers(ports, { account, region, name }, kind);
});

export const handler = onAlarm.onAws(
  alarms,
  artifacts,
  calendars,
  containers,
  deployments,
  functions,
  images,
  insights,
  metrics,
  objectives,
  jobs,
  loads,
  stackSets,
  stacks,
  table,
  traces,
  workflows,
  configurations,
  sites,
  siteFiles,
  machines,
);
