// Task "DeployTarget" of statemachines/wave.asl.json: starts one target's deployment and waits for its end.

import * as z from 'zod';
import { harmOf } from '../core/wave.ts';
import { readLiveWave } from '../flows/hands.ts';
import { install, isUnderWay } from '../flows/install.ts';
import { readRelease } from '../flows/read.ts';
import { fenceOf } from '../flows/stages.ts';
import { targetNamed } from '../flows/target-named.ts';
import { task } from './task.ts';
import { waveFields } from './wave-input.ts';

const Input = z.strictObject({ token: z.string(), ...waveFields, target: z.string() });

export const deployTarget = task(Input, async (input, ports) => {
  const { pipeline, release, wave: index } = input;
  const { revision } = await readRelease(ports, pipeline, release);
  const wave = await readLiveWave(ports, release, index);
  const harm = harmOf(wave);
  if (harm && !(await isUnderWay(ports, input))) {
    const reason = `not started: ${harm.reason}`;
    return ports.workflows.answer(input.token, { target: input.target, succeeded: false, reason });
  }
  const fence = await fenceOf(ports, pipeline, wave.plan.stage, release);
  const target = targetNamed(wave, input.target);
  await install(ports, { ...input, fence, target, doing: 'deploy', revision });
});

export const handler = deployTarget.onAws();
