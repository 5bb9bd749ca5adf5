// POST /stop/{command}: what anyone who may read may do, which is to stop.

import { table } from '../flows/adapters.ts';
import { commands } from './commands.ts';

export const onStop = commands('stop');

export const handler = onStop.onAws(table);
