// Somebody has changed something where targets are: it is noted, so that a bake that fails can name it, and a bake
// whose target it may have moved is looked at.

import { changeEvent, changeOf } from '../core/change-event.ts';
import {
  alarms,
  configurations,
  containers,
  deployments,
  functions,
  insights,
  jobs,
  loads,
  machines,
  metrics,
  objectives,
  sites,
  stackSets,
  stacks,
  table,
  traces,
  workflows,
} from '../flows/adapters.ts';
import { forgetOldChanges, saveChange } from '../flows/changes.ts';
import { lookAtMoved } from '../flows/look-at-truth.ts';
import { listener } from './task.ts';

export const onChange = listener(changeEvent, async (event, ports) => {
  const change = changeOf(event);
  if (change === undefined) {
    ports.log.info('ignored an event that tells of no change', { event: event.id });
    return;
  }
  await saveChange(ports, change);
  await forgetOldChanges(ports, change);
  await lookAtMoved(ports, change);
});

export const handler = onChange.onAws(
  alarms,
  containers,
  deployments,
  functions,
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
  machines,
);
