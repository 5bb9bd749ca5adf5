// CloudWatch's API actions that change alarms.

import * as z from 'zod';
import { AwsError, type Call, type Operation } from '../../service.ts';
import { flag, number, parseInput, text } from '../input.ts';
import { ActionsInput, actionsFrom, metricAlarmFrom } from './alarm-input.ts';
import { alarmReadings } from './alarm-readings.ts';
import { readAlarmRule } from './alarm-rule.ts';
import type { Alarms } from './alarm-states.ts';
import type { Suppressor } from './alarms.ts';

const PutCompositeAlarm = ActionsInput.extend({
  AlarmName: text,
  AlarmDescription: z.string().optional(),
  ActionsEnabled: flag.default(true),
  AlarmRule: text,
  ActionsSuppressor: text.optional(),
  ActionsSuppressorWaitPeriod: number.optional(),
  ActionsSuppressorExtensionPeriod: number.optional(),
});
const SetState = z.object({
  AlarmName: text,
  StateValue: z.enum(['OK', 'ALARM', 'INSUFFICIENT_DATA']),
  StateReason: z.string(),
  StateReasonData: z.string().optional(),
});
const Names = z.object({ AlarmNames: z.array(text) });

export function alarmOperations(alarms: Alarms): Record<string, Operation> {
  return {
    ...alarmReadings(alarms),
    PutMetricAlarm: (input, call) => void alarms.put(metricAlarmFrom(input, call)),
    PutCompositeAlarm: (input, call) => putComposite(alarms, parse(PutCompositeAlarm, input), call),
    SetAlarmState: (input, call) => {
      const { AlarmName, StateValue, StateReason, StateReasonData } = parse(SetState, input);
      if (StateReasonData !== undefined) refuseUnlessJson(StateReasonData);
      alarms.set(AlarmName, call, StateValue, StateReason, StateReasonData);
    },
    EnableAlarmActions: (input, call) =>
      alarms.enableActions(parse(Names, input).AlarmNames, call, true),
    DisableAlarmActions: (input, call) =>
      alarms.enableActions(parse(Names, input).AlarmNames, call, false),
    DeleteAlarms: (input, call) => {
      const { AlarmNames } = parse(Names, input);
      const known = AlarmNames.filter((name) => alarms.find(name, call));
      if (known.length === 0 && AlarmNames.length > 0)
        throw new AwsError('ResourceNotFound', `Unknown alarms: ${AlarmNames.join(', ')}`, 404);
      for (const name of known) alarms.remove(name, call);
    },
  };
}

function parse<T>(schema: z.ZodType<T>, input: unknown): T {
  return parseInput(schema, input, 'ValidationError');
}

function refuseUnlessJson(text: string): void {
  try {
    JSON.parse(text);
  } catch {
    throw new AwsError('InvalidFormat', 'StateReasonData is not valid JSON.');
  }
}

function putComposite(alarms: Alarms, given: z.infer<typeof PutCompositeAlarm>, call: Call): void {
  const rule = readAlarmRule(given.AlarmRule);
  const suppressor = suppressorFrom(given);
  const wanted = [...rule.names, ...(suppressor ? [suppressor.alarm] : [])];
  const unknown = wanted.find((name) => !alarms.find(name.replace(/^.*:alarm:/, ''), call));
  if (unknown)
    throw new AwsError(
      'ValidationError',
      `Could not save the composite alarm as alarm(s) [${unknown}] in the alarm rule do not exist.`,
    );
  if (rule.names.some((name) => name.split(':alarm:').at(-1) === given.AlarmName))
    throw new AwsError(
      'ValidationError',
      `Could not save the composite alarm as its rule refers to the alarm itself.`,
    );
  alarms.put({
    kind: 'composite',
    account: call.account,
    region: call.region,
    name: given.AlarmName,
    description: given.AlarmDescription,
    actionsEnabled: given.ActionsEnabled,
    actions: actionsFrom(given),
    rule,
    ...(suppressor && { suppressor }),
  });
}

function suppressorFrom(given: z.infer<typeof PutCompositeAlarm>): Suppressor | undefined {
  const {
    ActionsSuppressor: alarm,
    ActionsSuppressorWaitPeriod: waitSeconds,
    ActionsSuppressorExtensionPeriod: extensionSeconds,
  } = given;
  if (alarm === undefined) return undefined;
  if (
    waitSeconds === undefined ||
    extensionSeconds === undefined ||
    waitSeconds < 0 ||
    extensionSeconds < 0
  )
    throw new AwsError(
      'ValidationError',
      'ActionsSuppressorWaitPeriod and ActionsSuppressorExtensionPeriod are required, in seconds, with ActionsSuppressor.',
    );
  return { alarm, waitSeconds, extensionSeconds };
}
