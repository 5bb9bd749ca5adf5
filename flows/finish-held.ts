// What a platform holds after all of its traffic has shifted, for a fast way back: given up once nothing is taken back.

import { resultOf } from '../core/intent.ts';
import { keys } from '../core/keys.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import type { Target } from '../core/target.ts';
import type { Wave } from '../core/wave.ts';
import { coolsOf, letsOf } from './kinds/kinds.ts';
import type { Ports } from './ports.ts';

/**
 * What a wave has brought to its targets is over: what stays there goes on, and nothing is held any more for a way
 * back. Throws where that cannot be said: try again. Once its release has ended (`isLate`), what another has
 * come to is that one's.
 */
export async function finishHeld(
  ports: Ports,
  { pipeline, release, plan }: Pick<Wave, 'pipeline' | 'release' | 'plan'>,
  isLate = false,
): Promise<void> {
  for (const target of plan.targets) {
    const [lets, cools] = [letsOf(target), coolsOf(target)];
    if (lets === undefined && cools === undefined) continue;
    const item = await ports.table.get(keys.target(pipeline, target.name));
    if (item?.running?.release !== release && item?.intent?.release !== release) continue;
    if (isLate && item.intent?.release !== release) continue;
    const stays = item.running?.release === release ? item.running.setting : undefined;
    await lets?.finish(ports, target, stays);
    await cools?.cool(ports, target, item);
  }
}

/**
 * What never served all is not kept warm as its way back is begun: whoever takes it back knows it, and the intent names
 * other versions by then.
 */
export async function coolFailed(
  ports: Ports,
  target: TargetDefinition,
  item: Target,
): Promise<void> {
  if (resultOf(item.intent) === 'Failed') await coolsOf(target)?.cool(ports, target, item);
}
