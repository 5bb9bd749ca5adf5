// Who waits for a function to make a certain call, and acts as it is about to.

import type { FaultedCall, Faults } from '@tidegate/embedded-aws/transport/faults';
import { fits } from './faults.ts';
import type { PersonStep, Scenario } from './scenario.ts';

type OnCall = NonNullable<PersonStep['onCall']>;

/** Acts once, at the nth call of its kind. */
export type Heed = (onCall: OnCall, act: () => void) => void;

interface Heeded extends OnCall {
  left: number;
  readonly act: () => void;
}

/** The faults with ears: those of a world where nobody waits for a call stay as they are. */
export function heedful<Given extends Faults>(
  faults: Given,
  { people }: Scenario,
): Given & { readonly heed: Heed } {
  const heeded: Heeded[] = [];
  const heed: Heed = (onCall, act) => void heeded.push({ ...onCall, left: onCall.nth, act });
  if (!people.some(({ onCall }) => onCall)) return { ...faults, heed };
  // Asked before a function hesitates: somebody acts while it does.
  const slowSeconds = (call: FaultedCall) => {
    for (const each of heeded) hear(each, call);
    return faults.slowSeconds?.(call) ?? 0;
  };
  return { ...faults, heed, slowSeconds };
}

function hear(each: Heeded, call: FaultedCall): void {
  if (each.function !== call.functionName || each.left === 0 || !fits(each.call, call)) return;
  each.left -= 1;
  if (each.left === 0) each.act();
}
