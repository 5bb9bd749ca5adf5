// Waits for a person's consent to what a change set may destroy; nothing is executed before it, nor without it.

import { exactDuration } from '../core/duration.ts';
import { Failure } from '../core/failure.ts';
import { deploymentOf, type Intent, UNCONSENTED } from '../core/intent.ts';
import { keys } from '../core/keys.ts';
import type { DeploymentWait } from '../core/wait.ts';
import type { Wave } from '../core/wave.ts';
import { carryOut } from './carry-out.ts';
import { consented } from './consented.ts';
import type { Deploy } from './deploy-target.ts';
import { giveUpConsent } from './give-up-consent.ts';
import { announced, answerWait, readLiveWave, register } from './hands.ts';
import { stopsOf } from './kinds/kinds.ts';
import { lookAtDeployment } from './look-at-deployment.ts';
import type { Ports } from './ports.ts';
import { targetNamed } from './target-named.ts';

/**
 * Registers the token under the deployment's own key, so that whatever wakes a deployment wakes this: harm ends it, and
 * so does a stack that somebody has updated meanwhile. Called again once the time is over, it says so.
 */
export async function awaitConsent(ports: Ports, input: Deploy): Promise<void> {
  const { pipeline, release, wave: index, target: name, token } = input;
  const wave = await readLiveWave(ports, release, index);
  const { account, region } = targetNamed(wave, name);
  const intent = (await ports.table.get(keys.target(pipeline, name)))?.intent;
  const deployment = intent && deploymentOf(intent);
  if (intent?.release !== release || intent.doing !== 'deploy' || deployment === undefined)
    throw new Failure(
      'Missing',
      `expected a change set for ${name} that waits for a person, got none`,
    );
  const of = { pipeline, release, wave: index, target: name, account, region };
  const wait: DeploymentWait = { kind: 'deployment', token, ...of, deployment, asks: true };
  if (intent.status === 'ended') return answerEnded(ports, wait, wave, intent);
  await register(ports, wait);
  if (isLate(ports, intent, wave)) return giveUp(ports, wait, wave);
  await lookAtDeployment(ports, wait);
  await carryOut(ports, wait);
}

/** A function may come a moment before its time. */
const EARLY_SECONDS = 5;

function isLate(ports: Ports, { prepared }: Intent, { plan }: Wave): boolean {
  const { answerSeconds = 0 } = plan;
  const askedAt = Date.parse(prepared?.askedAt ?? '');
  const seconds = (ports.clock.now().getTime() - askedAt) / 1000;
  return seconds + EARLY_SECONDS >= answerSeconds;
}

async function giveUp(ports: Ports, wait: DeploymentWait, wave: Wave): Promise<void> {
  const { answerSeconds = 0 } = wave.plan;
  const intent = await giveUpConsent(ports, wait, `within ${exactDuration(answerSeconds)}`);
  if (intent?.status !== 'ended') return consented(ports, wait);
  await answerEnded(ports, wait, wave, intent);
}

/** Whoever has given it up may have died before it was discarded: done again that does no harm. */
async function answerEnded(
  ports: Ports,
  wait: DeploymentWait,
  wave: Wave,
  { end: { result, reason } }: Extract<Intent, { readonly status: 'ended' }>,
): Promise<void> {
  const { pipeline, target: name, deployment: id } = wait;
  const target = targetNamed(wave, name);
  if (reason.startsWith(UNCONSENTED))
    await announced(ports, wave, `the discard of ${id}`, () =>
      stopsOf(target).stop(ports, { pipeline, target, id }),
    );
  await answerWait(ports, wait, { target: name, succeeded: result === 'Succeeded', reason });
}
