// The alarms of state machines.

import { type AlarmPlan, USUAL, type Watched } from './alarm.ts';
import { expression, familyOf, metric } from './metric-family.ts';

/** Where nothing ended, nothing failed; where nothing was refused, nothing is counted. */
const NOTHING_ENDED = {
  treat: 'notBreaching',
  because: 'where no execution ended none has failed',
} as const;

/** Few executions fail by themselves, and a few of many always may: three in five minutes, and one of twenty. */
const FEWEST_FAILURES = 3;

export function forStateMachine(resource: Watched): AlarmPlan[] {
  const family = familyOf(resource);
  return [
    {
      resource,
      key: 'failed',
      title: 'executions that fail or time out',
      role: 'rollBack',
      signal: 'errors',
      queries: [
        metric('succeeded', 'Succeeded', family, 'ExecutionsSucceeded', 'Sum'),
        metric('failed', 'Failed', family, 'ExecutionsFailed', 'Sum'),
        metric('late', 'Timed out', family, 'ExecutionsTimedOut', 'Sum'),
        expression('bad', 'Failed', 'FILL(failed, 0) + FILL(late, 0)'),
        expression('ended', 'Ended', 'FILL(succeeded, 0) + bad'),
        expression('rate', 'Failed, %', `IF(bad >= ${FEWEST_FAILURES}, 100 * bad / ended, 0)`),
      ],
      periodSeconds: 300,
      datapoints: { bad: 1, of: 1 },
      comparison: 'GreaterThanThreshold',
      threshold: { value: 5, because: 'the default, of three failures or more' },
      learns: { least: 1, most: 20, isRate: true },
      missing: NOTHING_ENDED,
      unit: '%',
    },
    {
      ...USUAL,
      resource,
      key: 'throttles',
      title: 'states that wait, since Step Functions throttles them',
      role: 'advise',
      signal: 'saturation',
      queries: [metric('throttled', 'Throttled', family, 'ExecutionThrottled', 'Sum')],
      comparison: 'GreaterThanThreshold',
      threshold: { value: 0, because: 'each makes an execution slower' },
      missing: NOTHING_ENDED,
      unit: 'times',
    },
  ];
}
