// Commands of a pipeline with many targets keep what identifies and proves, and no list of all of them.

import { keys, ranges } from '../../../core/keys.ts';
import type { World } from '../../../simulation/world/world.ts';
import { build, target } from '../../paths/pipelines.ts';
import { ADA, closeAll, give, ledgerOf, playOn, shop } from './commanded.ts';

afterAll(closeAll);

const COUNT = 130;
const names = Array.from({ length: COUNT }, (_, at) => `cell-${String(at).padStart(4, '0')}`);
const MANY = `pipeline: shop
source: { project: shop-build }
stages:
  - name: prod
    bake: { for: 5m, judge: { mode: off } }
    targets: [${names.map((name) => target(name)).join(', ')}]
`;
/** What stands for all: no list has the last target. */
const LAST = names.at(-1)!;

async function keptBytes(world: World, key: string): Promise<string> {
  return JSON.stringify(await world.onlooker.table.get(keys.given(ADA, key)));
}

test('a start, a retry, a stop and a rollback of many targets keep none of their lists', async () => {
  const world = await shop({ builds: [build('one', '0s'), build('two', '3h')] }, MANY);
  await playOn(world, 60);
  const again = { pipeline: 'shop', build: '1', reason: 'again', retry: true };
  const started = await give(world, 'start', { ...again, key: 'start-0001' });
  await playOn(world, 1);
  const stopped = await give(world, 'stop', { pipeline: 'shop', reason: 'no', key: 'stop-00001' });
  await playOn(world, 150);
  const back = await give(world, 'rollback', {
    ...{ pipeline: 'shop', reason: 'slow', key: 'rollback-1' },
  });

  expect([started, stopped, back].map(({ status, told }) => [status, told.message])).toEqual(
    Array(3).fill([200, undefined]),
  );
  expect(started.told.facts).toMatchObject({ targetCount: COUNT });
  expect(started.told.facts?.targets).toHaveLength(100);
  expect(back.told.changes).toHaveLength(100);
  expect(back.told.notes).toContain(`${COUNT - 100} more change, ${COUNT} in all`);
  for (const key of ['start-0001', 'stop-00001', 'rollback-1']) {
    const kept = await keptBytes(world, key);
    expect(kept).not.toContain(LAST);
    expect(kept.length).toBeLessThan(40_000);
  }
  expect(await ledgerOf(world, 'StartAsked')).toEqual([
    expect.stringContaining(`seen: ${COUNT} targets run #1 `),
  ]);
  await playOn(world, 60);
  const releases = await world.onlooker.table.list(ranges.releases('shop'));
  expect(releases.some(({ rollback }) => rollback?.ways?.[0]?.targets.length === COUNT)).toBe(true);
});

test('a start that 0.9.0 has begun and kept with its targets is gone on with', async () => {
  const world = await shop({ builds: [build('one', '0s')] });
  await playOn(world, 120);
  const body = { pipeline: 'shop', build: '1', reason: 'again', retry: true, key: 'start-0001' };
  await give(world, 'start', body);
  const key = keys.given(ADA, 'start-0001');
  await world.onlooker.table.change(key, (item) => {
    if (item?.status !== 'done') return undefined;
    const { did: _, ...rest } = item;
    const { seen: __, ...carries } = item.intent.carries as { readonly seen: string };
    const targets = [{ name: 'live', runs: '#1' }];
    const intent = { ...item.intent, carries: { ...carries, targets } };
    return { item: { ...rest, intent, status: 'begun' as const } };
  });

  const { status, told } = await give(world, 'start', body);

  expect([status, told.message]).toEqual([200, undefined]);
  expect(await ledgerOf(world, 'StartAsked')).toEqual([
    expect.stringContaining('seen: 1 target runs #1'),
  ]);
});
