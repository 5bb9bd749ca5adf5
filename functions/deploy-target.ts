// Task "DeployTarget" of statemachines/wave.asl.json: starts one target's deployment and waits for its end.

import * as z from 'zod';
import { artifacts, deployments, functions, table, workflows } from '../flows/adapters.ts';
import { deploy } from '../flows/deploy-target.ts';
import { task } from './task.ts';
import { waveFields } from './wave-input.ts';

const Input = z.strictObject({ token: z.string(), ...waveFields, target: z.string() });

export const deployTarget = task(Input, (input, ports) => deploy(ports, input));

export const handler = deployTarget.onAws(artifacts, deployments, functions, table, workflows);
