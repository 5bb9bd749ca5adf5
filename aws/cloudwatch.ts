// CloudWatch: what alarms say now and have said, and how many data points a metric has.

import {
  CloudWatchClient,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  type MetricDataQuery,
} from '@aws-sdk/client-cloudwatch';
import * as z from 'zod';
import type { AlarmState, StateChange } from '../core/alarm-state.ts';
import type { DataPointsDefinition } from '../core/pipeline/watch-schema.ts';
import { answerOf } from './answer.ts';
import type { Place } from './clients.ts';
import type { MemberAccess } from './sts.ts';
import { translated } from './translate.ts';

export interface AlarmNow {
  readonly state: AlarmState;
  /** When the state was last written, ISO 8601; absent for an alarm that does not exist. */
  readonly updatedAt?: string;
  /** What it says of its state: threshold and values. */
  readonly reason?: string;
}

export interface Alarms {
  /** The state of each alarm, `MISSING` where there is none of that name. */
  states(place: Place, names: readonly string[]): Promise<Map<string, AlarmNow>>;
  /** The alarm's changes of state since then, oldest first, all pages. */
  changesSince(place: Place, name: string, since: Date): Promise<StateChange[]>;
  /** How many one-minute data points each metric has between two times. */
  dataPoints(
    place: Place,
    metrics: readonly DataPointsDefinition[],
    from: Date,
    to: Date,
  ): Promise<number[]>;
}

const NAMES_PER_CALL = 100;
const QUERIES_PER_CALL = 500;

export function cloudwatch(access: MemberAccess): Alarms {
  return {
    states: (place, names) => statesOf(access, place, names),
    changesSince: (place, name, since) => changesSince(access, place, name, since),
    dataPoints: (place, metrics, from, to) => countPoints(access, place, metrics, from, to),
  };
}

async function statesOf(
  access: MemberAccess,
  place: Place,
  names: readonly string[],
): Promise<Map<string, AlarmNow>> {
  const client = await access.client(CloudWatchClient, place);
  const found = new Map<string, AlarmNow>(names.map((name) => [name, { state: 'MISSING' }]));
  for (let start = 0; start < names.length; start += NAMES_PER_CALL) {
    const command = new DescribeAlarmsCommand({
      AlarmNames: names.slice(start, start + NAMES_PER_CALL),
      AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
      MaxRecords: NAMES_PER_CALL,
    });
    const page = await translated('reading alarms', client.send(command));
    for (const { AlarmName, StateValue, StateUpdatedTimestamp, StateReason } of [
      ...(page.MetricAlarms ?? []),
      ...(page.CompositeAlarms ?? []),
    ]) {
      const state = StateValue as AlarmState;
      const updatedAt = StateUpdatedTimestamp?.toISOString();
      if (AlarmName)
        found.set(AlarmName, {
          state,
          ...(updatedAt && { updatedAt }),
          ...(StateReason && { reason: StateReason }),
        });
    }
  }
  return found;
}

const historyItem = z.object({ HistoryData: z.string().optional(), Timestamp: z.date() });

async function changesSince(
  access: MemberAccess,
  place: Place,
  name: string,
  since: Date,
): Promise<StateChange[]> {
  const client = await access.client(CloudWatchClient, place);
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
    const what = `reading the history of alarm ${name}`;
    const page = await translated(what, client.send(command));
    for (const item of page.AlarmHistoryItems ?? []) {
      const { HistoryData = '{}', Timestamp } = answerOf(what, historyItem, item);
      changes.push(stateChangeOf(HistoryData, Timestamp));
    }
    nextToken = page.NextToken;
  } while (nextToken);
  return changes;
}

async function countPoints(
  access: MemberAccess,
  place: Place,
  wanted: readonly DataPointsDefinition[],
  from: Date,
  to: Date,
): Promise<number[]> {
  const counts: number[] = [];
  for (let start = 0; start < wanted.length; start += QUERIES_PER_CALL) {
    const queries = wanted.slice(start, start + QUERIES_PER_CALL).map(queryOf);
    const found = new Map<string | undefined, number>();
    for await (const { Id, Values = [] } of metricData(access, place, queries, from, to))
      found.set(Id, (found.get(Id) ?? 0) + Values.length);
    counts.push(...queries.map(({ Id }) => found.get(Id) ?? 0));
  }
  return counts;
}

async function* metricData(
  access: MemberAccess,
  place: Place,
  queries: MetricDataQuery[],
  from: Date,
  to: Date,
) {
  const client = await access.client(CloudWatchClient, place);
  let nextToken: string | undefined;
  do {
    const command = new GetMetricDataCommand({
      StartTime: from,
      EndTime: to,
      MetricDataQueries: queries,
      ...(nextToken && { NextToken: nextToken }),
    });
    const page = await translated('reading metrics', client.send(command));
    yield* page.MetricDataResults ?? [];
    nextToken = page.NextToken;
  } while (nextToken);
}

function queryOf(
  { namespace, metric, dimensions }: DataPointsDefinition,
  index: number,
): MetricDataQuery {
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  return {
    Id: `m${index}`,
    MetricStat: {
      Metric: { Namespace: namespace, MetricName: metric, Dimensions },
      Period: 60,
      Stat: 'SampleCount',
    },
  };
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
