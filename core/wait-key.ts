// Where a wait lies: under what wakes it.

import { keys } from './keys.ts';
import type { Key } from './noun.ts';
import { type Wait, waitNoun } from './wait.ts';

export function waitKey(wait: Wait): Key<Wait> {
  const { pk, sk, former } = keyOfWait(wait);
  return { noun: waitNoun, pk, sk, ...(former && { former }) };
}

function keyOfWait(wait: Wait): Key<unknown> {
  switch (wait.kind) {
    case 'gate':
      return keys.gateWait(wait.release, wait.wave);
    case 'bake':
      return keys.bakeWait(wait.release, wait.wave);
    case 'deployment':
      return keys.deploymentWait(wait);
    case 'test':
      return keys.testWait(wait.build);
  }
}
