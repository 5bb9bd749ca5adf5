// Task "PlanRollback" of statemachines/rollback.asl.json: bars the revision, and says which targets go back.

import * as z from 'zod';
import { rollbackScopes } from '../core/rollback-scope.ts';
import { table } from '../flows/adapters.ts';
import { startRollback } from '../flows/start-rollback.ts';
import { task } from './task.ts';
import { waveFields } from './wave-input.ts';

const Input = z.strictObject({
  ...waveFields,
  scope: z.enum(rollbackScopes),
  reason: z.string(),
});

export const planRollback = task(Input, (input, ports) => startRollback(ports, input));

export const handler = planRollback.onAws(table);
