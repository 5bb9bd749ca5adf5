// What an alarm is, and becomes.

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA' | 'MISSING';

/** An alarm's change from one state to another; times are ISO 8601. */
export interface StateChange {
  readonly at: string;
  readonly from: AlarmState;
  readonly to: AlarmState;
}
