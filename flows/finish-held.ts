// What a platform holds after all of its traffic has shifted, for a fast way back: given up once nothing is taken back.

import { deploymentOf, resultOf } from '../core/intent.ts';
import { keys } from '../core/keys.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import type { Target } from '../core/target.ts';
import type { Wave } from '../core/wave.ts';
import { coolsOf, letsOf } from './kinds/kinds.ts';
import type { Ports } from './ports.ts';

/**
 * What a wave has brought to its targets is over: what stays there goes on, and nothing is held any more for a way
 * back. Throws where that cannot be said: try again.
 */
export async function finishHeld(
  ports: Ports,
  { pipeline, release, plan }: Pick<Wave, 'pipeline' | 'release' | 'plan'>,
): Promise<void> {
  for (const target of plan.targets) {
    const [lets, cools] = [letsOf(target), coolsOf(target)];
    if (lets === undefined && cools === undefined) continue;
    const item = await ports.table.get(keys.target(pipeline, target.name));
    if (item?.running?.release !== release && item?.intent?.release !== release) continue;
    const stays = item.running?.release === release ? item.running.setting : undefined;
    await lets?.finish(ports, target, stays);
    await cools?.cool(ports, target, item);
  }
}

/**
 * What a release began on a target is over as its way back is begun: nobody waits for it any more, and what never
 * served all is not kept warm. Whoever takes it back knows it; the intent names other versions by then.
 */
export async function endBegun(
  ports: Ports,
  target: TargetDefinition,
  item: Target,
): Promise<void> {
  const { intent } = item;
  const deployment = intent?.doing === 'deploy' ? deploymentOf(intent) : undefined;
  const { account, region } = target;
  if (deployment) await ports.table.remove(keys.deploymentWait({ account, region, deployment }));
  if (resultOf(intent) === 'Failed') await coolsOf(target)?.cool(ports, target, item);
}
