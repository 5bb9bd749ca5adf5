// What goes wrong between Tidegate and AWS, as a scenario says it.

import type { AwsEvent } from '@tidegate/embedded-aws/services/events/event';
import type {
  CallFault,
  EventFault,
  FaultedCall,
  Faults,
} from '@tidegate/embedded-aws/transport/faults';
import { secondsIn } from '../../core/duration.ts';
import type { Scenario } from './scenario.ts';

/** What looks for builds whose event was lost comes round once an hour. */
const FOUND_WITHIN_SECONDS = 3_700;

export interface ScenarioFaults extends Faults {
  /** When the last event that was held back arrives, or is found to be lost, in seconds from the start. */
  lastArrivalSeconds(): number;
}

/** A fault of a call, with how many calls it lets pass before it happens, and how often it still may. */
type Due = Scenario['calls'][number] & { before: number; left: number };

/** The faults of a scenario; each knows how often it may still happen. */
export function faultsOf(scenario: Scenario, elapsedSeconds: () => number): ScenarioFaults {
  const all: Due[] = scenario.calls.map((fault) => ({
    ...fault,
    before: fault.onCall,
    left: fault.times,
  }));
  const calls = all.filter(({ how }) => how !== 'slow');
  const slow = all.filter(({ how }) => how === 'slow');
  const deaths = scenario.deaths.map((death) => ({ ...death, left: death.onCall }));
  const slows: Faults =
    slow.length > 0 ? { slowSeconds: (call) => slowSeconds(slow, call, elapsedSeconds()) } : {};
  return {
    beforeCall: (call) => deathAt(deaths, call) ?? faultAt(calls, call, elapsedSeconds()),
    ...slows,
    ...eventFaults(scenario, elapsedSeconds),
  };
}

function deathAt(
  deaths: (Scenario['deaths'][number] & { left: number })[],
  call: FaultedCall,
): CallFault | undefined {
  for (const death of deaths) {
    if (death.function !== call.functionName || !fits(death.call, call) || death.left === 0)
      continue;
    death.left -= 1;
    if (death.left === 0) return { dies: death.dies };
  }
  return undefined;
}

function faultAt(faults: Due[], call: FaultedCall, seconds: number): CallFault | undefined {
  const fault = dueAt(faults, call, seconds);
  if (fault === undefined) return undefined;
  return fault.how === 'throttled' ? { throttle: true } : { errorAfterEffect: true };
}

function slowSeconds(faults: Due[], call: FaultedCall, seconds: number): number {
  const fault = dueAt(faults, call, seconds);
  return fault === undefined ? 0 : secondsIn(fault.by!);
}

/** The first fault that is due for a call, taken. People and the world itself are not put to the test. */
function dueAt(faults: Due[], call: FaultedCall, seconds: number): Due | undefined {
  if (call.functionName === undefined) return undefined;
  for (const fault of faults) {
    const isCallers = (fault.function ?? call.functionName) === call.functionName;
    const isDue = fault.left > 0 && seconds >= secondsIn(fault.from);
    if (!isDue || !isCallers || !fits(fault.call, call)) continue;
    if (fault.before === 1) {
      fault.left -= 1;
      return fault;
    }
    fault.before -= 1;
  }
  return undefined;
}

function eventFaults(
  scenario: Scenario,
  elapsedSeconds: () => number,
): Pick<ScenarioFaults, 'event' | 'lastArrivalSeconds'> {
  const events = scenario.events.map((fault) => ({ ...fault, left: fault.times }));
  let lastArrivalSeconds = 0;
  return {
    lastArrivalSeconds: () => lastArrivalSeconds,
    event({ source }: AwsEvent): EventFault | undefined {
      const isDue = (from: string) => elapsedSeconds() >= secondsIn(from);
      const fault = events.find(
        (each) => each.left > 0 && isDue(each.from) && each.source === source,
      );
      if (fault === undefined) return undefined;
      fault.left -= 1;
      const delaySeconds =
        fault.how === 'lost' ? FOUND_WITHIN_SECONDS : secondsIn(fault.by ?? '10m');
      lastArrivalSeconds = Math.max(lastArrivalSeconds, elapsedSeconds() + delaySeconds);
      return fault.how === 'late' ? { delaySeconds } : fault.how;
    },
  };
}

function fits(pattern: string, { service, operation }: FaultedCall): boolean {
  const [wantedService, wantedOperation] = pattern.split(':');
  return wantedService === service && (wantedOperation === '*' || wantedOperation === operation);
}
