// Task "RunTest" of statemachines/wave.asl.json: begins one test and waits for its end.

import * as z from 'zod';
import {
  builds,
  canaries,
  canaryStarts,
  experiments,
  outside,
  parameters,
  reports,
  table,
  workflows,
} from '../flows/adapters.ts';
import { runTestOfWave } from '../flows/run-test.ts';
import { task } from './task.ts';
import { waveFields } from './wave-input.ts';

const Input = z.strictObject({ token: z.string(), ...waveFields, test: z.string() });

export const runTest = task(Input, (input, ports) => runTestOfWave(ports, input));

export const handler = runTest.onAws(
  builds,
  canaries,
  canaryStarts,
  experiments,
  outside,
  parameters,
  reports,
  table,
  workflows,
);
