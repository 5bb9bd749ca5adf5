// What an alarm does as its state changes: its actions, and the alarm that may suppress those of a composite one.

import type { VirtualClock } from '../../clock.ts';
import { AwsError } from '../../service.ts';
import type { Place } from '../places.ts';
import { alarmEvent } from './alarm-event.ts';
import type { Alarm, AlarmState, HistoryItem, Suppression, Suppressor } from './alarms.ts';
import type { StateValue } from './evaluation.ts';
import { stamp } from './reasons.ts';

/** Performs an action that is simulated: a Lambda function's. Throws `AwsError` where it cannot. */
export type Perform = (arn: string, payload: unknown, place: Place) => void;

export interface AlarmActions {
  /** After a change: acts now, later, or not at all. */
  changed(alarm: Alarm, previous: AlarmState): void;
  /** After a change of an alarm that suppresses this one. */
  suppressorChanged(alarm: Alarm): void;
}

interface Parts {
  readonly clock: VirtualClock;
  readonly perform: Perform;
  record(alarm: Alarm, type: HistoryItem['type'], summary: string, data: string): void;
  stateOf(nameOrArn: string, place: Place): StateValue | undefined;
}

export function alarmActions({ clock, perform, record, stateOf }: Parts): AlarmActions {
  function changed(alarm: Alarm, previous: AlarmState): void {
    const suppressor = suppressorOf(alarm);
    if (!suppressor) return void act(alarm, previous);
    if (suppresses(alarm, suppressor)) return void hold(alarm, previous, 'Alarm');
    if (suppressor.waitSeconds === 0) return void act(alarm, previous);
    hold(alarm, previous, 'WaitPeriod');
    releaseAfter(alarm, suppressor.waitSeconds);
  }

  function suppressorChanged(alarm: Alarm): void {
    const suppressor = suppressorOf(alarm);
    if (!suppressor || !alarm.suppression) return;
    const { previous, by } = alarm.suppression;
    if (suppresses(alarm, suppressor)) return void hold(alarm, previous, 'Alarm');
    if (by !== 'Alarm') return;
    hold(alarm, previous, 'ExtensionPeriod');
    releaseAfter(alarm, suppressor.extensionSeconds);
  }

  function suppresses({ definition }: Alarm, { alarm: name }: Suppressor): boolean {
    return stateOf(name, definition) === 'ALARM';
  }

  function hold(alarm: Alarm, previous: AlarmState, by: Suppression['by']): void {
    alarm.suppression = { by, since: clock.millis(), previous };
  }

  /** Unless something else has happened by then. */
  function releaseAfter(alarm: Alarm, seconds: number): void {
    const held = alarm.suppression;
    clock.at(clock.millis() + seconds * 1000, () => {
      if (alarm.suppression === held && held) act(alarm, held.previous);
    });
  }

  function act(alarm: Alarm, previous: AlarmState): void {
    alarm.suppression = undefined;
    const { actionsEnabled, actions } = alarm.definition;
    if (!actionsEnabled || !actions) return;
    for (const arn of actions[alarm.state.value]) actOnce(alarm, previous, arn);
  }

  /** Only functions are simulated; of a topic, the history alone tells. */
  function actOnce(alarm: Alarm, previous: AlarmState, arn: string): void {
    const payload = payloadOf(alarm, previous);
    const failure = arn.startsWith('arn:aws:lambda:') ? failureOf(arn, payload, alarm) : undefined;
    const data = {
      actionState: failure ? 'Failed' : 'Succeeded',
      stateUpdateTimestamp: alarm.state.at,
      notificationResource: arn,
      ...(failure ? { error: failure } : { publishedMessage: payload }),
    };
    const summary = failure
      ? `Failed to execute action ${arn}. Received error: "${failure}"`
      : `Successfully executed action ${arn}`;
    record(alarm, 'Action', summary, JSON.stringify(data));
  }

  function failureOf(arn: string, payload: unknown, { definition }: Alarm): string | undefined {
    try {
      perform(arn, payload, definition);
      return undefined;
    } catch (error) {
      if (error instanceof AwsError) return error.message;
      throw error;
    }
  }

  return { changed, suppressorChanged };
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
