// POST /let/{command}: what lets something through, which needs a permission of its own.

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

export const onLet = commands('let');

export const handler = onLet.onAws(
  alarms,
  artifacts,
  builds,
  deployments,
  functions,
  repositories,
  table,
  workflows,
);
