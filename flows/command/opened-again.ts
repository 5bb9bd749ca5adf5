// What comes of a scope that a person lets go on: whoever waits in front of it looks again.

import { type Hold, heldAt, holdText, type Scope, scopeText } from '../../core/hold.ts';
import type { GateWait } from '../../core/wait.ts';
import { orLogged } from '../one-by-one.ts';
import type { Ports } from '../ports.ts';
import { readWave } from '../read.ts';
import { wakeGates } from '../wake-gates.ts';
import { isIn } from './scope.ts';

/** A line each: what is open, what is shut all the same, and how many look. */
export async function openedAgain(
  ports: Ports,
  scope: Scope,
  hold: Hold | undefined,
): Promise<string[]> {
  const other = heldAt(hold, ports.clock.now());
  if (other) return [`${holdText(other)}: that stands`];
  const woken = await wakeGates(ports, (wait) => isWaitIn(ports, scope, wait));
  return [
    `${scopeText(scope)} is open`,
    ...(woken > 0 ? [`${woken} waiting in front of it look again`] : []),
  ];
}

async function isWaitIn(
  ports: Ports,
  scope: Scope,
  { pipeline, release, wave }: GateWait,
): Promise<boolean> {
  const where = { pipeline };
  if (scope.kind !== 'stage' || scope.pipeline !== pipeline) return isIn(ports, scope, where);
  const read = await orLogged(ports, { release }, () => readWave(ports, release, wave));
  return read?.plan.stage === scope.stage;
}
