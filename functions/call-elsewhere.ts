// Task "CallFunction" of statemachines/call.asl.json, for a team's function in another account or region: calls it.

import * as z from 'zod';
import { callees } from '../flows/adapters.ts';
import { callElsewhere as callFunction } from '../flows/call-elsewhere.ts';
import { task } from './task.ts';

const Input = z.strictObject({
  function: z.string(),
  place: z.strictObject({ account: z.string(), region: z.string() }),
  seconds: z.number(),
  payload: z.record(z.string(), z.unknown()),
});

export const callElsewhere = task(Input, (input, ports) => callFunction(ports, input));

export const handler = callElsewhere.onAws(callees);
