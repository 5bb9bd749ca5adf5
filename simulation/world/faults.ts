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
  const calls = scenario.calls.map((fault) => ({ ...fault, left: fault.times }));
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
    const fault = calls.find(
      ({ call: name, function: caller, left, from }) =>
        left > 0 &&
        isDue(from) &&
        fits(name, call) &&
        (caller ?? call.functionName) === call.functionName,
    );
    if (fault === undefined) return undefined;
    fault.left -= 1;
    return fault.how === 'throttled' ? { throttle: true } : { errorAfterEffect: true };
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

  return { beforeCall, event, lastArrivalSeconds: () => lastArrivalSeconds };
}

function fits(pattern: string, { service, operation }: FaultedCall): boolean {
  const [wantedService, wantedOperation] = pattern.split(':');
  return wantedService === service && (wantedOperation === '*' || wantedOperation === operation);
}
