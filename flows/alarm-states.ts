// The states of all alarms of some targets, read in as few calls as there are places.

import type { AlarmNow } from '../aws/cloudwatch.ts';
import type { AlarmState } from '../core/alarm-reading.ts';
import { alarmAt, alarmText } from '../core/pipeline/alarm-named.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import type { AlarmName } from '../core/wait.ts';
import type { Ports } from './ports.ts';

export interface TargetAlarm {
  readonly target: string;
  /** As people are told of it. */
  readonly alarm: string;
  readonly at: AlarmName;
  readonly state: AlarmState;
  readonly updatedAt?: string;
}

/** One reading for each alarm of each target. Throws `ServiceFailed` where a place cannot be read. */
export async function statesOf(
  ports: Ports,
  targets: readonly TargetDefinition[],
): Promise<TargetAlarm[]> {
  const wanted = alarmNamesOf(targets);
  const states = await statesByAlarm(ports, wanted);
  return targets.flatMap((target) =>
    target.alarms.map((named) => {
      const at = alarmAt(target, named);
      const state = states.get(alarmId(at)) ?? { state: 'MISSING' as const };
      return { target: target.name, alarm: alarmText(target, named), at, ...state };
    }),
  );
}

export function alarmNamesOf(targets: readonly TargetDefinition[]): AlarmName[] {
  return targets.flatMap((target) => target.alarms.map((named) => alarmAt(target, named)));
}

/** States under `alarmId`; each place is asked once. */
export async function statesByAlarm(
  ports: Ports,
  alarms: readonly AlarmName[],
): Promise<Map<string, AlarmNow>> {
  const byPlace = Map.groupBy(alarms, ({ account, region }) => `${account}/${region}`);
  const states = new Map<string, AlarmNow>();
  for (const inPlace of byPlace.values()) {
    const [{ account, region }] = inPlace as [AlarmName];
    const names = [...new Set(inPlace.map(({ name }) => name))];
    for (const [name, state] of await ports.alarms.states({ account, region }, names)) {
      states.set(alarmId({ account, region, name }), state);
    }
  }
  return states;
}

export function alarmId({ account, region, name }: AlarmName): string {
  return `${account}/${region}/${name}`;
}
