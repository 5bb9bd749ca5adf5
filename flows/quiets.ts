// Which alarms of a pipeline people have let lose a right, as it is now.

import { type Quiet, quietFor } from '../core/quiet.ts';
import { quietRange } from '../core/quiet-keys.ts';
import { readableItems } from './one-by-one.ts';
import type { Ports } from './ports.ts';

export function quietsOf(
  ports: Pick<Ports, 'table' | 'log'>,
  pipeline: string,
): Promise<readonly Quiet[]> {
  return readableItems(ports, quietRange(pipeline));
}

interface Named {
  readonly alarm: string;
  readonly target: string;
}

/** Of some alarms, those that block nothing; they are asked for only where there are any to ask of. */
export async function quietAmong<Alarm extends Named>(
  ports: Ports,
  pipeline: string,
  alarms: readonly Alarm[],
): Promise<ReadonlyMap<Alarm, Quiet>> {
  if (alarms.length === 0) return new Map();
  const quiets = await quietsOf(ports, pipeline);
  const now = ports.clock.now().toISOString();
  const found = alarms.flatMap((alarm) => {
    const quiet = quietFor(quiets, alarm, now);
    return quiet ? [[alarm, quiet] as const] : [];
  });
  return new Map(found);
}
