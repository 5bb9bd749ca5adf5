// Task "ShiftTraffic" of statemachines/wave.asl.json: takes the next step of a target's traffic, or holds it.

import * as z from 'zod';
import {
  alarms,
  configurations,
  containers,
  deployments,
  functions,
  jobs,
  machines,
  metrics,
  sites,
  stackSets,
  stacks,
  table,
  workflows,
} from '../flows/adapters.ts';
import { shiftTraffic as goOnShifting } from '../flows/shift-traffic.ts';
import { task } from './task.ts';
import { waveFields } from './wave-input.ts';

const Input = z.strictObject({ token: z.string(), ...waveFields, target: z.string() });

export const shiftTraffic = task(Input, (input, ports) => goOnShifting(ports, input));

export const handler = shiftTraffic.onAws(
  alarms,
  containers,
  deployments,
  functions,
  metrics,
  jobs,
  stackSets,
  stacks,
  table,
  workflows,
  configurations,
  sites,
  machines,
);
