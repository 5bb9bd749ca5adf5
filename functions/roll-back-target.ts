// Task "RollBackTarget" of statemachines/rollback.asl.json: returns one target to the revision that last baked there.

import * as z from 'zod';
import { Failure } from '../core/failure.ts';
import { keys } from '../core/keys.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import {
  deploymentMark,
  givenUp,
  type Intent,
  mayStillStart,
  returnPoint,
  type Target,
} from '../core/target.ts';
import { install } from '../flows/install.ts';
import type { Ports } from '../flows/ports.ts';
import { readWave } from '../flows/read.ts';
import { fenceOf } from '../flows/stages.ts';
import { targetNamed } from '../flows/target-named.ts';
import { task } from './task.ts';
import { waveFields } from './wave-input.ts';

const Input = z.strictObject({ token: z.string(), ...waveFields, target: z.string() });

export const rollBackTarget = task(Input, async (input, ports) => {
  const { pipeline, release, token } = input;
  const wave = await readWave(ports, release, input.wave);
  const definition = targetNamed(wave, input.target);
  const target = await ports.table.get<Target>(keys.target(pipeline, input.target));
  const intent = target?.intent?.release === release ? target.intent : undefined;
  // It may run our revision by another release's rollback, which returned to it.
  const runsOurs = target?.running?.release === release;

  if (!runsOurs && (intent === undefined || (await neverStarted(ports, definition, intent)))) {
    await giveUp(ports, pipeline, release, definition.name);
    return answer(ports, token, input.target, true, 'nothing was started there');
  }
  const point = returnPoint(target!, release);
  if (point === undefined) {
    return answer(
      ports,
      token,
      input.target,
      false,
      'nothing has ever baked there to return to',
      true,
    );
  }
  const { revision, functionVersion } = point;
  const fence = await fenceOf(ports, pipeline, wave.plan.stage, release);
  await install(ports, {
    ...input,
    fence,
    target: definition,
    doing: 'rollBack',
    revision,
    ...(functionVersion && { functionVersion }),
  });
});

async function neverStarted(
  ports: Ports,
  target: TargetDefinition,
  intent: Intent,
): Promise<boolean> {
  if (intent.doing !== 'deploy' || intent.deployment || intent.result === 'Succeeded') return false;
  const mark = deploymentMark(intent, target.name);
  if (await ports.deployments.find(target, mark, intent.startedAt)) return false;
  if (!mayStillStart(intent, ports.clock.now().getTime())) return true;
  throw stillStarting(target.name);
}

function stillStarting(target: string): Failure {
  const text = `expected to know what was started on ${target}, got a call that may still take effect`;
  return new Failure('NotReady', text);
}

async function giveUp(
  ports: Ports,
  pipeline: string,
  release: string,
  name: string,
): Promise<void> {
  await ports.table.change<Target>(keys.target(pipeline, name), (target) => {
    if (target?.intent?.release !== release || target.intent.result) return undefined;
    if (mayStillStart(target.intent, ports.clock.now().getTime())) throw stillStarting(name);
    return { item: givenUp(target, 'nothing was started') };
  });
}

function answer(
  ports: Ports,
  token: string,
  target: string,
  succeeded: boolean,
  reason: string,
  hasNothing = false,
): Promise<void> {
  return ports.workflows.answer(token, { target, succeeded, reason, hasNothing });
}

export const handler = rollBackTarget.onAws();
