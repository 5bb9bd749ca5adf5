// How many calls each API takes before it throttles: for scenarios that ask for AWS's own limits.

import type { VirtualClock } from '../clock.ts';
import type { Notice } from '../notice.ts';
import { own } from '../own.ts';
import type { Call } from '../service.ts';
import type { FaultedCall } from './faults.ts';

interface Rate {
  readonly perSecond: number;
  /** What may come at once after a pause. */
  readonly burst: number;
}

const steady = (perSecond: number): Rate => ({ perSecond, burst: perSecond });

/** Per account and region, from the services' quota pages; an API that is not listed is not throttled. */
const RATES: Readonly<Record<string, Rate>> = {
  'application-signals BatchGetServiceLevelObjectiveBudgetReport': steady(10),
  'cloudwatch PutMetricAlarm': steady(3),
  'cloudwatch PutCompositeAlarm': steady(3),
  'cloudwatch DeleteAlarms': steady(3),
  'cloudwatch EnableAlarmActions': steady(3),
  'cloudwatch DisableAlarmActions': steady(3),
  'cloudwatch SetAlarmState': steady(3),
  'cloudwatch PutAlarmMuteRule': steady(3),
  'cloudwatch DescribeAlarms': steady(9),
  'cloudwatch PutMetricData': steady(500),
  'cloudwatch GetMetricData': steady(500),
  'logs FilterLogEvents': steady(5),
  'logs DescribeLogStreams': steady(25),
  'states StartExecution': { perSecond: 300, burst: 1300 },
  'states SendTaskSuccess': { perSecond: 500, burst: 3000 },
  'states SendTaskFailure': { perSecond: 500, burst: 3000 },
  'states SendTaskHeartbeat': { perSecond: 500, burst: 3000 },
  'states DescribeExecution': { perSecond: 15, burst: 300 },
  'states GetExecutionHistory': { perSecond: 20, burst: 400 },
  'states ListExecutions': { perSecond: 5, burst: 200 },
  'states StopExecution': { perSecond: 200, burst: 1000 },
  'events PutEvents': steady(10_000),
};

/** A bucket of tokens. */
interface Tokens {
  left: number;
  at: number;
}

/** Whether this call exceeds its API's own rate: a bucket for each account, region and operation. */
export function apiRates(
  clock: VirtualClock,
): (call: Pick<FaultedCall, 'service' | 'operation' | 'call'>) => boolean {
  const buckets = new Map<string, Tokens>();

  return ({ service, operation, call: { account, region } }) => {
    const api = `${service} ${operation}`;
    const rate = own(RATES, api);
    if (!rate) return false;
    const name = `${account} ${region} ${api}`;
    const bucket = buckets.get(name) ?? { left: rate.burst, at: clock.millis() };
    buckets.set(name, bucket);
    const refilled = ((clock.millis() - bucket.at) / 1000) * rate.perSecond;
    bucket.left = Math.min(rate.burst, bucket.left + refilled);
    bucket.at = clock.millis();
    if (bucket.left < 1) return true;
    bucket.left -= 1;
    return false;
  };
}

/**
 * Whether what state machines and rules start, and no person, exceeds AWS's rate: a machine that starts itself would
 * else never end. What exceeds it is throttled, as on AWS, and told once.
 */
export function selfStartRate(clock: VirtualClock, notice: Notice): (call: Call) => boolean {
  const exceeds = apiRates(clock);
  return (call) => {
    const exceeded = exceeds({ service: 'states', operation: 'StartExecution', call });
    if (exceeded) notice(RUN_AWAY);
    return exceeded;
  };
}

const RUN_AWAY =
  'State machines and rules start each other faster than AWS lets them (1,300 executions at once, then 300 a second): ' +
  'what exceeds that is throttled. Does one start itself?';
