// The alarms of all accounts and regions, as data, and whom they tell.

import type { VirtualClock } from '../../clock.ts';
import { AwsError } from '../../service.ts';
import type { Emit } from '../events/event.ts';
import type { Place, Places } from '../places.ts';
import { type Alarm, alarmArn, type HistoryItem } from './alarms.ts';
import type { Metrics } from './metrics.ts';
import type { MuteRule } from './mute-rule.ts';

/** Performs an action that is simulated: a Lambda function's. Throws `AwsError` where it cannot. */
export type Perform = (arn: string, payload: unknown, place: Place) => void;

export interface AlarmParts {
  readonly clock: VirtualClock;
  readonly metrics: Metrics;
  readonly emit: Emit;
  readonly perform: Perform;
}

export interface AlarmStore extends AlarmParts {
  readonly places: Places<Map<string, Alarm>>;
  /** Those of an account and a region, by their names. */
  readonly muteRules: Places<Map<string, MuteRule>>;
  readonly listeners: ((alarm: Alarm) => void)[];
  /** The periods, in seconds, whose alarms are evaluated from time to time. */
  readonly tickers: Set<number>;
}

const HISTORY_DAYS = 30;
/** Of one alarm: somebody who sets its state without end would else fill the memory. */
const MOST_ITEMS = 10_000;

export function alarmAt(store: AlarmStore, nameOrArn: string, place: Place): Alarm | undefined {
  const name = nameOrArn.replace(/^.*:alarm:/, '');
  return store.places.at(place).get(name);
}

export function existingAlarm(store: AlarmStore, name: string, place: Place): Alarm {
  const alarm = store.places.at(place).get(name);
  if (!alarm)
    throw new AwsError('ResourceNotFound', `Unknown alarm: ${alarmArn(place, name)}`, 404);
  return alarm;
}

export function record(
  { clock }: AlarmStore,
  { history }: Alarm,
  type: HistoryItem['type'],
  summary: string,
  data: string,
): void {
  const at = clock.millis();
  const oldest = at - HISTORY_DAYS * 86_400_000;
  const kept = history.findIndex((item) => item.at >= oldest);
  const surplus = history.length + 1 - MOST_ITEMS;
  history.splice(0, Math.max(surplus, kept < 0 ? history.length : kept));
  history.push({ at, type, summary, data });
}
