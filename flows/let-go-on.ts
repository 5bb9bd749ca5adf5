// What a platform holds before a step of its traffic is let go on, where nothing speaks against it.

import type { Place } from '../aws/clients.ts';
import { deploymentOf } from '../core/intent.ts';
import { keys } from '../core/keys.ts';
import type { Owner } from '../core/owner.ts';
import { targetsOf } from '../core/pipeline/parse.ts';
import type { DeploymentWait } from '../core/wait.ts';
import { haltOf } from '../core/wave.ts';
import { readNamed } from './definitions.ts';
import { announced } from './hands.ts';
import { letsOf, observesOf } from './kinds/kinds.ts';
import { deploymentChanged, lookAtDeployment } from './look-at-deployment.ts';
import { lookAtShift } from './look-at-shift.ts';
import type { Ports } from './ports.ts';
import { readWave } from './read.ts';
import { targetNamed } from './target-named.ts';
import { whyHeld } from './why-held.ts';

interface Named extends Place {
  /** `ecs shop/checkout` */
  readonly node: string;
}

/**
 * Looks at a service whose platform tells of it: at its deployment, if a wave waits for it, and whether that may go on.
 * Another one there is held by nothing of Tidegate's.
 */
export async function serviceChanged(
  ports: Ports,
  { account, region, node }: Named,
): Promise<void> {
  const owner = await ports.table.get(keys.owner(account, region, node));
  if (owner === undefined)
    return ports.log.info('ignored a service that no pipeline has', { node });
  const item = await ports.table.get(keys.target(owner.pipeline, owner.target));
  const deployment = item?.intent && deploymentOf(item.intent);
  const wait =
    deployment && (await ports.table.get(keys.deploymentWait({ account, region, deployment })));
  if (wait) {
    await lookAtDeployment(ports, wait);
    await letGoOn(ports, wait);
  } else if (deployment) await deploymentChanged(ports, { account, region, deployment });
  await freeOthers(ports, owner);
}

async function freeOthers(ports: Ports, { pipeline, target: name }: Owner): Promise<void> {
  const definition = await readNamed(ports, pipeline);
  const target = definition?.pipeline.stages.flatMap(targetsOf).find((each) => each.name === name);
  if (target) await letsOf(target)?.freeOthers(ports, target);
}

/** A deployment of CodeDeploy waits before its traffic moves: looks whether it may go on, if a wave waits for it. */
export async function deploymentReady(
  ports: Ports,
  ready: Pick<DeploymentWait, 'account' | 'region' | 'deployment'>,
): Promise<void> {
  const wait = await ports.table.get(keys.deploymentWait(ready));
  if (wait) await letGoOn(ports, wait);
}

/**
 * Takes the next step of what is held, after a look at whether it does harm. What is not known holds it on, until the
 * time of its deployment is over: the sweep asks again every five minutes. A hold that is over is another one's.
 */
export async function letGoOn(ports: Ports, wait: DeploymentWait): Promise<void> {
  const { pipeline, release, wave: index, target: name, deployment: id } = wait;
  const wave = await readWave(ports, release, index);
  const target = targetNamed(wave, name);
  const lets = letsOf(target);
  if (lets === undefined) return;
  const begun = { pipeline, target, id };
  const { heldBy, description } = await observesOf(target).observe(ports, begun);
  if (heldBy === undefined || wave.sealedAt !== undefined) return;
  const goOn = () => lets.goOn(ports, begun, heldBy);
  // What is taken back has no evidence to wait for.
  if (description.startsWith(`tidegate rollBack ${release} `))
    return announced(ports, wave, `the way back of ${name}`, goOn);
  if (!description.startsWith(`tidegate deploy ${release} `)) return;
  await lookAtShift(ports, { release, wave: index }, 'change');
  const looked = await readWave(ports, release, index);
  if (looked.status !== 'open' || looked.sealedAt !== undefined) return;
  if (haltOf(looked) !== undefined) return lookAtDeployment(ports, wait);
  const reasons = await whyHeld(ports, looked, target);
  if (reasons.length > 0)
    return ports.log.info('a step of the traffic is held', { target: name, reasons });
  await announced(ports, looked, `the next step of ${name}`, goOn);
}
