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
  const tell = (call: FaultedCall) => {
    for (const each of heeded) hear(each, call);
  };
  const told = new Map<string, number>();
  return {
    ...faults,
    heed,
    // Somebody acts while a function hesitates; what does not hesitate has acted before anybody else can.
    slowSeconds(call: FaultedCall) {
      const seconds = faults.slowSeconds?.(call) ?? 0;
      if (seconds === 0) return 0;
      const isMadeAfterwards = seconds < Number.POSITIVE_INFINITY;
      if (isMadeAfterwards) told.set(nameOf(call), (told.get(nameOf(call)) ?? 0) + 1);
      tell(call);
      return seconds;
    },
    beforeCall(call: FaultedCall) {
      const count = told.get(nameOf(call)) ?? 0;
      if (count === 0) tell(call);
      else told.set(nameOf(call), count - 1);
      return faults.beforeCall?.(call);
    },
  };
}

function nameOf({ functionName, service, operation }: FaultedCall): string {
  return `${functionName} ${service}:${operation}`;
}

function hear(each: Heeded, call: FaultedCall): void {
  if (each.function !== call.functionName || each.left === 0 || !fits(each.call, call)) return;
  each.left -= 1;
  if (each.left === 0) each.act();
}
