// What a release may wait for still is forgotten as it ends, by what would have woken it.

import { deploymentOf } from '../core/intent.ts';
import { keys, ranges } from '../core/keys.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import type { Release } from '../core/release.ts';
import { waitKey } from '../core/wait-key.ts';
import { hasOpened, isThrough, testsOf, type Wave } from '../core/wave.ts';
import { plannedTargetsOf } from '../core/wave-targets.ts';
import { forgetAlarms } from './end-wave.ts';
import { readableItems } from './one-by-one.ts';
import type { Ports } from './ports.ts';
import { sideBySide } from './side-by-side.ts';

/**
 * Removes all that the release may wait for still, by what wakes it, in the waves that it reached. Of a deployment
 * whose place a way back has taken the wait has gone with it.
 */
export async function removeWaits(
  ports: Ports,
  release: Release,
  waves: readonly Wave[],
): Promise<void> {
  const last = waves.findLastIndex(hasOpened);
  const reached = waves.slice(0, last + 2).map((wave, at) => ({ wave, isPast: at < last }));
  await sideBySide(reached, async ({ wave, isPast }) => {
    const { index } = wave.plan;
    const targets = plannedTargetsOf(wave);
    const builds = Object.values(testsOf(wave)).map(({ build }) => build);
    await ports.table.remove(keys.gateWait(release.id, index));
    await ports.table.remove(keys.bakeWait(release.id, index));
    for (const build of builds) await ports.table.remove(keys.testWait(build));
    for (const target of targets) await removeDeploymentWait(ports, release, target);
    // What its machine has gone on from has forgotten them; of the others, whoever was at it may have died half-way.
    if (!isPast || wave.status !== 'ended') await forgetAlarms(ports, wave);
  });
  const isLeft = waves.some((wave) => hasOpened(wave) && !isThrough(wave));
  if (isLeft) await removeLost(ports, release);
}

/** Resolves to whether there was a try before. */
async function removeDeploymentWait(
  { table }: Ports,
  { pipeline, id }: Release,
  { name, account, region }: TargetDefinition,
): Promise<void> {
  const intent = (await table.get(keys.target(pipeline, name)))?.intent;
  const deployment = intent && deploymentOf(intent);
  if (intent?.release !== id || deployment === undefined) return;
  await table.remove(keys.deploymentWait({ account, region, deployment }));
}

/**
 * Of a try that another has followed nobody knows the deployment any more: where whoever failed its token died before
 * the wait was forgotten, it stands in the list alone. While a release runs the sweep finds it.
 */
async function removeLost(ports: Ports, { id }: Release): Promise<void> {
  const waits = await readableItems(ports, ranges.waits());
  const own = waits.filter(({ release }) => release === id);
  await sideBySide(own, (wait) => ports.table.remove(waitKey(wait), { token: wait.token }));
}
