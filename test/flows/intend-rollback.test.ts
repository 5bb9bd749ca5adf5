// What a rollback by hand that names nothing takes back, while another one is under way.

import { keys, ranges } from '../../core/keys.ts';
import { bakedOn, type Target } from '../../core/target.ts';
import { intendRollback } from '../../flows/intend-rollback.ts';
import { oneTarget, target } from '../paths/pipelines.ts';
import { closeAll, shop } from './command/commanded.ts';

afterAll(closeAll);

test('what is returned to elsewhere just now is not what runs: the older revision that does is taken back', async () => {
  const world = await shop({}, oneTarget({ of: `${target('live')}, ${target('box')}` }));
  await world.play();
  const { onlooker } = world;
  const items = await onlooker.table.list(ranges.targets('shop'));
  const { revision } = items[0]!.running!;
  const old = bakedOn(items[0]!)[1]!;
  // The old one was released again, and goes back to the new one on one of the two.
  const stepped = (item: Target): Target => ({ ...item, running: old });
  const returning = ({ running: _, ...item }: Target): Target => ({
    ...item,
    intent: {
      ...{ release: 'back', wave: 0, fence: item.fence, startedAt: old.at, revision },
      ...{ doing: 'rollBack', takesBack: old.revision.digest },
      ...{ status: 'open', calls: { state: 'none' } },
    },
  });
  for (const [name, change] of [
    ['box', stepped],
    ['live', returning],
  ] as const)
    await onlooker.table.change(keys.target('shop', name), (item) => ({ item: change(item!) }));

  const { takes, ways } = await intendRollback(onlooker, { pipeline: 'shop' });

  expect(takes).toEqual([old.revision]);
  expect(ways).toMatchObject([{ target: 'box', to: { revision } }]);
});
