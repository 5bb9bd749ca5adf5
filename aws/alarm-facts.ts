// CloudWatch: what an alarm watches, so that what it covers can be told.

import {
  CloudWatchClient,
  type CompositeAlarm,
  DescribeAlarmsCommand,
  type MetricAlarm,
} from '@aws-sdk/client-cloudwatch';
import type { AlarmState } from '../core/alarm-state.ts';
import type { Place } from './clients.ts';
import type { MemberAccess } from './sts.ts';
import { translated } from './translate.ts';

export interface WatchedBy {
  readonly state: AlarmState;
  /** The names of its metrics, and its expressions. */
  readonly metrics: readonly string[];
  /** A composite alarm's rule. */
  readonly rule?: string;
}

export interface AlarmFacts {
  /** What each alarm watches; one that does not exist is left out. */
  describe(place: Place, names: readonly string[]): Promise<Map<string, WatchedBy>>;
}

const NAMES_PER_CALL = 100;

export function alarmFacts(access: MemberAccess): AlarmFacts {
  return {
    async describe(place, names) {
      const client = await access.client(CloudWatchClient, place);
      const found = new Map<string, WatchedBy>();
      for (let start = 0; start < names.length; start += NAMES_PER_CALL) {
        const command = new DescribeAlarmsCommand({
          AlarmNames: names.slice(start, start + NAMES_PER_CALL),
          AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
          MaxRecords: NAMES_PER_CALL,
        });
        const page = await translated('reading what alarms watch', client.send(command));
        for (const alarm of page.MetricAlarms ?? [])
          if (alarm.AlarmName) found.set(alarm.AlarmName, metricFacts(alarm));
        for (const alarm of page.CompositeAlarms ?? [])
          if (alarm.AlarmName) found.set(alarm.AlarmName, compositeFacts(alarm));
      }
      return found;
    },
  };
}

function metricFacts({ StateValue, MetricName, Metrics = [] }: MetricAlarm): WatchedBy {
  const inMath = Metrics.flatMap(({ Expression, MetricStat }) => [
    MetricStat?.Metric?.MetricName,
    Expression,
  ]);
  const metrics = [MetricName, ...inMath].filter((each) => each !== undefined);
  return { state: StateValue as AlarmState, metrics };
}

function compositeFacts({ StateValue, AlarmRule = '' }: CompositeAlarm): WatchedBy {
  return { state: StateValue as AlarmState, metrics: [], rule: AlarmRule };
}
