// Task "RunTest" of statemachines/wave.asl.json: starts one test's build and waits for its end.

import * as z from 'zod';
import { builds, table, workflows } from '../flows/adapters.ts';
import { runBuildOfTest } from '../flows/run-test.ts';
import { task } from './task.ts';
import { waveFields } from './wave-input.ts';

const Input = z.strictObject({ token: z.string(), ...waveFields, test: z.string() });

export const runTest = task(Input, (input, ports) => runBuildOfTest(ports, input));

export const handler = runTest.onAws(builds, table, workflows);
