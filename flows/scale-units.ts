// Entering and leaving scale units, which pipelines share.

import type { FoundReason } from '../core/gate/gate-reason.ts';
import {
  beforeIn,
  emptyUnit,
  type ScaleUnit,
  takenBy,
  unitReason,
  withoutRelease,
  withWaitingFor,
} from '../core/gate/scale-unit.ts';
import { keys } from '../core/keys.ts';
import type { PlannedWave } from '../core/planned-wave.ts';
import { hasEnded, type Release } from '../core/release.ts';
import type { Ports } from './ports.ts';
import { entryOf } from './stages.ts';

type Units = Pick<PlannedWave, 'scaleUnits'>;

/** Why a wave may not enter its units just now. It waits for them in the order in which it came. */
export async function unitReasons(
  ports: Ports,
  release: Release,
  { scaleUnits = [] }: Units,
): Promise<readonly FoundReason[]> {
  const reasons: FoundReason[] = [];
  for (const name of scaleUnits) {
    const unit = await joinUnit(ports, release, name);
    const before = beforeIn(unit, release.id);
    if (before) reasons.push(unitReason(unit, before));
  }
  return reasons;
}

/** Whoever waits for something else keeps nobody from a unit. */
export async function leaveQueues(
  ports: Ports,
  release: Release,
  { scaleUnits = [] }: Units,
): Promise<void> {
  for (const name of scaleUnits) {
    const unit = await ports.table.get(keys.scaleUnit(name));
    if (unit?.waiting.some((each) => each.release === release.id))
      await leaveUnit(ports, release.id, name);
  }
}

/**
 * Takes all units of a wave, in the order of their names; where it is another's turn in one, none: nobody waits for one
 * while it has another.
 */
export async function takeUnits(
  ports: Ports,
  release: Release,
  plan: Units,
): Promise<readonly FoundReason[]> {
  const { scaleUnits = [] } = plan;
  for (const name of scaleUnits) {
    const unit = await ports.table.change(keys.scaleUnit(name), (item = emptyUnit(name)) => {
      const after = takenBy(item, memberOf(ports, release));
      if (after === undefined || after === item) return undefined;
      const text = `scale unit ${name} entered`;
      return { item: after, entries: [entryOf(ports, release, 'UnitEntered', name, text)] };
    });
    if (unit?.lease?.release === release.id) continue;
    await leaveUnits(ports, release.id, [plan]);
    return unitReasons(ports, release, plan);
  }
  return [];
}

/** Leaves the units of waves; resolves to the releases whose turn it is. */
export async function leaveUnits(
  ports: Ports,
  release: string,
  plans: readonly Units[],
): Promise<string[]> {
  const names = new Set(plans.flatMap(({ scaleUnits = [] }) => scaleUnits));
  const next: string[] = [];
  for (const name of names) {
    const unit = await leaveUnit(ports, release, name);
    const first = unit?.lease === undefined ? unit?.waiting[0] : undefined;
    if (first) next.push(first.release);
  }
  return [...new Set(next)];
}

async function leaveUnit(
  ports: Ports,
  release: string,
  name: string,
): Promise<ScaleUnit | undefined> {
  return ports.table.change(keys.scaleUnit(name), (item) => {
    if (item === undefined) return undefined;
    const after = withoutRelease(item, release);
    if (after === item) return undefined;
    const { lease } = item;
    if (lease?.release !== release) return { item: after };
    const of = { pipeline: lease.pipeline, id: release };
    const entry = entryOf(ports, of, 'UnitLeft', name, `scale unit ${name} left`);
    return { item: after, entries: [entry] };
  });
}

/** A late hand of a release may have come back after that had left: it keeps nobody from the unit. */
async function joinUnit(ports: Ports, release: Release, name: string): Promise<ScaleUnit> {
  for (;;) {
    const unit = await ports.table.ensure(keys.scaleUnit(name), (item = emptyUnit(name)) => ({
      item: withWaitingFor(item, memberOf(ports, release)),
    }));
    const before = beforeIn(unit, release.id);
    if (before === undefined) return unit;
    const other = await ports.table.get(keys.release(before.pipeline, before.release));
    if (other !== undefined && !hasEnded(other)) return unit;
    await leaveUnit(ports, before.release, name);
  }
}

function memberOf(ports: Ports, { pipeline, id }: Release) {
  return { pipeline, release: id, since: ports.clock.now().toISOString() };
}
