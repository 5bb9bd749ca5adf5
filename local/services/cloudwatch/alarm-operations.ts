// CloudWatch's API actions on alarms.

import * as z from 'zod';
import { AwsError, type Call, type Operation } from '../../service.ts';
import { flag, number, parseInput, text, time } from '../input.ts';
import { pageOf } from '../paging.ts';
import { alarmForm } from './alarm-forms.ts';
import { metricAlarmFrom } from './alarm-input.ts';
import { readAlarmRule } from './alarm-rule.ts';
import type { Alarms } from './alarm-states.ts';
import type { Alarm, HistoryItem } from './alarms.ts';

const StateName = z.enum(['OK', 'ALARM', 'INSUFFICIENT_DATA']);
const PutCompositeAlarm = z.object({
  AlarmName: text.max(255),
  AlarmDescription: z.string().optional(),
  ActionsEnabled: flag.default(true),
  AlarmRule: text.max(10_240),
});
const AlarmType = z.enum(['MetricAlarm', 'CompositeAlarm']);
const DescribeAlarms = z.object({
  AlarmNames: z.array(text).max(100).optional(),
  AlarmNamePrefix: text.max(255).optional(),
  AlarmTypes: z.array(AlarmType).optional(),
  StateValue: StateName.optional(),
  MaxRecords: number.pipe(z.number().min(1).max(100)).default(50),
  NextToken: text.optional(),
});
const DescribeHistory = z.object({
  AlarmName: text.optional(),
  AlarmTypes: z.array(AlarmType).optional(),
  HistoryItemType: z.enum(['StateUpdate', 'ConfigurationUpdate', 'Action']).optional(),
  StartDate: time.optional(),
  EndDate: time.optional(),
  MaxRecords: number.pipe(z.number().min(1).max(100)).default(50),
  NextToken: text.optional(),
  ScanBy: z.enum(['TimestampDescending', 'TimestampAscending']).default('TimestampDescending'),
});
const SetState = z.object({
  AlarmName: text.max(255),
  StateValue: StateName,
  StateReason: z.string().max(1023),
  StateReasonData: text.max(4000).optional(),
});
const Names = z.object({ AlarmNames: z.array(text).max(100) });

export function alarmOperations(alarms: Alarms): Record<string, Operation> {
  return {
    PutMetricAlarm: (input, call) => void alarms.put(metricAlarmFrom(input, call)),
    PutCompositeAlarm: (input, call) => putComposite(alarms, parse(PutCompositeAlarm, input), call),
    DescribeAlarms: (input, call) =>
      describeAlarms(alarms.list(call), parse(DescribeAlarms, input)),
    DescribeAlarmHistory: (input, call) =>
      describeHistory(alarms.list(call), parse(DescribeHistory, input)),
    SetAlarmState: (input, call) => {
      const { AlarmName, StateValue, StateReason, StateReasonData } = parse(SetState, input);
      alarms.set(AlarmName, call, StateValue, StateReason, StateReasonData);
    },
    DeleteAlarms: (input, call) => {
      const { AlarmNames } = parse(Names, input);
      const unknown = AlarmNames.filter((name) => !alarms.find(name, call));
      if (unknown.length > 0)
        throw new AwsError('ResourceNotFound', `Unknown alarms: ${unknown.join(', ')}`, 404);
      for (const name of AlarmNames) alarms.remove(name, call);
    },
  };
}

function parse<T>(schema: z.ZodType<T>, input: unknown): T {
  return parseInput(schema, input, 'ValidationError');
}

function putComposite(alarms: Alarms, given: z.infer<typeof PutCompositeAlarm>, call: Call): void {
  const rule = readAlarmRule(given.AlarmRule);
  const unknown = rule.names.find((name) => !alarms.find(name.split(':alarm:').at(-1)!, call));
  if (unknown)
    throw new AwsError(
      'ValidationError',
      `Could not save the composite alarm as alarm(s) [${unknown}] in the alarm rule do not exist.`,
    );
  alarms.put({
    kind: 'composite',
    account: call.account,
    region: call.region,
    name: given.AlarmName,
    description: given.AlarmDescription,
    actionsEnabled: given.ActionsEnabled,
    rule,
  });
}

/** Unless composite alarms are asked for, only metric alarms are shown. */
function describeAlarms(all: readonly Alarm[], asked: z.infer<typeof DescribeAlarms>) {
  const {
    AlarmNames,
    AlarmNamePrefix = '',
    AlarmTypes = ['MetricAlarm'],
    StateValue,
    MaxRecords,
    NextToken,
  } = asked;
  const found = all.filter(
    ({ definition: { name, kind }, state }) =>
      (!AlarmNames || AlarmNames.includes(name)) &&
      name.startsWith(AlarmNamePrefix) &&
      AlarmTypes.includes(kind === 'metric' ? 'MetricAlarm' : 'CompositeAlarm') &&
      (!StateValue || state.value === StateValue),
  );
  const inOrder = [...found].sort((a, b) => (a.definition.name < b.definition.name ? -1 : 1));
  const page = pageOf(inOrder, MaxRecords, NextToken, 'InvalidNextToken');
  return {
    MetricAlarms: page.items
      .filter(({ definition }) => definition.kind === 'metric')
      .map(alarmForm),
    CompositeAlarms: page.items
      .filter(({ definition }) => definition.kind === 'composite')
      .map(alarmForm),
    NextToken: page.nextToken,
  };
}

function describeHistory(all: readonly Alarm[], asked: z.infer<typeof DescribeHistory>) {
  const {
    AlarmName,
    AlarmTypes = ['MetricAlarm'],
    HistoryItemType,
    StartDate,
    EndDate,
    ScanBy,
  } = asked;
  const inTime = ({ at }: HistoryItem) =>
    (!StartDate || at >= StartDate.getTime()) && (!EndDate || at <= EndDate.getTime());
  const items = all
    .filter(({ definition: { name, kind } }) =>
      AlarmName
        ? name === AlarmName
        : AlarmTypes.includes(kind === 'metric' ? 'MetricAlarm' : 'CompositeAlarm'),
    )
    .flatMap((alarm) => alarm.history.map((item) => ({ alarm, item })))
    .filter(({ item }) => (!HistoryItemType || item.type === HistoryItemType) && inTime(item))
    .sort((a, b) => a.item.at - b.item.at);
  if (ScanBy === 'TimestampDescending') items.reverse();
  const page = pageOf(items, asked.MaxRecords, asked.NextToken, 'InvalidNextToken');
  return {
    AlarmHistoryItems: page.items.map(({ alarm: { definition }, item }) => ({
      AlarmName: definition.name,
      AlarmType: definition.kind === 'metric' ? 'MetricAlarm' : 'CompositeAlarm',
      Timestamp: new Date(item.at),
      HistoryItemType: item.type,
      HistorySummary: item.summary,
      HistoryData: item.data,
    })),
    NextToken: page.nextToken,
  };
}
