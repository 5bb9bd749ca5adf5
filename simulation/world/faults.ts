// What goes wrong between Tidegate and AWS, as a scenario says it.

import type { VirtualClock } from '@tidegate/embedded-aws/clock';
import type { AwsEvent } from '@tidegate/embedded-aws/services/events/event';
import type { Place } from '@tidegate/embedded-aws/services/places';
import type {
  CallFault,
  EventFault,
  FaultedCall,
  Faults,
} from '@tidegate/embedded-aws/transport/faults';
import { apiRates } from '@tidegate/embedded-aws/transport/rates';
import { secondsIn } from '../../core/duration.ts';
import { home } from './place.ts';
import type { Scenario } from './scenario.ts';

/** What looks for builds whose event was lost comes round once an hour. */
export const FOUND_WITHIN_SECONDS = 3_700;

export interface ScenarioFaults extends Faults {
  /** When the last event that was held back arrives, or is found to be lost, in seconds from the start. */
  lastArrivalSeconds(): number;
}

/** A fault of a call, with how many calls it lets pass before it happens, and how often it still may. */
type Due = Scenario['calls'][number] & { before: number; left: number };

/** The faults of a scenario; each knows how often it may still happen. */
export function faultsOf(
  scenario: Scenario,
  elapsedSeconds: () => number,
  dueSeconds: number,
): ScenarioFaults {
  const all: Due[] = scenario.calls.map((fault) => ({
    ...fault,
    before: fault.onCall,
    left: fault.times ?? (fault.for === undefined ? 1 : Number.POSITIVE_INFINITY),
  }));
  const isLate = ({ how }: Due) => how === 'slow' || how === 'hangs';
  const calls = all.filter((fault) => !isLate(fault));
  const slow = all.filter(isLate);
  const deaths = scenario.deaths.map((death) => ({ ...death, left: death.onCall }));
  const slows: Faults =
    slow.length > 0 ? { slowSeconds: (call) => slowSeconds(slow, call, elapsedSeconds()) } : {};
  return {
    beforeCall: (call) =>
      deathAt(deaths, call) ??
      awayAt(scenario, call, elapsedSeconds()) ??
      faultAt(calls, call, { scenario, seconds: elapsedSeconds() }),
    ...slows,
    ...eventFaults(scenario, elapsedSeconds, dueSeconds),
  };
}

