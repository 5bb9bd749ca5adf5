// What a wave’s end says of what somebody else has moved before its bake: who did it, and what was heard since.

import type { Drift } from '../core/halt.ts';
import { reasonOf } from '../core/plain-reason.ts';
import { NOBODY_KNOWN } from '../core/verdict.ts';
import { hasOpened, type OpenedWave, type Wave } from '../core/wave.ts';
import { statesOf } from './alarm-states.ts';
import type { Ports } from './ports.ts';
import { sideBySide } from './side-by-side.ts';
import { whoMoved } from './who-moved.ts';

export async function toldOfDrift(ports: Ports, wave: Wave, drift: Drift): Promise<string> {
  if (!hasOpened(wave)) return drift.reason;
  const [who, heard] = [await namesTold(ports, wave, drift), await alarmsHeard(ports, wave, drift)];
  const told = [
    ...(who.length > 0 ? [`told since: ${reasonOf(who)}`] : []),
    ...(heard.length > 0 ? [`heard since: ${reasonOf(heard)}`] : []),
  ];
  return [drift.reason, ...told].join('; ');
}

/** Who has moved a target is often told a moment after an alarm, or the sweep, has found it: it is stopped by now. */
async function namesTold(
  ports: Ports,
  wave: OpenedWave,
  { reason, targets }: Drift,
): Promise<string[]> {
  if (!reason.includes(NOBODY_KNOWN)) return [];
  const moved = wave.plan.targets.filter(({ name }) => targets[name] !== undefined);
  const by = await sideBySide(moved, (target) => whoMoved(ports, target, wave.openedAt, 'patient'));
  return by.flatMap((mover) => (mover?.isSure ? [`${mover.text} at ${mover.at}`] : []));
}

/** What was served since is not the revision's alone: an alarm of such a target proves nothing, and is told. */
async function alarmsHeard(
  ports: Ports,
  wave: OpenedWave,
  { at, targets }: Drift,
): Promise<string[]> {
  const moved = wave.plan.targets.filter(({ name }) => targets[name] !== undefined);
  const { found } = await statesOf(ports, moved);
  return found.flatMap(({ alarm, target, state, updatedAt = '' }) =>
    state === 'ALARM' && updatedAt >= at
      ? [`alarm ${alarm} of ${target} is in ALARM since ${updatedAt}, which proves nothing`]
      : [],
  );
}
