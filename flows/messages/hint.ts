// Wakes whoever tells people: by an event that may be lost, doubled or late, and never holds anything up.

import { isFailure } from '../../core/failure.ts';
import { logFailure } from '../one-by-one.ts';
import type { Ports } from '../ports.ts';

/** What fails is made good by the next sweep, which hints again for as long as anybody is to be told of anything. */
export async function hintTellers(
  ports: Pick<Ports, 'buses' | 'log'>,
  release = '',
): Promise<void> {
  try {
    const event = { source: 'tidegate', type: 'Tidegate Look', detail: { release } };
    await ports.buses.hint(event);
  } catch (thrown) {
    if (!isFailure(thrown, 'ServiceFailed')) throw thrown;
    logFailure(ports, { hint: release }, thrown);
  }
}
