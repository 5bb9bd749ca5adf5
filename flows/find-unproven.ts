// Deployments that outlived their release, and of which nobody knows the name: found by the mark that they bear.

import type { Deployment } from '../core/deployment.ts';
import { keys } from '../core/keys.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import type { Unproven } from '../core/wait.ts';
import { find } from './find-begun.ts';
import { lookAtUnproven, settleUnproven } from './look-at-deployment.ts';
import type { Ports } from './ports.ts';
import { readWave } from './read.ts';
import { targetNamed } from './target-named.ts';

/** What a sweep does of any of them. */
export async function lookAtAnyUnproven(ports: Ports, unproven: Unproven): Promise<void> {
  if (!unproven.byMark) return lookAtUnproven(ports, unproven);
  const wave = await readWave(ports, unproven.release, unproven.wave);
  const target = targetNamed(wave, unproven.target);
  await settleUnproven(ports, unproven, await foundByMark(ports, unproven, target));
}

/** Undefined where there is none, or another release has come to the target since. */
async function foundByMark(
  ports: Ports,
  { pipeline, release }: Unproven,
  target: TargetDefinition,
): Promise<Deployment | undefined> {
  const intent = (await ports.table.get(keys.target(pipeline, target.name)))?.intent;
  return intent?.release === release ? find(ports, pipeline, target, intent) : undefined;
}
