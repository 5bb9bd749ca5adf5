// Moves the traffic of a target that no platform moves: a step at a time, each only where nothing speaks against it.

import { formatDuration } from '../core/duration.ts';
import { Failure } from '../core/failure.ts';
import { isStoppedBy } from '../core/halt.ts';
import { calledAt, deploymentOf, type Intent, isOver } from '../core/intent.ts';
import { keys } from '../core/keys.ts';
import { reasonOf } from '../core/plain-reason.ts';
import { isStepping, type SteppingTarget } from '../core/stepping.ts';
import { patienceSecondsOf, stepAfter, stepWith } from '../core/strategy.ts';
import type { DeploymentWait } from '../core/wait.ts';
import { stopOf, type Wave, type WaveOf } from '../core/wave.ts';
import type { Deploy } from './deploy-target.ts';
import { announced, answerWait, readLiveWave, register } from './hands.ts';
import { takeBack, takeStep } from './kinds/alias-steps.ts';
import { lookAtDeployment, settleTarget } from './look-at-deployment.ts';
import { lookAtShift } from './look-at-shift.ts';
import type { Ports } from './ports.ts';
import { readWave } from './read.ts';
import { targetNamed } from './target-named.ts';
import { whyHeld } from './why-held.ts';

/**
 * Looks at a shift whose hold is over, and takes its next step; or waits for another hold while something is unknown.
 * What speaks against it stops it within this very look, as an alarm does between two looks.
 */
export async function shiftTraffic(ports: Ports, input: Deploy): Promise<void> {
  const { pipeline, release, wave: index, token, target: name } = input;
  const wave = await readLiveWave(ports, release, index);
  const target = steppingTarget(wave, name);
  const intent = (await ports.table.get(keys.target(pipeline, name)))?.intent;
  const deployment = intent && deploymentOf(intent);
  if (intent?.release !== release || intent.doing !== 'deploy' || deployment === undefined) {
    // Where its release has ended meanwhile another may have come: then this is a late hand, and nothing is missing.
    await readLiveWave(ports, release, index);
    throw new Failure('Missing', `expected a shift of ${name} to be under way, got none`);
  }
  if (intent.status === 'ended') {
    const { result, reason } = intent.end;
    return ports.workflows.answer(token, {
      target: name,
      succeeded: result === 'Succeeded',
      reason,
    });
  }
  const { account, region } = target;
  const of = { pipeline, release, wave: index, target: name, account, region };
  const wait: DeploymentWait = { kind: 'deployment', token, ...of, deployment };
  await register(ports, wait);
  await lookAtShift(ports, { release, wave: index }, 'sweep');
  const looked = await readWave(ports, release, index);
  if (looked.status === 'open' && !isToStop(looked, name))
    await goOn(ports, { wave: looked, target, intent, wait });
  await lookAtDeployment(ports, wait);
}

function steppingTarget(wave: Wave, name: string): SteppingTarget {
  const target = targetNamed(wave, name);
  if (isStepping(target)) return target;
  throw new Failure('Missing', `expected ${name} to have a strategy of its own, got none`);
}

/** A wave of which somebody else has moved another target does not pass; yet nobody else ends what shifts here. */
function isToStop(wave: WaveOf<'open'>, name: string): boolean {
  const { drift } = wave;
  return stopOf(wave) !== undefined || (drift !== undefined && isStoppedBy(drift, name));
}

interface Shift {
  readonly wave: WaveOf<'open'>;
  readonly target: SteppingTarget;
  readonly intent: Intent;
  readonly wait: DeploymentWait;
}

/** A function may come a moment before its time. */
const EARLY_SECONDS = 5;

async function goOn(ports: Ports, shift: Shift): Promise<void> {
  const { wave, target, intent } = shift;
  const { step } = intent;
  const at = step && stepWith(target.strategy, step.share);
  if (step === undefined || at === undefined) return;
  // A function died between the step and its note: it is taken, or noted, once more.
  if (step.setting === undefined) return take(ports, shift, step.share);
  const heldSeconds = (ports.clock.now().getTime() - Date.parse(step.at)) / 1000;
  if (heldSeconds + EARLY_SECONDS < at.holdSeconds) return;
  const reasons = await whyHeld(ports, wave, target);
  const next = stepAfter(target.strategy, step.share);
  if (reasons.length === 0 && next) return take(ports, shift, next.share);
  const nowMillis = ports.clock.now().getTime();
  const isTooLong =
    heldSeconds + EARLY_SECONDS >= patienceSecondsOf(at) ||
    isOver(calledAt(intent), wave.plan.deploySeconds, nowMillis);
  if (isTooLong) await giveUp(ports, shift, heldSeconds, reasons);
  else ports.log.info('a step of the traffic is held', { target: target.name, reasons });
}

function take(ports: Ports, { wave, target, intent }: Shift, share: number): Promise<void> {
  const { pipeline } = wave;
  return announced(ports, wave, `the next step of ${target.name}`, () =>
    takeStep(ports, { pipeline, target }, intent, share),
  );
}

/** Nothing is proven: what was moved goes back, and the wave ends as one whose deployment has failed. */
async function giveUp(
  ports: Ports,
  { wave, target, intent, wait }: Shift,
  heldSeconds: number,
  reasons: readonly string[],
): Promise<void> {
  const { pipeline } = wave;
  await announced(ports, wave, `the stop of ${wait.deployment}`, () =>
    takeBack(ports, { pipeline, target }, intent),
  );
  const held = formatDuration(Math.round(heldSeconds));
  const reason = `its traffic was held at a step for ${held}: ${reasonOf(reasons)}`;
  await settleTarget(ports, wait, { result: 'Failed', reason });
  await answerWait(ports, wait, { target: target.name, succeeded: false, reason });
}
