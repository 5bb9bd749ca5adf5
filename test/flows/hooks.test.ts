// Hooks of a rollback that is over: nothing is begun for a release that is being ended, or where nothing returns.

import { keys, ranges } from '../../core/keys.ts';
import { peopleKeys } from '../../core/people-keys.ts';
import { hooksOf } from '../../flows/hooks.ts';
import type { Ports } from '../../flows/ports.ts';
import { readRelease } from '../../flows/read.ts';
import { runHook } from '../../flows/run-hook.ts';
import type { World } from '../../simulation/world/world.ts';
import { oneTarget } from '../paths/pipelines.ts';
import { closeAll, ledgerOf, playOn, shop } from './command/commanded.ts';

afterAll(closeAll);

/** A release that bakes, of a pipeline whose hook before a rollback is that. */
async function baking(hook: string) {
  const world = await shop({}, oneTarget({ pipeline: `hooks: { beforeRollback: ${hook} }` }));
  await playOn(world, 25);
  const [open] = await world.onlooker.table.list(ranges.open());
  const { release } = open!;
  const run = () => world.onlooker.table.get(peopleKeys.hook('shop', release, 'beforeRollback'));
  const asked = { pipeline: 'shop', release, wave: 0, hook: 'beforeRollback' as const };
  return { world, release, run, asked: { ...asked, outcome: null } };
}

test.each(['{ project: shop-drain }', '{ lambda: shop-drain }'])(
  'a hook %s is not begun for a release that is being ended',
  async (hook) => {
    const { world, release, run, asked } = await baking(hook);
    await world.onlooker.table.change(keys.wave(release, 0), (wave) => ({
      item: { ...wave!, sealedAt: world.onlooker.clock.now().toISOString() },
    }));

    await expect(runHook(world.onlooker, asked)).rejects.toThrow(/being ended/);

    expect(await run()).toBeUndefined();
    expect(await ledgerOf(world, 'HookStarted')).toEqual([]);
  },
);

test('a function is called with one key, told once how it ended, and not called again after that', async () => {
  const { world, asked } = await baking('{ lambda: shop-drain }');
  const { onlooker } = world;

  const [first, again] = [await runHook(onlooker, asked), await runHook(onlooker, asked)];
  const failed = await runHook(onlooker, { ...asked, outcome: 'Error: no' });
  const late = await runHook(onlooker, { ...asked, outcome: '' });

  expect(again.call?.payload).toEqual(first.call?.payload);
  expect([failed, late, await runHook(onlooker, asked)]).toEqual(
    Array.from({ length: 3 }, () => ({ said: 'hook beforeRollback: Error: no' })),
  );
  expect(await ledgerOf(world, 'HookEnded')).toEqual(['hook beforeRollback ended: Error: no']);
});

test('of two hands that know how a function ended the first tells it, and both say the same', async () => {
  const { world, asked } = await baking('{ lambda: shop-drain }');
  await runHook(world.onlooker, asked);

  const said = await Promise.all(
    ['Error: no', ''].map((outcome) => runHook(world.onlooker, { ...asked, outcome })),
  );

  expect(said[0]).toEqual(said[1]);
  expect(await ledgerOf(world, 'HookEnded')).toHaveLength(1);
});

/** The ports of a hand that another one overtakes by a minute, between its call to CodeBuild and what it writes. */
function overtaken(world: World, other: () => Promise<unknown>): Ports {
  const { builds } = world.onlooker;
  const after = async <T>(made: T): Promise<T> => {
    await other().catch(() => {});
    await playOn(world, 1);
    return made;
  };
  const start: typeof builds.start = async (...given) => after(await builds.start(...given));
  const get: typeof builds.get = async (...given) => after(await builds.get(...given));
  return { ...world.onlooker, builds: { ...builds, start, get } };
}

test('a hand that another overtakes as a build begins, or ends, tells it no second time', async () => {
  const { world, run, asked } = await baking('{ project: shop-drain }');
  const first = () => runHook(world.onlooker, asked);
  const slow = () => runHook(overtaken(world, first), asked);

  await slow().catch(() => {});
  const begun = await run();
  await playOn(world, 9);
  const said = await slow();

  const entries = await world.onlooker.table.list(ranges.ledger('shop'));
  const started = entries.filter(({ event }) => event === 'HookStarted');
  expect(started.map(({ at }) => at)).toEqual([begun?.startedAt]);
  expect(await ledgerOf(world, 'HookEnded')).toHaveLength(1);
  expect(said).toEqual(await first());
});

test('where nothing returns, nothing is run before or after', async () => {
  const { world, release } = await baking('{ project: shop-drain }');
  const its = await readRelease(world.onlooker, 'shop', release);

  expect(await hooksOf(world.onlooker, its, 1)).toEqual(['beforeRollback']);
  expect(await hooksOf(world.onlooker, its, 0)).toEqual([]);
});
