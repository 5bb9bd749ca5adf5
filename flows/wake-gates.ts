// Looks at the gates that a person has let go on.

import { ranges } from '../core/keys.ts';
import type { GateWait } from '../core/wait.ts';
import { lookAtGate } from './look-at-gate.ts';
import { orLogged, readableItems } from './one-by-one.ts';
import type { Ports } from './ports.ts';

/** What the person waits for; the sweep looks at all of them within five minutes. */
const MOST_AT_ONCE = 10;

/** Says how many gates there are that may go on. What goes wrong at one is no matter of whoever let it go on. */
export async function wakeGates(
  ports: Ports,
  isMeant: (wait: GateWait) => boolean | Promise<boolean>,
): Promise<number> {
  const meant: GateWait[] = [];
  for (const wait of await readableItems(ports, ranges.waits()))
    if (wait.kind === 'gate' && (await isMeant(wait))) meant.push(wait);
  for (const wait of meant.slice(0, MOST_AT_ONCE))
    await orLogged(ports, { gateOf: wait.release }, () => lookAtGate(ports, wait));
  return meant.length;
}
