// Where a target goes if a revision is taken back there: what last finished its bake, and nothing returns to not.

import { keys } from '../core/keys.ts';
import { isBarring } from '../core/quarantine.ts';
import { bakedOn, type Installed, returnPoint, type Target } from '../core/target.ts';
import type { Ports } from './ports.ts';
import { floorOf } from './rollback-floor.ts';
import { sideBySide } from './side-by-side.ts';

export interface PointBack {
  /** The digests that are quarantined, of what it could run or return to. */
  readonly barred: readonly string[];
  /** Undefined where there is none. */
  readonly point: Installed | undefined;
  /** Where there is none: what the pipeline's floor says of what it would be otherwise. */
  readonly lowest?: string | undefined;
}

export async function pointBack(ports: Ports, target: Target, digest: string): Promise<PointBack> {
  const barred = await barredOf(ports, target, digest);
  const below = await belowFloor(ports, target);
  const point = returnPoint(target, digest, [...barred, ...below.keys()]);
  if (point !== undefined) return { barred, point };
  const without = returnPoint(target, digest, barred)?.revision.digest ?? '';
  return { barred, point, lowest: below.get(without) };
}

/** Of the digests that a target could run or return to, those that are quarantined. */
async function barredOf(ports: Ports, target: Target, digest: string): Promise<string[]> {
  const digests = [digest, ...bakedOn(target).map(({ revision }) => revision.digest)];
  const found = await sideBySide([...new Set(digests)], async (each) =>
    isBarring(await ports.table.get(keys.quarantine(target.pipeline, each))) ? [each] : [],
  );
  return found.flat();
}

/** What baked there and is below the pipeline's floor, with what is said of it. */
async function belowFloor(ports: Ports, target: Target): Promise<ReadonlyMap<string, string>> {
  const floor = await floorOf(ports, target.pipeline);
  return new Map(
    bakedOn(target).flatMap(({ revision }) => {
      const problem = floor(revision);
      return problem === undefined ? [] : [[revision.digest, problem] as const];
    }),
  );
}
