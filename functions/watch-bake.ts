// Tasks "WatchBake" and "WatchDrill" of statemachines/wave.asl.json: looks at the bake, or at a leg of the wave's
// drill, answers if it can judge, else is woken or times out.

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
  stackSets,
  stacks,
  table,
  traces,
  workflows,
} from '../flows/adapters.ts';
import { watchDrill } from '../flows/drill/watch-drill.ts';
import { watch } from '../flows/watch-bake.ts';
import { task } from './task.ts';
import { waveFields } from './wave-input.ts';

const Watch = z.strictObject({
  token: z.string(),
  ...waveFields,
  /** No further look comes after this one. */
  lastLook: z.boolean(),
  /** How often the bake was inconclusive so far, and was extended. */
  extension: z.int().min(0),
});

const Drill = z.strictObject({
  token: z.string(),
  ...waveFields,
  does: z.literal('drill'),
  leg: z.int().min(0),
  unmoved: z.string(),
});

export const watchBake = task(z.union([Watch, Drill]), (input, ports) =>
  'does' in input ? watchDrill(ports, input) : watch(ports, input),
);

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
  stackSets,
  stacks,
  table,
  traces,
  workflows,
  configurations,
  sites,
  machines,
);
