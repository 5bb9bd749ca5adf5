// What an execution leaves that never had a release.

import { HAND_SECONDS } from '../core/hands.ts';
import { keys } from '../core/keys.ts';
import type { Open } from '../core/release.ts';
import type { Ports } from './ports.ts';

/** A function that was about to claim a release may still do so: whoever comes later settles it then. */
export async function forgetUnclaimed(
  ports: Ports,
  execution: string,
  open: Open | undefined,
): Promise<void> {
  const seconds = open ? (ports.clock.now().getTime() - Date.parse(open.since)) / 1000 : 0;
  if (open && seconds >= HAND_SECONDS) await ports.table.remove(keys.open(execution));
}