/** With AWS's own rates where the scenario asks for them: they hold for everyone who calls. */
export function limited(
  faults: ScenarioFaults,
  { rates }: Scenario,
  clock: VirtualClock,
): ScenarioFaults {
  if (!rates) return faults;
  const exceeds = apiRates(clock);
  return {
    ...faults,
    beforeCall: (call) => (exceeds(call) ? { throttle: true } : faults.beforeCall?.(call)),
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

const UNREACHABLE = ['ServiceUnavailable', 'The service cannot be reached.', 503] as const;

function awayAt(scenario: Scenario, made: FaultedCall, seconds: number): CallFault | undefined {
  if (made.functionName === undefined || backAfterSeconds(scenario, made.call, seconds) === 0)
    return undefined;
  return { refuses: UNREACHABLE };
}

/** In how many seconds a place can be reached again: 0 if it can. Where Tidegate itself runs always can. */
function backAfterSeconds(
  { regions }: Scenario,
  { account, region }: Place,
  seconds: number,
): number {
  if (account === home.account && region === home.region) return 0;
  const ends = regions
    .filter((away) => away.region === region && (away.account ?? account) === account)
    .map((away) => ({
      from: secondsIn(away.from),
      until: secondsIn(away.from) + secondsIn(away.for),
    }))
    .filter(({ from, until }) => seconds >= from && seconds < until);
  return Math.max(0, ...ends.map(({ until }) => until - seconds));
}

function faultAt(
  faults: Due[],
  call: FaultedCall,
  { scenario, seconds }: { readonly scenario: Scenario; readonly seconds: number },
): CallFault | undefined {
  const fault = dueAt(faults, call, seconds);
  if (fault?.how === 'lags')
    return { asOf: Date.parse(scenario.startAt) + (seconds - secondsIn(fault.by ?? '0s')) * 1000 };
  if (fault?.call.startsWith('kms:')) return { refuses: deniedKey(call) };
  return fault && HOWS[fault.how];
}

/** What S3 needs of an object's key to do what it is asked for. Checksums are encrypted too: a HEAD reads them. */
export const KEY_USES: Readonly<Record<string, string>> = {
  GetObject: 'Decrypt',
  HeadObject: 'Decrypt',
  PutObject: 'GenerateDataKey',
};

/** Whoever may read an object may not read it without its key: S3 says what KMS has said. */
function deniedKey({ operation, functionName, call }: FaultedCall) {
  const user = `arn:aws:sts::${call.account}:assumed-role/${functionName}/${functionName}`;
  const text =
    `User: ${user} is not authorized to perform: kms:${KEY_USES[operation]} on the resource associated with this ` +
    'ciphertext because no identity-based policy allows the action';
  return ['AccessDenied', text, 403] as const;
}

const HOWS: Readonly<Partial<Record<Due['how'], CallFault>>> = {
  throttled: { throttle: true },
  denied: { denies: true },
  fails: { refuses: ['InternalFailure', 'We encountered an internal error.', 500] },
  failsAfterEffect: { errorAfterEffect: true },
  contended: {
    refuses: ['ConditionalCheckFailedException', 'The conditional request failed', 400],
  },
};

function slowSeconds(faults: Due[], call: FaultedCall, seconds: number): number {
  const fault = dueAt(faults, call, seconds);
  if (fault?.by === undefined) return fault === undefined ? 0 : Number.POSITIVE_INFINITY;
  return secondsIn(fault.by);
}

/** The first fault that is due for a call, taken. People and the world itself are not put to the test. */
function dueAt(faults: Due[], made: FaultedCall, seconds: number): Due | undefined {
  if (made.functionName === undefined) return undefined;
  for (const fault of faults) {
    if (fault.left === 0 || !isWithin(fault, seconds) || !isMeant(fault, made)) continue;
    if (fault.before === 1) {
      fault.left -= 1;
      return fault;
    }
    fault.before -= 1;
  }
  return undefined;
}

function isWithin({ from, for: lasting }: Due, seconds: number): boolean {
  const begins = secondsIn(from);
  return seconds >= begins && (lasting === undefined || seconds < begins + secondsIn(lasting));
}

function isMeant(fault: Due, made: FaultedCall): boolean {
  const { functionName, call } = made;
  return (
    (fault.function ?? functionName) === functionName &&
    (fault.account ?? call.account) === call.account &&
    (fault.region ?? call.region) === call.region &&
    fits(fault.call, made) &&
    (fault.how !== 'contended' || isOnVersion(made))
  );
}

/** A write of what was read before: only there somebody else can have written in between. */
function isOnVersion({ service, operation, input }: FaultedCall): boolean {
  const { ConditionExpression: condition } = input as { ConditionExpression?: unknown };
  return (
    service === 'dynamodb' &&
    operation === 'PutItem' &&
    typeof condition === 'string' &&
    condition.includes('version')
  );
}

function eventFaults(
  scenario: Scenario,
  elapsedSeconds: () => number,
  dueSeconds: number,
): Pick<ScenarioFaults, 'event' | 'lastArrivalSeconds'> {
  const events = scenario.events.map((fault) => ({ ...fault, left: fault.times }));
  let lastArrivalSeconds = dueSeconds;
  return {
    lastArrivalSeconds: () => lastArrivalSeconds,
    event({ source, account, region }: AwsEvent): EventFault | undefined {
      const awaySeconds = backAfterSeconds(scenario, { account, region }, elapsedSeconds());
      if (awaySeconds > 0) {
        lastArrivalSeconds = Math.max(lastArrivalSeconds, elapsedSeconds() + awaySeconds);
        return { delaySeconds: awaySeconds };
      }
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

function isOneOf(wanted: string | undefined, use: string | undefined): boolean {
  return use !== undefined && (wanted === '*' || wanted === use);
}

/** Whether a call is one of `service:Operation`, `service:*` or `*:*`; those of KMS are what S3 asks of it. */
export function fits(
  pattern: string,
  { service, operation }: Pick<FaultedCall, 'service' | 'operation'>,
): boolean {
  const [wantedService, wantedOperation] = pattern.split(':');
  if (wantedService === 'kms')
    return service === 's3' && isOneOf(wantedOperation, KEY_USES[operation]);
  const isService = wantedService === '*' || wantedService === service;
  return isService && (wantedOperation === '*' || wantedOperation === operation);
}
