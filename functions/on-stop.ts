// POST /stop/{command}: what anyone who may read may do, which is to stop.

import {
  alarms,
  artifacts,
  builds,
  deployments,
  functions,
  repositories,
  table,
  workflows,
} from '../flows/adapters.ts';
import { commands } from './commands.ts';

export const onStop = commands('stop');

export const handler = onStop.onAws(
  alarms,
  artifacts,
  builds,
  deployments,
  functions,
  repositories,
  table,
  workflows,
);
