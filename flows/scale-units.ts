// Entering and leaving scale units, which pipelines share.

import { Failure } from '../core/failure.ts';
import type { FoundReason } from '../core/gate/gate-reason.ts';
import {
  beforeIn,
  begunBy,
  emptyUnit,
  givenBack,
  type ScaleUnit,
  takenBy,
  unitReason,
  withoutPlace,
  withoutRelease,
  withoutWave,
  withWaitingFor,
} from '../core/gate/scale-unit.ts';
import { keys } from '../core/keys.ts';
import type { PlannedWave } from '../core/planned-wave.ts';
import { hasEnded, type Release } from '../core/release.ts';
import type { Ports } from './ports.ts';
import { entryOf } from './stages.ts';

type Units = Pick<PlannedWave, 'scaleUnits' | 'index' | 'sliced'>;

/** Slices of one wave are in their units together. */
function waveIn({ index, sliced }: Units): number {
  return sliced?.first ?? index;
}

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

/** Whoever waits for something else keeps nobody from a unit. What another look has taken meanwhile is not its. */
export async function leaveQueues(
  ports: Ports,
  release: Release,
  { scaleUnits = [] }: Units,
): Promise<void> {
  for (const name of scaleUnits) {
    await ports.table.change(keys.scaleUnit(name), (item) => {
      const after = item && withoutPlace(item, release.id);
      return after === item || after === undefined ? undefined : { item: after };
    });
  }
}

/** The units that a look at a gate has taken, each with the fence that it got. */
export type TakenUnits = ReadonlyMap<string, number>;

/**
 * Takes all units of a wave, in the order of their names; where it is another's turn in one, none: nobody waits for one
 * while it has another.
 */
export async function takeUnits(
  ports: Ports,
  release: Release,
  plan: Units,
): Promise<{ readonly taken: TakenUnits; readonly reasons: readonly FoundReason[] }> {
  const { scaleUnits = [] } = plan;
  const wave = waveIn(plan);
  const taken = new Map<string, number>();
  for (const name of scaleUnits) {
    const unit = await ports.table.change(keys.scaleUnit(name), (item = emptyUnit(name)) => {
      const after = takenBy(item, { ...memberOf(ports, release), wave });
      if (after === undefined || after === item) return undefined;
      return { item: after, entries: enteredBy(ports, release, item) };
    });
    if (unit?.lease?.release !== release.id) {
      await giveBack(ports, release.id, taken);
      return { taken: new Map(), reasons: await unitReasons(ports, release, plan) };
    }
    taken.set(name, unit.lease.fence ?? 0);
  }
  return { taken, reasons: [] };
}

/** Gives back what a look has taken, unless another has taken it once more since; resolves to whose turn it is. */
export async function giveBack(
  ports: Ports,
  release: string,
  taken: TakenUnits,
): Promise<string[]> {
  const next: string[] = [];
  for (const [name, fence] of taken)
    next.push(
      ...(await leave(ports, release, name, (unit) => givenBack(unit, { release, fence }))),
    );
  return [...new Set(next)];
}

/**
 * Says in each unit of a wave that it deploys there, before anything is intended: whoever would come after it finds it
 * there, whatever has become of the looks at its gate.
 *
 * Throws `TargetBusy` where another release is in one: try again.
 */
export async function beginInUnits(ports: Ports, release: Release, plan: Units): Promise<void> {
  const { scaleUnits = [] } = plan;
  const wave = waveIn(plan);
  for (const name of scaleUnits) {
    await ports.table.change(keys.scaleUnit(name), (item = emptyUnit(name)) => {
      const after = begunBy(item, { ...memberOf(ports, release), wave });
      if (after === undefined) throw occupied(release, item);
      return after === item ? undefined : { item: after, entries: enteredBy(ports, release, item) };
    });
  }
}

function enteredBy(ports: Ports, release: Release, { unit, lease }: ScaleUnit) {
  if (lease?.release === release.id) return [];
  return [entryOf(ports, release, 'UnitEntered', unit, `scale unit ${unit} entered`)];
}

function occupied({ id }: Release, { unit, lease }: ScaleUnit): Failure {
  const who = `${lease?.release} of ${lease?.pipeline}, wave ${lease?.wave ?? 'unknown'}`;
  return new Failure(
    'TargetBusy',
    `expected ${id} to deploy in scale unit ${unit} alone, got ${who} in it`,
  );
}

/** Leaves the units of waves that deploy no more; resolves to the releases whose turn it is. */
export async function leaveUnits(
  ports: Ports,
  release: string,
  plans: readonly Units[],
): Promise<string[]> {
  const next: string[] = [];
  for (const plan of plans) {
    const wave = waveIn(plan);
    for (const name of plan.scaleUnits ?? [])
      next.push(
        ...(await leave(ports, release, name, (unit) => withoutWave(unit, { release, wave }))),
      );
  }
  return [...new Set(next)];
}

/** Leaves all units of a release that has ended; resolves to the releases whose turn it is. */
export async function leaveAllUnits(
  ports: Ports,
  release: string,
  plans: readonly Units[],
): Promise<string[]> {
  const names = new Set(plans.flatMap(({ scaleUnits = [] }) => scaleUnits));
  const next: string[] = [];
  for (const name of names)
    next.push(...(await leave(ports, release, name, (unit) => withoutRelease(unit, release))));
  return [...new Set(next)];
}

/** Resolves to whose turn it is. */
async function leave(
  ports: Ports,
  release: string,
  name: string,
  without: (unit: ScaleUnit) => ScaleUnit,
): Promise<string[]> {
  const unit = await ports.table.change(keys.scaleUnit(name), (item) => {
    if (item === undefined) return undefined;
    const after = without(item);
    if (after === item) return undefined;
    const { lease } = item;
    if (lease === undefined || after.lease !== undefined) return { item: after };
    const of = { pipeline: lease.pipeline, id: release };
    const entry = entryOf(ports, of, 'UnitLeft', name, `scale unit ${name} left`);
    return { item: after, entries: [entry] };
  });
  const [first] = unit?.lease === undefined ? (unit?.waiting ?? []) : [];
  return first ? [first.release] : [];
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
    await leave(ports, before.release, name, (each) => withoutRelease(each, before.release));
  }
}

function memberOf(ports: Ports, { pipeline, id }: Release) {
  return { pipeline, release: id, since: ports.clock.now().toISOString() };
}
