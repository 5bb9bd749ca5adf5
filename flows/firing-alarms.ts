// Which alarms of some targets fire and count: before a wave's gate opens, and before a target of it is begun later.

import type { Fix } from '../core/fix.ts';
import type { FoundReason } from '../core/gate/gate-reason.ts';
import { alarmReason } from '../core/gate/inner-reasons.ts';
import type { Gathered } from '../core/judging/look.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import { quietText } from '../core/quiet.ts';
import { statesOf } from './alarm-states.ts';
import { besidesFix } from './fixes.ts';
import type { Ports } from './ports.ts';
import { quietAmong } from './quiets.ts';

export interface Firing extends Gathered<FoundReason[]> {
  /** Of those that fire and keep nothing from starting: why not. */
  readonly notes: readonly string[];
}

export async function firingAlarms(
  ports: Ports,
  pipeline: string,
  targets: readonly TargetDefinition[],
  fix: Fix | undefined,
): Promise<Firing> {
  const { found, unread } = await statesOf(ports, targets);
  const firing = found.filter(({ state }) => state === 'ALARM');
  const quiets = await quietAmong(ports, pipeline, firing);
  const { left, notes } = besidesFix(
    fix,
    firing.filter((alarm) => !quiets.has(alarm)),
  );
  const uncounted = [...quiets].map(
    ([{ alarm, target }, quiet]) => `alarm ${alarm} of ${target} fires: ${quietText(quiet)}`,
  );
  return { found: left.map(alarmReason), unread, notes: [...notes, ...uncounted] };
}
