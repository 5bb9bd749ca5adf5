// Keeps bakes and gates under the alarms that they watch, so that an alarm's event finds them without a search.

import { keys } from '../core/keys.ts';
import type { AlarmName, Watcher } from '../core/wait.ts';
import type { Wave } from '../core/wave.ts';
import { alarmNamesOf } from './alarm-states.ts';
import { takenBackIfEnded } from './hands.ts';
import type { Ports } from './ports.ts';
import { sideBySide } from './side-by-side.ts';

type Watching = Pick<Wave, 'release' | 'plan'>;

/** Keeps a bake or gate under each alarm of its wave; whoever does so looks at them after that. Throws `Ended`. */
export async function watchAlarms(
  ports: Ports,
  kind: Watcher['kind'],
  { release, plan }: Watching,
): Promise<void> {
  const watcher: Watcher = { kind, release, wave: plan.index };
  await sideBySide(alarmsOf(plan), (alarm) =>
    ports.table.put(keys.watcher(alarm, watcher), watcher),
  );
  await takenBackIfEnded(ports, watcher, () => unwatchAlarms(ports, kind, { release, plan }));
}

/** Forgets them, once the wave has ended: by then nobody begins to watch any more. */
export async function unwatchAlarms(
  { table }: Pick<Ports, 'table'>,
  kind: Watcher['kind'],
  { release, plan }: Watching,
): Promise<void> {
  const watcher: Watcher = { kind, release, wave: plan.index };
  await sideBySide(alarmsOf(plan), (alarm) => table.remove(keys.watcher(alarm, watcher)));
}

/** Targets that share an alarm watch it once. */
function alarmsOf({ targets }: Wave['plan']): AlarmName[] {
  const named = alarmNamesOf(targets).map((alarm) => [JSON.stringify(alarm), alarm] as const);
  return [...new Map(named).values()];
}
