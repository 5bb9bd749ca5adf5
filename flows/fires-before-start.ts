// A wave's gate has opened with its alarms in OK; what of it begins later asks again, for itself.

import { reasonsText } from '../core/gate/gate-reason.ts';
import { hasOpened } from '../core/wave.ts';
import { firingAlarms } from './firing-alarms.ts';
import { fixInForce } from './fixes.ts';
import type { Installation } from './intend.ts';
import type { Ports } from './ports.ts';
import { readWave } from './read.ts';

/** For as long what the gate has read is taken to hold. */
const GOOD_FOR_SECONDS = 60;

/**
 * What keeps a target of a wave from being begun: its own alarms that fire, or cannot be read; undefined where none
 * does, or the gate has asked just now. What is begun while they fire could be told neither good nor bad by them.
 */
export async function firesBeforeStart(
  ports: Ports,
  { pipeline, release, wave: index, target }: Beginning,
): Promise<string | undefined> {
  const wave = await readWave(ports, release, index);
  if (!hasOpened(wave)) return undefined;
  const seconds = (ports.clock.now().getTime() - Date.parse(wave.openedAt)) / 1000;
  if (seconds < GOOD_FOR_SECONDS) return undefined;
  const fix = await fixInForce(ports, { pipeline, id: release });
  const { found, unread } = await firingAlarms(ports, pipeline, [target], fix);
  if (found.length > 0) return reasonsText(found);
  return unread.length > 0 ? `${unread.join(', ')} could not be read` : undefined;
}

/** What is about to begin, and where. */
type Beginning = Pick<Installation, 'pipeline' | 'release' | 'wave' | 'target'>;
