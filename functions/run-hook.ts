// Task "RunHook" of statemachines/rollback.asl.json: runs what a pipeline has done before or after a rollback.

import * as z from 'zod';
import { builds, table } from '../flows/adapters.ts';
import { runHook as run } from '../flows/run-hook.ts';
import { task } from './task.ts';
import { waveFields } from './wave-input.ts';

const Input = z.strictObject({
  ...waveFields,
  hook: z.enum(['beforeRollback', 'afterRollback']),
  outcome: z.string().nullable(),
});

export const runHook = task(Input, (input, ports) => run(ports, input));

export const handler = runHook.onAws(builds, table);
