// CloudWatch's mute rules: for a time alarms change their states and do not act.

import {
  CloudWatchClient,
  type CompositeAlarm,
  DeleteAlarmMuteRuleCommand,
  DescribeAlarmsCommand,
  type MetricAlarm,
  PutAlarmMuteRuleCommand,
} from '@aws-sdk/client-cloudwatch';
import type { Place } from './clients.ts';
import type { MemberAccess } from './sts.ts';
import { translated } from './translate.ts';

export interface MuteWish {
  /** At most a hundred, which must exist. */
  readonly alarms: readonly string[];
  readonly why: string;
  /** Full minutes, in the future. */
  readonly from: Date;
  readonly until: Date;
}

export interface MuteRules {
  /** Of these alarms, those that exist and act as they fire. */
  acting(place: Place, names: readonly string[]): Promise<string[]>;
  /** Puts a rule of this stage, or the same once more. It ends at its time, whatever becomes of whoever has put it. */
  put(place: Place, name: string, wish: MuteWish): Promise<void>;
  /** What fires still acts then. One that is not there is no error. */
  remove(place: Place, name: string): Promise<void>;
}

const NAMES_PER_CALL = 100;

export function muteRules(access: MemberAccess, releaseMachineArn: string): MuteRules {
  const stage = releaseMachineArn.split(':tidegate-release-')[1] ?? '';
  const nameOf = (release: string) => `tidegate-${stage}-${release}`;
  const client = (place: Place) => access.client(CloudWatchClient, place, { to: 'mute' });
  return {
    acting: async (place, names) => actingOf(await client(place), names),
    async put(place, name, { alarms, why, from, until }) {
      const minutes = Math.round((until.getTime() - from.getTime()) / 60_000);
      const Expression = `at(${from.toISOString().slice(0, 16)})`;
      const command = new PutAlarmMuteRuleCommand({
        Name: nameOf(name),
        Description: why.slice(0, 1_024),
        Rule: { Schedule: { Expression, Duration: `PT${minutes}M`, Timezone: 'UTC' } },
        MuteTargets: { AlarmNames: [...alarms] },
        ExpireDate: until,
      });
      await translated(`muting ${alarms.join(', ')}`, (await client(place)).send(command));
    },
    async remove(place, name) {
      const command = new DeleteAlarmMuteRuleCommand({ AlarmMuteRuleName: nameOf(name) });
      await translated(`removing mute rule ${name}`, (await client(place)).send(command));
    },
  };
}

async function actingOf(client: CloudWatchClient, names: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (let start = 0; start < names.length; start += NAMES_PER_CALL) {
    const command = new DescribeAlarmsCommand({
      AlarmNames: names.slice(start, start + NAMES_PER_CALL),
      AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
      MaxRecords: NAMES_PER_CALL,
    });
    const page = await translated('reading what alarms do', client.send(command));
    const all = [...(page.MetricAlarms ?? []), ...(page.CompositeAlarms ?? [])];
    found.push(...all.filter(acts).flatMap(({ AlarmName }) => AlarmName ?? []));
  }
  return found;
}

function acts(alarm: MetricAlarm | CompositeAlarm): boolean {
  const { ActionsEnabled, AlarmActions = [], OKActions = [], InsufficientDataActions = [] } = alarm;
  return (
    ActionsEnabled === true &&
    AlarmActions.length + OKActions.length + InsufficientDataActions.length > 0
  );
}
