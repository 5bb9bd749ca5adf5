// The states of all alarms of some targets, read in as few calls as there are places.

import type { AlarmNow } from '../aws/cloudwatch.ts';
import type { AlarmState } from '../core/alarm-state.ts';
import type { Gathered } from '../core/judging/look.ts';
import { alarmAt, alarmText } from '../core/pipeline/alarm-named.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import type { AlarmName } from '../core/wait.ts';
import { gathered, together } from './gathered.ts';
import type { Ports } from './ports.ts';
import { sideBySide } from './side-by-side.ts';

export interface TargetAlarm {
  readonly target: string;
  /** As people are told of it. */
  readonly alarm: string;
  readonly at: AlarmName;
  readonly state: AlarmState;
  readonly updatedAt?: string;
}

/** One reading for each alarm of each target. A place that cannot be read keeps no other from being read. */
export async function statesOf(
  ports: Ports,
  targets: readonly TargetDefinition[],
): Promise<Gathered<readonly TargetAlarm[]>> {
  const { states, unread } = await statesByAlarm(ports, alarmNamesOf(targets));
  const found = targets.flatMap((target) =>
    target.alarms.flatMap((named) => {
      const at = alarmAt(target, named);
      const state = states.get(alarmId(at));
      return state ? [{ target: target.name, alarm: alarmText(target, named), at, ...state }] : [];
    }),
  );
  return { found, unread };
}

export function alarmNamesOf(targets: readonly TargetDefinition[]): AlarmName[] {
  return targets.flatMap((target) => target.alarms.map((named) => alarmAt(target, named)));
}

interface States {
  /** Under `alarmId`; of a place that could not be read there is none. */
  readonly states: ReadonlyMap<string, AlarmNow>;
  readonly unread: readonly string[];
}

/** Each place is asked once. */
export async function statesByAlarm(ports: Ports, alarms: readonly AlarmName[]): Promise<States> {
  const all = await sideBySide([...byPlace(alarms)], ([place, inPlace]) =>
    gathered(ports, `the alarms’ states in ${place}`, [], () => statesIn(ports, inPlace)),
  );
  const { found, unread } = together(all);
  return { states: new Map(found), unread };
}

/** By account and region. */
export function byPlace(alarms: readonly AlarmName[]): Map<string, AlarmName[]> {
  return Map.groupBy(alarms, ({ account, region }) => `${account} ${region}`);
}

/** Of alarms that are all in one place, each under its `alarmId`. */
export async function statesIn(
  { alarms }: Ports,
  wanted: readonly AlarmName[],
): Promise<readonly (readonly [string, AlarmNow])[]> {
  const [{ account, region }] = wanted as [AlarmName];
  const names = [...new Set(wanted.map(({ name }) => name))];
  const states = await alarms.states({ account, region }, names);
  return [...states].map(([name, state]) => [alarmId({ account, region, name }), state] as const);
}

export function alarmId({ account, region, name }: AlarmName): string {
  return `${account}/${region}/${name}`;
}
