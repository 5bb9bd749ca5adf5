// What an alarm does as its state changes: its actions, and the alarm that may suppress those of a composite one.

import { AwsError } from '../../service.ts';
import { alarmEvent } from './alarm-event.ts';
import { type AlarmStore, alarmAt, record } from './alarm-store.ts';
import type { Alarm, AlarmState, Suppression, Suppressor } from './alarms.ts';
import { isMuted } from './mute-rules.ts';
import { stamp } from './reasons.ts';

/** After a change: acts now, later, or not at all. */
export function actAfter(store: AlarmStore, alarm: Alarm, previous: AlarmState): void {
  const suppressor = suppressorOf(alarm);
  if (!suppressor) return void act(store, alarm, previous);
  if (isSuppressed(store, alarm, suppressor)) return void hold(store, alarm, previous, 'Alarm');
  if (suppressor.waitSeconds === 0) return void act(store, alarm, previous);
  hold(store, alarm, previous, 'WaitPeriod');
  releaseAfter(store, alarm, suppressor.waitSeconds);
}

/** After a change of the alarm that suppresses this one. */
export function actWithoutSuppressor(store: AlarmStore, alarm: Alarm): void {
  const suppressor = suppressorOf(alarm);
  if (!suppressor || !alarm.suppression) return;
  const { previous, by } = alarm.suppression;
  if (isSuppressed(store, alarm, suppressor)) return void hold(store, alarm, previous, 'Alarm');
  if (by !== 'Alarm') return;
  hold(store, alarm, previous, 'ExtensionPeriod');
  releaseAfter(store, alarm, suppressor.extensionSeconds);
}

function isSuppressed(store: AlarmStore, { definition }: Alarm, { alarm }: Suppressor): boolean {
  return alarmAt(store, alarm, definition)?.state.value === 'ALARM';
}

function hold(
  { clock }: AlarmStore,
  alarm: Alarm,
  previous: AlarmState,
  by: Suppression['by'],
): void {
  alarm.suppression = { by, since: clock.millis(), previous };
}

/** Unless something else has happened by then. */
function releaseAfter(store: AlarmStore, alarm: Alarm, seconds: number): void {
  const { clock } = store;
  const held = alarm.suppression;
  clock.at(clock.millis() + seconds * 1000, () => {
    if (alarm.suppression === held && held) act(store, alarm, held.previous);
  });
}

function act(store: AlarmStore, alarm: Alarm, previous: AlarmState): void {
  alarm.suppression = undefined;
  const { actionsEnabled, actions } = alarm.definition;
  if (!actionsEnabled || !actions || isMuted(store, alarm)) return;
  for (const arn of actions[alarm.state.value]) actOnce(store, alarm, previous, arn);
}

/** Once nothing mutes an alarm that is in ALARM still, it acts; of any other state nothing is made good. */
export function actUnmuted(store: AlarmStore, alarm: Alarm): void {
  if (alarm.state.value !== 'ALARM' || isMuted(store, alarm)) return;
  act(store, alarm, alarm.state);
}

/** Only functions are simulated; of a topic, the history alone tells. */
function actOnce(store: AlarmStore, alarm: Alarm, previous: AlarmState, arn: string): void {
  const payload = payloadOf(alarm, previous);
  const isFunction = /^arn:aws[\w-]*:lambda:/.test(arn);
  const failure = isFunction ? failureOf(store, arn, payload, alarm) : undefined;
  const data = {
    actionState: failure ? 'Failed' : 'Succeeded',
    stateUpdateTimestamp: alarm.state.at,
    notificationResource: arn,
    ...(failure ? { error: failure } : { publishedMessage: payload }),
  };
  const summary = failure
    ? `Failed to execute action ${arn}. Received error: "${failure}"`
    : `Successfully executed action ${arn}`;
  record(store, alarm, 'Action', summary, JSON.stringify(data));
}

function failureOf(
  { perform }: AlarmStore,
  arn: string,
  payload: unknown,
  { definition }: Alarm,
): string | undefined {
  try {
    perform(arn, payload, definition);
    return undefined;
  } catch (error) {
    if (error instanceof AwsError) return error.message;
    throw error;
  }
}

function suppressorOf({ definition }: Alarm): Suppressor | undefined {
  return definition.kind === 'composite' ? definition.suppressor : undefined;
}

/** What CloudWatch hands to a function: no envelope of EventBridge, but the same insides. */
function payloadOf(alarm: Alarm, previous: AlarmState) {
  const { account, region } = alarm.definition;
  return {
    source: 'aws.cloudwatch',
    alarmArn: alarm.arn,
    accountId: account,
    time: stamp(alarm.state.at),
    region,
    alarmData: alarmEvent(alarm, previous).detail,
  };
}
