// Deploys a release's revision to one target of a wave.

import { haltOf, hasOpened } from '../core/wave.ts';
import { readLiveWave } from './hands.ts';
import { install, isUnderWay } from './install.ts';
import type { Ports } from './ports.ts';
import { readRelease } from './read.ts';
import { beginInUnits } from './scale-units.ts';
import { fenceOf } from './stages.ts';
import { targetNamed } from './target-named.ts';

export interface Deploy {
  /** Answered when the deployment has ended. */
  readonly token: string;
  readonly pipeline: string;
  readonly release: string;
  readonly wave: number;
  /** The target's name. */
  readonly target: string;
  /** How often its state has begun anew. */
  readonly looks?: number;
  /** The leg of a drill that brings it up again; 0 for the wave's own deployment. */
  readonly leg?: number;
}

/** Starts nothing more once the wave is proven harmful, or a target of it was moved. Throws what `install` throws. */
export async function deploy(ports: Ports, input: Deploy): Promise<void> {
  const { pipeline, release, wave: index, token } = input;
  const its = await readRelease(ports, pipeline, release);
  const wave = await readLiveWave(ports, release, index);
  const halt = haltOf(wave);
  const failing = hasOpened(wave) ? wave.failing?.[input.target] : undefined;
  if (failing !== undefined && !input.leg) {
    const reason = `not started: it failed before, and is left behind: ${failing}`;
    return ports.workflows.answer(token, { target: input.target, succeeded: false, reason });
  }
  if (halt && !(await isUnderWay(ports, input))) {
    const reason = `not started: ${halt.reason}`;
    return ports.workflows.answer(token, { target: input.target, succeeded: false, reason });
  }
  const fence = await fenceOf(ports, pipeline, wave.plan.stage, release);
  const target = targetNamed(wave, input.target);
  await beginInUnits(ports, its, wave.plan);
  const { deployRetries = 0, deploySeconds: limitSeconds } = wave.plan;
  const how = { fence, retries: halt ? 0 : deployRetries, limitSeconds };
  const { leg, ...asked } = input;
  const drill = leg ? { drill: { leg, of: its.revision } } : {};
  const what = { doing: 'deploy', revision: its.revision } as const;
  await install(ports, { ...asked, ...how, target, ...what, ...drill });
}
