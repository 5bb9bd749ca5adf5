// What a platform holds after all of its traffic has shifted, for a fast way back: given up once nothing is taken back.

import { keys } from '../core/keys.ts';
import type { Wave } from '../core/wave.ts';
import { letsOf } from './kinds/kinds.ts';
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
    const lets = letsOf(target);
    const item = lets && (await ports.table.get(keys.target(pipeline, target.name)));
    const isIts = item?.running?.release === release || item?.intent?.release === release;
    if (lets === undefined || !isIts) continue;
    const stays = item.running?.release === release ? item.running.setting : undefined;
    await lets.finish(ports, target, stays);
  }
}
