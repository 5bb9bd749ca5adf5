// Returns one target to the revision that last baked there, as part of a rollback.

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
import { install } from './install.ts';
import type { Ports } from './ports.ts';
import { readWave } from './read.ts';
import { fenceOf } from './stages.ts';
import { targetNamed } from './target-named.ts';

export interface Return {
  /** Answered when the target is back, or cannot be taken back. */
  readonly token: string;
  readonly pipeline: string;
  readonly release: string;
  readonly wave: number;
  /** The target's name. */
  readonly target: string;
}

/**
 * Installs the target's point of return, or answers at once where nothing was started there or nothing ever baked.
 *
 * Throws what `install` throws, and `NotReady` while a call of the release may still take effect there.
 */
export async function returnTarget(ports: Ports, input: Return): Promise<void> {
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
}

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
