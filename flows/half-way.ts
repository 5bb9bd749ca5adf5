// Whether a wave has left any of its targets between two revisions.

import { resultOf } from '../core/intent.ts';
import type { Wave } from '../core/wave.ts';
import { itemsOf } from './gather-truth.ts';
import type { Ports } from './ports.ts';

export async function isHalfWay(ports: Ports, wave: Wave): Promise<boolean> {
  const items = await itemsOf(ports, wave);
  return [...items.values()].some(
    ({ intent }) =>
      intent?.release === wave.release &&
      (intent.status === 'open' || resultOf(intent) === 'Failed'),
  );
}
