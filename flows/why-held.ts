// Why traffic is held where it is: what is not known holds it as well.

import type { AlarmReading } from '../core/alarm-reading.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import type { WaveOf } from '../core/wave.ts';
import { gatherAlarms } from './gather-alarms.ts';
import type { Ports } from './ports.ts';

/** Unknown is not healthy: a step waits for each of the target's alarms to be OK, and to be read. */
export async function whyHeld(
  ports: Ports,
  wave: WaveOf<'open'>,
  { name }: TargetDefinition,
): Promise<string[]> {
  const { found, unread } = await gatherAlarms(ports, wave, ports.clock.now());
  const own = found.filter(
    ({ target, state, isToMend }) => target === name && state !== 'OK' && !isToMend,
  );
  return [...own.map(alarmText), ...unread.map((what) => `${what} could not be read`)];
}

function alarmText({ alarm, state }: AlarmReading): string {
  return `alarm ${alarm} is ${state}`;
}
