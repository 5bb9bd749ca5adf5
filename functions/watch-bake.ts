// Task "WatchBake" of statemachines/wave.asl.json: looks at the bake, answers if it can judge, else is woken
// or times out.

import * as z from 'zod';
import {
  alarms,
  builds,
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
  stacks,
  table,
  traces,
  workflows,
} from '../flows/adapters.ts';
import { watch } from '../flows/watch-bake.ts';
import { task } from './task.ts';
import { waveFields } from './wave-input.ts';

const Input = z.strictObject({
  token: z.string(),
  ...waveFields,
  /** No further look comes after this one. */
  lastLook: z.boolean(),
  /** How often the bake was inconclusive so far, and was extended. */
  extension: z.int().min(0),
});

export const watchBake = task(Input, (input, ports) => watch(ports, input));

export const handler = watchBake.onAws(
  alarms,
  builds,
  containers,
  deployments,
  functions,
  insights,
  metrics,
  objectives,
  jobs,
  loads,
  stacks,
  table,
  traces,
  workflows,
  configurations,
  sites,
  machines,
);
