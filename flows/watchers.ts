// Wakes the bakes and gates that watch an alarm: they are kept under it.

import { Failure } from '../core/failure.ts';
import { keys, ranges } from '../core/keys.ts';
import type { AlarmName, Watcher } from '../core/wait.ts';
import { alarmId } from './alarm-states.ts';
import { inTime } from './in-time.ts';
import { lookAtBake } from './look-at-bake.ts';
import { lookAtGate } from './look-at-gate.ts';
import { lookAtShift } from './look-at-shift.ts';
import { readableItems } from './one-by-one.ts';
import type { Ports } from './ports.ts';

/**
 * Looks at all that watch an alarm: as many reads as there are of them, however many wait for other things. Throws what
 * one of them threw once all have had their turn, or `NotReady` where time ran out: the event comes again then.
 */
export async function lookAtWatchers(
  ports: Ports,
  alarm: AlarmName,
  kind: Watcher['kind'],
): Promise<void> {
  const watchers = await readableItems(ports, ranges.watchers(alarm, kind));
  const turns = watchers.map((watcher) => ({
    key: keys.watcher(alarm, watcher).sk,
    look: () => lookAt(ports, alarm, watcher),
  }));
  const of = alarmId(alarm);
  const { thrown, left } = await inTime(ports, { name: 'watchers', of, turns, sparesSeconds: 60 });
  if (thrown.length > 0) throw thrown[0];
  if (left === 0) return;
  const text = `expected to look at all that watches alarm ${of} in time, got ${left} left`;
  throw new Failure('NotReady', text);
}

async function lookAt(ports: Ports, alarm: AlarmName, watcher: Watcher): Promise<void> {
  const { kind, release, wave } = watcher;
  if (kind === 'bake') {
    const { status } = (await ports.table.get(keys.wave(release, wave))) ?? {};
    // Also where a person is asked about its tests.
    if (status === 'open') return lookAtShift(ports, watcher, 'alarm');
    const bake = await ports.table.get(keys.bakeWait(release, wave));
    return bake ? lookAtBake(ports, bake) : forget(ports, alarm, watcher);
  }
  const gate = await ports.table.get(keys.gateWait(release, wave));
  return gate ? lookAtGate(ports, gate) : forget(ports, alarm, watcher);
}

/** One that does not wait is between two looks, unless its wave has ended: then nobody has taken it away. */
async function forget({ table }: Ports, alarm: AlarmName, watcher: Watcher): Promise<void> {
  const wave = await table.get(keys.wave(watcher.release, watcher.wave));
  const isOver =
    wave?.status === 'ended' || (watcher.kind === 'gate' && wave?.status !== 'waiting');
  if (wave === undefined || isOver) await table.remove(keys.watcher(alarm, watcher));
}
