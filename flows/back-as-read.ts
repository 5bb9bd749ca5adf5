// The end of a way back, as what runs bears it out: somebody else may have come since the platform called it good.

import type { Deployment } from '../core/deployment.ts';
import { deploymentOf, type Intent, type IntentEnd } from '../core/intent.ts';
import { keys } from '../core/keys.ts';
import { kindFor } from '../core/kinds/kinds.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import { reasonOf } from '../core/plain-reason.ts';
import { driftText } from '../core/verdict.ts';
import type { DeploymentWait } from '../core/wait.ts';
import type { Wave } from '../core/wave.ts';
import { readingOf } from './gather-truth.ts';
import type { Said } from './kinds/kind.ts';
import type { Ports } from './ports.ts';
import { type Compared, compareWithTruth } from './read-truth.ts';
import { shiftOf } from './shift-truth.ts';
import { targetNamed } from './target-named.ts';

/**
 * How a rollback's deployment ended on its target. One that somebody else has overtaken has taken nothing back, and is
 * not tried again over what they have put there. Where that cannot be read, the platform's word stands: whoever
 * settles the release reads it again.
 */
export async function backAsRead(
  ports: Ports,
  wait: DeploymentWait,
  wave: Wave,
  { found, end }: { readonly found: Deployment; readonly end: IntentEnd },
): Promise<IntentEnd> {
  const item = await ports.table.get(keys.target(wait.pipeline, wait.target));
  const intent = item?.intent;
  if (intent === undefined || deploymentOf(intent) !== wait.deployment) return end;
  const text = await overtakenBy(ports, targetNamed(wave, wait.target), intent, found);
  if (text === undefined) return end;
  return { result: 'Failed', reason: `${end.reason}, but ${text}` };
}

/**
 * By whom, in words. Once it has succeeded, all of the target should run what it was taken back to, whoever put it
 * there; before that, and while the platform itself may still be moving it, nothing but what it went between.
 */
async function overtakenBy(
  ports: Ports,
  target: TargetDefinition,
  intent: Intent,
  { id, state }: Deployment,
): Promise<string | undefined> {
  const { release, revision, functionVersion, startedAt: at } = intent;
  const set = kindFor(target).hasVersions
    ? functionVersion && { functionVersion }
    : { setting: id };
  const whole = { target, installed: { release, revision, ...set, at }, since: at };
  const onItsWay = shiftOf(target, intent);
  if (state !== 'Succeeded') return textOf(ports, await compare(ports, onItsWay));
  const there = await compare(ports, whole);
  const isUnsettled = there?.says.is === 'unsettled';
  return textOf(ports, isUnsettled ? await compare(ports, onItsWay) : there);
}

async function compare(ports: Ports, said: Said): Promise<Compared | undefined> {
  const [compared] = await compareWithTruth(ports, [said], 'quick');
  return compared;
}

async function textOf(ports: Ports, compared: Compared | undefined): Promise<string | undefined> {
  if (compared?.says.is !== 'other') return undefined;
  const { found } = await readingOf(ports, compared);
  return reasonOf(found.map(driftText));
}
