// CloudWatch: alarms that a person has made for their own aliases, and takes away again. No function of Tidegate does.

import {
  CloudWatchClient,
  DeleteAlarmsCommand,
  DescribeAlarmsCommand,
  type DescribeAlarmsCommandOutput,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
} from '@aws-sdk/client-cloudwatch';
import type { AlarmWords } from '../core/personal/alarms.ts';
import type { Place } from './clients.ts';
import type { MemberAccess } from './sts.ts';
import { translated } from './translate.ts';

const NAMES_PER_CALL = 100;

export interface AlarmsSeen {
  readonly metric: readonly AlarmWords[];
  /** The names of those that are made of others. */
  readonly composite: readonly string[];
}

/** Those of these names that are there. */
export async function alarmsSeen(
  access: MemberAccess,
  place: Place,
  names: readonly string[],
): Promise<AlarmsSeen> {
  const client = await access.client(CloudWatchClient, place);
  const metric: AlarmWords[] = [];
  const composite: string[] = [];
  for (let start = 0; start < names.length; start += NAMES_PER_CALL) {
    const command = new DescribeAlarmsCommand({
      AlarmNames: names.slice(start, start + NAMES_PER_CALL),
      AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
      MaxRecords: NAMES_PER_CALL,
    });
    const page = await translated('reading what alarms watch', client.send(command));
    metric.push(...wordsOf(page));
    composite.push(...(page.CompositeAlarms ?? []).flatMap(({ AlarmName }) => AlarmName ?? []));
  }
  return { metric, composite };
}

function wordsOf({ MetricAlarms = [] }: DescribeAlarmsCommandOutput): readonly AlarmWords[] {
  return MetricAlarms as readonly object[] as readonly AlarmWords[];
}

/** All metric alarms whose names begin so. */
export async function alarmsNamed(
  access: MemberAccess,
  place: Place,
  prefix: string,
): Promise<AlarmWords[]> {
  const client = await access.client(CloudWatchClient, place);
  const found: AlarmWords[] = [];
  let next: string | undefined;
  do {
    const command = new DescribeAlarmsCommand({
      AlarmNamePrefix: prefix,
      AlarmTypes: ['MetricAlarm'],
      NextToken: next,
    });
    const page = await translated('looking for alarms', client.send(command));
    found.push(...wordsOf(page));
    next = page.NextToken;
  } while (next);
  return found;
}

export async function putAlarm(
  access: MemberAccess,
  place: Place,
  words: AlarmWords,
): Promise<void> {
  const client = await access.client(CloudWatchClient, place);
  const command = new PutMetricAlarmCommand(words as unknown as PutMetricAlarmCommandInput);
  await translated(`making alarm ${String(words.AlarmName)}`, client.send(command));
}

export async function deleteAlarms(
  access: MemberAccess,
  place: Place,
  names: readonly string[],
): Promise<void> {
  const client = await access.client(CloudWatchClient, place);
  for (let start = 0; start < names.length; start += NAMES_PER_CALL) {
    const some = names.slice(start, start + NAMES_PER_CALL);
    const command = new DeleteAlarmsCommand({ AlarmNames: [...some] });
    await translated('deleting alarms', client.send(command));
  }
}
