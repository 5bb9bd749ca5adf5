// Task "AwaitAnswer" of statemachines/wave.asl.json: a person is asked; an alarm that fires decides without them.

import * as z from 'zod';
import { plainReason } from '../core/plain-reason.ts';
import {
  alarms,
  buses,
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
import { awaitAnswer as ask } from '../flows/await-answer.ts';
import { task } from './task.ts';
import { waveFields } from './wave-input.ts';

const Input = z.strictObject({
  token: z.string(),
  ...waveFields,
  about: z.enum(['tests', 'bake']),
  retests: z.int(),
  reason: z.string().transform(plainReason),
});

export const awaitAnswer = task(Input, (input, ports) => ask(ports, input));

export const handler = awaitAnswer.onAws(
  alarms,
  buses,
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
