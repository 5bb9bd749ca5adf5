// Which targets of earlier waves a wave asks for: as many as count, however few each wave before it has.

import { keys, ranges } from '../../core/keys.ts';
import type { Wave } from '../../core/wave.ts';
import { earlierTargets } from '../../flows/earlier-truth.ts';
import { build, oneTarget } from '../paths/pipelines.ts';
import { play } from '../paths/played.ts';

test('a slice asks for those of many small waves before it', async () => {
  const { world } = await play(oneTarget(), { baseline: 'old', builds: [build('new')] });
  const { table } = world.onlooker;
  const [release] = await table.list(ranges.releases('shop'));
  const [wave] = await table.list(ranges.waves(release!.id));
  const [target] = wave!.plan.targets;
  for (let index = 1; index <= 12; index += 1) {
    const targets = [{ ...target!, name: `t${index}` }];
    const item = { ...wave!, plan: { ...wave!.plan, index, targets } };
    await table.change(keys.wave(release!.id, index), () => ({ item: item as Wave }));
  }
  const forty = Array.from({ length: 40 }, () => target!);
  const sliced = { first: 13, last: 16, count: 4, gate: 13 } as never;

  const { targets } = await earlierTargets(world.onlooker, {
    ...{ pipeline: 'shop', release: release!.id },
    plan: { ...wave!.plan, index: 13, targets: forty, sliced },
  });

  expect(targets.map(({ name }) => name)).toEqual([
    target!.name,
    ...Array.from({ length: 12 }, (_, index) => `t${index + 1}`),
  ]);
});
