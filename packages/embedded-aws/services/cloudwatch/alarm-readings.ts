// CloudWatch's API actions that show alarms and their history.

import * as z from 'zod';
import { AwsError, type Operation } from '../../service.ts';
import { number, parseInput, text, time } from '../input.ts';
import { pageOf } from '../paging.ts';
import { alarmForm } from './alarm-forms.ts';
import type { Alarms } from './alarm-states.ts';
import type { Alarm, HistoryItem, MetricAlarmDefinition } from './alarms.ts';
import { Dimensions, metricFrom } from './metric-input.ts';
import { isSameMetric } from './metrics.ts';

const AlarmType = z.enum(['MetricAlarm', 'CompositeAlarm']);
const DescribeAlarms = z.object({
  AlarmNames: z.array(text).optional(),
  AlarmNamePrefix: text.optional(),
  AlarmTypes: z.array(AlarmType).optional(),
  ChildrenOfAlarmName: text.optional(),
  ParentsOfAlarmName: text.optional(),
  ActionPrefix: text.optional(),
  StateValue: z.enum(['OK', 'ALARM', 'INSUFFICIENT_DATA']).optional(),
  MaxRecords: number.default(50),
  NextToken: text.optional(),
});
const DescribeHistory = z.object({
  AlarmName: text.optional(),
  AlarmTypes: z.array(AlarmType).optional(),
  HistoryItemType: z.string().optional(),
  StartDate: time.optional(),
  EndDate: time.optional(),
  MaxRecords: number.default(50),
  NextToken: text.optional(),
  ScanBy: z.string().default('TimestampDescending'),
});
const ForMetric = z.object({
  Namespace: text,
  MetricName: text,
  Dimensions,
  Statistic: text.optional(),
  ExtendedStatistic: text.optional(),
  Period: number.optional(),
  Unit: text.optional(),
});

export function alarmReadings(alarms: Alarms): Record<string, Operation> {
  return {
    DescribeAlarms: (input, call) =>
      describeAlarms(alarms.list(call), parse(DescribeAlarms, input)),
    DescribeAlarmHistory: (input, call) =>
      describeHistory(alarms.list(call), parse(DescribeHistory, input)),
    DescribeAlarmsForMetric: (input, call) =>
      describeForMetric(alarms.list(call), parse(ForMetric, input)),
  };
}

function parse<T>(schema: z.ZodType<T>, input: unknown): T {
  return parseInput(schema, input, 'ValidationError');
}

/** Unless composite alarms are asked for, only metric alarms are shown. */
function describeAlarms(all: readonly Alarm[], asked: z.infer<typeof DescribeAlarms>) {
  const { AlarmTypes = ['MetricAlarm'], AlarmNames = [], MaxRecords, NextToken } = asked;
  if (asked.AlarmNames && asked.AlarmNamePrefix)
    throw invalid('AlarmNames and AlarmNamePrefix cannot be used together.');
  const related = relatedNames(all, asked);
  const types: readonly string[] = related ? ['MetricAlarm', 'CompositeAlarm'] : AlarmTypes;
  const named = AlarmNames.length > 0 ? new Set(AlarmNames) : undefined;
  const found = all.filter(
    (alarm) =>
      types.includes(typeOf(alarm)) &&
      (related
        ? related.has(alarm.definition.name)
        : (named?.has(alarm.definition.name) ?? true) && fits(alarm, asked)),
  );
  const inOrder = [...found].sort((a, b) => (a.definition.name < b.definition.name ? -1 : 1));
  const page = pageOf(inOrder, MaxRecords, NextToken, 'InvalidNextToken');
  const form = related ? relatedForm : alarmForm;
  const ofType = (type: string) => page.items.filter((alarm) => typeOf(alarm) === type).map(form);
  return {
    MetricAlarms: ofType('MetricAlarm'),
    CompositeAlarms: ofType('CompositeAlarm'),
    NextToken: page.nextToken,
  };
}

