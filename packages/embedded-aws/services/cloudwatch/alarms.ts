// What an alarm is: its definition, its state, its history.

import { partitionOf } from '../../partition.ts';
import type { Place } from '../places.ts';
import type { AlarmRule } from './alarm-rule.ts';
import type { Comparison, Evaluation, StateValue } from './evaluation.ts';
import type { Metric } from './metrics.ts';
import type { Query } from './queries.ts';

export interface AlarmState {
  readonly value: StateValue;
  readonly reason: string;
  /** JSON. */
  readonly reasonData: string | undefined;
  /** Milliseconds. */
  readonly at: number;
}

export interface HistoryItem {
  readonly at: number;
  readonly type: 'StateUpdate' | 'ConfigurationUpdate' | 'Action';
  readonly summary: string;
  /** JSON. */
  readonly data: string;
}

export interface AlarmBase extends Place {
  readonly name: string;
  readonly description: string | undefined;
  readonly actionsEnabled: boolean;
  /** ARNs, by the state that is entered. */
  readonly actions?: Readonly<Record<StateValue, readonly string[]>> | undefined;
}

export interface MetricAlarmDefinition extends AlarmBase, Evaluation {
  readonly kind: 'metric';
  /** One metric with its statistic … */
  readonly metric?: Metric;
  readonly statistic: string;
  /** … or queries of which one returns data. */
  readonly queries?: readonly Query[];
  readonly periodSeconds: number;
  readonly comparison: Comparison;
  readonly threshold: number;
}

export interface CompositeAlarmDefinition extends AlarmBase {
  readonly kind: 'composite';
  readonly rule: AlarmRule;
  readonly suppressor?: Suppressor | undefined;
}

/** An alarm that keeps a composite alarm from acting while it is in ALARM, and for a while around that. */
export interface Suppressor {
  /** Its name or ARN, as written. */
  readonly alarm: string;
  readonly waitSeconds: number;
  readonly extensionSeconds: number;
}

export interface Suppression {
  readonly by: 'Alarm' | 'WaitPeriod' | 'ExtensionPeriod';
  /** Milliseconds. */
  readonly since: number;
  /** The state before the change that has not been acted on. */
  readonly previous: AlarmState;
}

export type AlarmDefinition = MetricAlarmDefinition | CompositeAlarmDefinition;

/** A data point that an alarm looked at. */
export interface Point {
  readonly at: number;
  readonly value: number;
  readonly sampleCount: number;
}

export interface Alarm {
  definition: AlarmDefinition;
  readonly arn: string;
  state: AlarmState;
  configuredAt: number;
  /** When the state last became another one, in milliseconds. */
  transitionedAt: number;
  suppression: Suppression | undefined;
  /** Oldest first. */
  readonly history: HistoryItem[];
  /** The last periods, oldest first; `undefined` is a period without data. */
  window: (Point | undefined)[];
  /** The end of the newest period in the window. */
  windowEnd: number;
  /** The world holds its state, whatever the metric says. */
  held: boolean;
}

export function alarmArn({ account, region }: Place, name: string): string {
  return `arn:${partitionOf(region)}:cloudwatch:${region}:${account}:alarm:${name}`;
}

export function newAlarm(definition: AlarmDefinition, now: number): Alarm {
  return {
    definition,
    arn: alarmArn(definition, definition.name),
    state: {
      value: 'INSUFFICIENT_DATA',
      reason: 'Unchecked: Initial alarm creation',
      reasonData: undefined,
      at: now,
    },
    configuredAt: now,
    transitionedAt: now,
    suppression: undefined,
    history: [],
    window: [],
    windowEnd: 0,
    held: false,
  };
}
