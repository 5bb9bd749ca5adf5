// Carries out what is prepared, where that takes the right to deploy: only functions that deploy hold this.

import type { Begun } from './kinds/kind.ts';
import { carriesOf } from './kinds/kinds.ts';
import type { Ports } from './ports.ts';
import { beginOperation } from './set-begins.ts';

export async function beginPrepared(ports: Ports, begun: Begun): Promise<void> {
  const { target, id } = begun;
  if (target.stackSet) return beginOperation(ports, target, id);
  await carriesOf(target)?.carryOut?.(ports, begun);
}
