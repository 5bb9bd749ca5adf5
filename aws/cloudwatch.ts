// CloudWatch: what alarms say now and have said, and how many data points a metric has.

import {
  CloudWatchClient,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  GetMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import type { DataPointsDefinition } from '../core/pipeline/schema.ts';
import type { AlarmState, StateChange } from '../core/verdict.ts';
import type { Place } from './clients.ts';
import type { MemberAccess } from './sts.ts';
import { translated } from './translate.ts';

export interface Alarms {
  /** The state of each alarm, `MISSING` where there is none of that name. */
  states(place: Place, names: readonly string[]): Promise<Map<string, AlarmState>>;
  /** The alarm's changes of state since then, oldest first, all pages. */
  changesSince(place: Place, name: string, since: Date): Promise<StateChange[]>;
  /** How many one-minute data points a metric has between two times. */
  dataPoints(place: Place, metric: DataPointsDefinition, from: Date, to: Date): Promise<number>;
}

const NAMES_PER_CALL = 100;

export function cloudwatch(access: MemberAccess): Alarms {
  const clientIn = (place: Place) => access.client(CloudWatchClient, place);

  async function states(place: Place, names: readonly string[]) {
    const client = await clientIn(place);
    const found = new Map<string, AlarmState>(names.map((name) => [name, 'MISSING']));
    for (let start = 0; start < names.length; start += NAMES_PER_CALL) {
      const command = new DescribeAlarmsCommand({
        AlarmNames: names.slice(start, start + NAMES_PER_CALL),
        AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
        MaxRecords: NAMES_PER_CALL,
      });
      const page = await translated('reading alarms', client.send(command));
      for (const { AlarmName, StateValue } of [
        ...(page.MetricAlarms ?? []),
        ...(page.CompositeAlarms ?? []),
      ]) {
        found.set(AlarmName!, StateValue as AlarmState);
      }
    }
    return found;
  }

  async function changesSince(place: Place, name: string, since: Date): Promise<StateChange[]> {
    const client = await clientIn(place);
    const changes: StateChange[] = [];
    let nextToken: string | undefined;
    do {
      const command = new DescribeAlarmHistoryCommand({
        AlarmName: name,
        // Without the types, CloudWatch leaves composite alarms out.
        AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
        HistoryItemType: 'StateUpdate',
        StartDate: since,
        ScanBy: 'TimestampAscending',
        MaxRecords: 100,
        ...(nextToken && { NextToken: nextToken }),
      });
      const page = await translated(`reading the history of alarm ${name}`, client.send(command));
      for (const { HistoryData, Timestamp } of page.AlarmHistoryItems ?? []) {
        changes.push(stateChangeOf(HistoryData ?? '{}', Timestamp!));
      }
      nextToken = page.NextToken;
    } while (nextToken);
    return changes;
  }

  async function dataPoints(place: Place, wanted: DataPointsDefinition, from: Date, to: Date) {
    const client = await clientIn(place);
    const dimensions = Object.entries(wanted.dimensions).map(([Name, Value]) => ({ Name, Value }));
    let count = 0;
    let nextToken: string | undefined;
    do {
      const command = new GetMetricDataCommand({
        StartTime: from,
        EndTime: to,
        MetricDataQueries: [
          {
            Id: 'wanted',
            MetricStat: {
              Metric: {
                Namespace: wanted.namespace,
                MetricName: wanted.metric,
                Dimensions: dimensions,
              },
              Period: 60,
              Stat: 'SampleCount',
            },
          },
        ],
        ...(nextToken && { NextToken: nextToken }),
      });
      const page = await translated(`reading metric ${wanted.metric}`, client.send(command));
      count += page.MetricDataResults?.[0]?.Values?.length ?? 0;
      nextToken = page.NextToken;
    } while (nextToken);
    return count;
  }

  return { states, changesSince, dataPoints };
}

function stateChangeOf(historyData: string, at: Date): StateChange {
  const { oldState, newState } = JSON.parse(historyData) as Record<
    string,
    { stateValue?: AlarmState } | undefined
  >;
  // A history that does not say the state is not one of an alarm that is known to be OK.
  return {
    at: at.toISOString(),
    from: oldState?.stateValue ?? 'INSUFFICIENT_DATA',
    to: newState?.stateValue ?? 'INSUFFICIENT_DATA',
  };
}
