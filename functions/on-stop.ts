// POST /stop/{command}: what anyone who may read may do, which is to stop.

import { table, workflows } from '../flows/adapters.ts';
import { stopping } from '../flows/command/stopping.ts';
import { commands } from './commands.ts';

export const onStop = commands('stop', stopping);

export const handler = onStop.onAws(table, workflows);
