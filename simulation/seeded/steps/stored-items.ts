// What lies in the table before anything happens: a baseline, or what an earlier Tidegate has left.

import { keys, ranges } from '../../../core/keys.ts';
import type { Place } from '../../../core/noun.ts';
import type { World } from '../../world/world.ts';

export interface StoredItem extends Place {
  readonly item: unknown;
}

/** Those that can be read: what is damaged is as if it were not there. */
export async function readStoredItems({ onlooker, pipelines }: World): Promise<StoredItem[]> {
  const { table } = onlooker;
  const lists = await Promise.all(
    pipelines.map(async ({ pipeline }) => {
      const targets = await table.readable(ranges.targets(pipeline));
      const stages = await table.readable(ranges.stages(pipeline));
      const releases = await table.readable(ranges.releases(pipeline));
      const waves = await Promise.all(
        releases.items.map(({ id }) => table.readable(ranges.waves(id))),
      );
      return [
        ...targets.items.map((item) => stored(keys.target(pipeline, item.name), item)),
        ...stages.items.map((item) => stored(keys.stage(pipeline, item.name), item)),
        ...releases.items.map((item) => stored(keys.release(pipeline, item.id), item)),
        ...waves.flatMap(({ items }) =>
          items.map((item) => stored(keys.wave(item.release, item.plan.index), item)),
        ),
      ];
    }),
  );
  return lists.flat();
}

function stored({ pk, sk }: Place, item: unknown): StoredItem {
  return { pk, sk, item };
}
