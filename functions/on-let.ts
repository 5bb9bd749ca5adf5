// POST /let/{command}: what lets something through, which needs a permission of its own.

import {
  alarms,
  artifacts,
  builds,
  calendars,
  configurations,
  containers,
  deployments,
  functions,
  images,
  jobs,
  machines,
  objectives,
  repositories,
  siteFiles,
  sites,
  stackSets,
  stacks,
  table,
  workflows,
} from '../flows/adapters.ts';
import { letting } from '../flows/command/letting.ts';
import { commands } from './commands.ts';

export const onLet = commands('let', letting);

export const handler = onLet.onAws(
  alarms,
  artifacts,
  builds,
  calendars,
  containers,
  deployments,
  functions,
  images,
  objectives,
  repositories,
  jobs,
  stackSets,
  stacks,
  table,
  workflows,
  configurations,
  sites,
  siteFiles,
  machines,
);
