// What goes wrong between Tidegate and AWS, as a scenario says it.

import type { AwsEvent } from '@tidegate/embedded-aws/services/events/event';
import type {
  CallFault,
  EventFault,
  FaultedCall,
  Faults,
} from '@tidegate/embedded-aws/transport/faults';
import { parseDuration } from '../../core/duration.ts';
import type { Scenario } from './scenario.ts';

/** What looks for builds whose event was lost comes round once an hour. */
const FOUND_WITHIN_SECONDS = 3_700;

export interface ScenarioFaults extends Faults {
  /** When the last event that was held back arrives, or is found to be lost, in seconds from the start. */
  lastArrivalSeconds(): number;
}

/** The faults of a scenario; each knows how often it may still happen. */
export function faultsOf(scenario: Scenario, elapsedSeconds: () => number): ScenarioFaults {
  const all = scenario.calls.map((fault) => ({
    ...fault,
    before: fault.onCall,
    left: fault.times,
  }));
  const calls = all.filter(({ how }) => how !== 'slow');
  const slow = all.filter(({ how }) => how === 'slow');
  const events = scenario.events.map((fault) => ({ ...fault, left: fault.times }));
  const deaths = scenario.deaths.map((death) => ({ ...death, left: death.onCall }));
  let lastArrivalSeconds = 0;
  const isDue = (from: string) => elapsedSeconds() >= parseDuration(from)!;

  function beforeCall(call: FaultedCall): CallFault | undefined {
    // People and the world itself are not what a scenario puts to the test.
    if (call.functionName === undefined) return undefined;
    for (const death of deaths) {
      if (death.function !== call.functionName || !fits(death.call, call) || death.left === 0)
        continue;
      death.left -= 1;
      if (death.left === 0) return { dies: death.dies };
    }
    const fault = dueOf(calls, call);
    if (fault === undefined) return undefined;
    return fault.how === 'throttled' ? { throttle: true } : { errorAfterEffect: true };
  }

  /** The first fault that is due for a call, taken; each counts the calls that it fits. */
  function dueOf(faults: typeof all, call: FaultedCall): (typeof all)[number] | undefined {
    for (const fault of faults) {
      const { call: name, function: caller = call.functionName, from } = fault;
      if (fault.left === 0 || !isDue(from) || caller !== call.functionName || !fits(name, call))
        continue;
      if (fault.before > 1) fault.before -= 1;
      else {
        fault.left -= 1;
        return fault;
      }
    }
    return undefined;
  }

  function slowSeconds(call: FaultedCall): number {
    const fault = call.functionName === undefined ? undefined : dueOf(slow, call);
    return fault === undefined ? 0 : parseDuration(fault.by!)!;
  }

  function event({ source }: AwsEvent): EventFault | undefined {
    const fault = events.find(
      (each) => each.left > 0 && isDue(each.from) && each.source === source,
    );
    if (fault === undefined) return undefined;
    fault.left -= 1;
    const delaySeconds =
      fault.how === 'lost' ? FOUND_WITHIN_SECONDS : parseDuration(fault.by ?? '10m')!;
    lastArrivalSeconds = Math.max(lastArrivalSeconds, elapsedSeconds() + delaySeconds);
    return fault.how === 'late' ? { delaySeconds } : fault.how;
  }

  const hesitation = slow.length > 0 ? { slowSeconds } : {};
  return { beforeCall, ...hesitation, event, lastArrivalSeconds: () => lastArrivalSeconds };
}

function fits(pattern: string, { service, operation }: FaultedCall): boolean {
  const [wantedService, wantedOperation] = pattern.split(':');
  return wantedService === service && (wantedOperation === '*' || wantedOperation === operation);
}