function fits({ definition, state }: Alarm, asked: z.infer<typeof DescribeAlarms>): boolean {
  const { AlarmNamePrefix = '', StateValue, ActionPrefix } = asked;
  const { name, actions } = definition;
  const acts = () => Object.values(actions ?? {}).flat();
  return (
    name.startsWith(AlarmNamePrefix) &&
    (!StateValue || state.value === StateValue) &&
    (!ActionPrefix || acts().some((arn) => arn.startsWith(ActionPrefix)))
  );
}

/** The alarms that a composite one looks at, or the composite ones that look at an alarm. */
function relatedNames(
  all: readonly Alarm[],
  asked: z.infer<typeof DescribeAlarms>,
): ReadonlySet<string> | undefined {
  const { ChildrenOfAlarmName: parent, ParentsOfAlarmName: child } = asked;
  if (parent === undefined && child === undefined) return undefined;
  if (parent !== undefined && child !== undefined)
    throw invalid('ChildrenOfAlarmName and ParentsOfAlarmName cannot be used together.');
  const composites = all.flatMap(({ definition }) =>
    definition.kind === 'composite' ? [definition] : [],
  );
  const childrenOf = (names: readonly string[]) =>
    names.map((each) => each.replace(/^.*:alarm:/, ''));
  if (parent !== undefined)
    return new Set(
      composites
        .filter(({ name }) => name === parent)
        .flatMap(({ rule }) => childrenOf(rule.names)),
    );
  const parents = composites.filter(({ rule }) => childrenOf(rule.names).includes(child ?? ''));
  return new Set(parents.map(({ name }) => name));
}

/** Relatives are shown by name and state alone. */
function relatedForm(alarm: Alarm) {
  const { AlarmName, AlarmArn, StateValue, StateUpdatedTimestamp } = alarmForm(alarm);
  return { AlarmName, AlarmArn, StateValue, StateUpdatedTimestamp };
}

function describeForMetric(all: readonly Alarm[], asked: z.infer<typeof ForMetric>) {
  const wanted = metricFrom(asked);
  const statistic = asked.Statistic ?? asked.ExtendedStatistic;
  const found = all.filter(({ definition }) => {
    if (definition.kind !== 'metric' || !definition.metric) return false;
    return isSameMetric(definition.metric, wanted) && asksFor(definition, statistic, asked.Period);
  });
  return { MetricAlarms: found.map(alarmForm) };
}

function asksFor(
  { statistic, periodSeconds }: MetricAlarmDefinition,
  wanted: string | undefined,
  period: number | undefined,
): boolean {
  return (!wanted || statistic === wanted) && (!period || periodSeconds === period);
}

function describeHistory(all: readonly Alarm[], asked: z.infer<typeof DescribeHistory>) {
  const { AlarmName, AlarmTypes = ['MetricAlarm'], HistoryItemType, StartDate, EndDate } = asked;
  const types: readonly string[] = AlarmTypes;
  if (StartDate && EndDate && StartDate > EndDate)
    throw invalid('StartDate must be before EndDate.');
  const inTime = ({ at }: HistoryItem) =>
    (!StartDate || at >= StartDate.getTime()) && (!EndDate || at <= EndDate.getTime());
  const items = all
    .filter((alarm) =>
      AlarmName ? alarm.definition.name === AlarmName : types.includes(typeOf(alarm)),
    )
    .flatMap((alarm) => alarm.history.map((item) => ({ alarm, item })))
    .filter(({ item }) => (!HistoryItemType || item.type === HistoryItemType) && inTime(item))
    .sort((a, b) => a.item.at - b.item.at);
  if (asked.ScanBy === 'TimestampDescending') items.reverse();
  const page = pageOf(items, asked.MaxRecords, asked.NextToken, 'InvalidNextToken');
  return {
    AlarmHistoryItems: page.items.map(({ alarm, item }) => ({
      AlarmName: alarm.definition.name,
      AlarmType: typeOf(alarm),
      Timestamp: new Date(item.at),
      HistoryItemType: item.type,
      HistorySummary: item.summary,
      HistoryData: item.data,
    })),
    NextToken: page.nextToken,
  };
}

function typeOf({ definition }: Alarm): string {
  return definition.kind === 'metric' ? 'MetricAlarm' : 'CompositeAlarm';
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationError', message);
}
