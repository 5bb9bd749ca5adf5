// Task "FinishWave" of statemachines/wave.asl.json: keeps how the wave ended; after a pass, what it runs is baked.

import * as z from 'zod';
import { verdictWords } from '../core/outcome.ts';
import { plainReason } from '../core/plain-reason.ts';
import { failures } from '../core/rollback-scope.ts';
import {
  alarms,
  artifacts,
  calendars,
  configurations,
  containers,
  cooling,
  deployments,
  experiments,
  functions,
  images,
  jobs,
  loads,
  machines,
  objectives,
  siteFiles,
  sites,
  stackSets,
  stacks,
  table,
  workflows,
} from '../flows/adapters.ts';
import { endWave } from '../flows/end-wave.ts';
import { task } from './task.ts';
import { waveFields } from './wave-input.ts';

const Input = z.strictObject({
  ...waveFields,
  ended: z.enum(['Passed', 'Overridden', 'Failed', 'Stopped', 'Superseded']),
  failedIn: z.enum(failures),
  verdict: z.enum(verdictWords).nullable(),
  reason: z.string().transform(plainReason),
});

export const finishWave = task(Input, (input, ports) => endWave(ports, input));

export const handler = finishWave.onAws(
  alarms,
  artifacts,
  calendars,
  containers,
  deployments,
  experiments,
  functions,
  images,
  objectives,
  jobs,
  loads,
  stackSets,
  stacks,
  table,
  workflows,
  cooling,
  configurations,
  sites,
  siteFiles,
  machines,
);
