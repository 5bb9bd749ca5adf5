// Which targets have a way back, by the quarantines and the floor of their pipeline.

import { findWaysBack, type Wanted } from '../core/find-way-back.ts';
import { keys, ranges } from '../core/keys.ts';
import { isBarring } from '../core/quarantine.ts';
import { bakedOn, type Target } from '../core/target.ts';
import { readableItems } from './one-by-one.ts';
import type { Ports } from './ports.ts';
import { floorOf } from './rollback-floor.ts';

/** The ways back of these targets, as they are now. */
export async function waysOf(
  ports: Ports,
  pipeline: string,
  targets: readonly Target[],
  wanted: Omit<Wanted, 'barred' | 'floor'>,
): Promise<ReturnType<typeof findWaysBack>> {
  const quarantines = await readableItems(ports, ranges.quarantines(pipeline));
  const candidates = new Set(targets.flatMap(bakedOn).map(({ revision }) => revision.digest));
  const barred: string[] = [];
  if (quarantines.some(isBarring))
    for (const digest of candidates)
      if (isBarring(await ports.table.get(keys.quarantine(pipeline, digest)))) barred.push(digest);
  return findWaysBack(targets, { ...wanted, barred, floor: await floorOf(ports, pipeline) });
}
