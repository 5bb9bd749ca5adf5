// Ten thousand bakes are open: an alarm's event finds the one that watches it, and reads no other.

import { keys } from '../../core/keys.ts';
import { home } from '../../simulation/world/place.ts';
import type { World } from '../../simulation/world/world.ts';
import { build, oneTarget } from './pipelines.ts';
import { play } from './played.ts';
import { putRaw } from './raw-item.ts';

/** Bakes of other pipelines, with other alarms. */
async function openBakes(world: World, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const release = `other-${String(index).padStart(12, '0')}-1`;
    const alarm = { ...home, name: `errors-${index}` };
    const wait = { kind: 'bake', token: 't', pipeline: 'other', release, wave: 0, lastLook: false };
    await putRaw(world, keys.bakeWait(release, 0), { item: { ...wait, alarms: [alarm] } });
    const watcher = { kind: 'bake' as const, release, wave: 0 };
    await putRaw(world, keys.watcher(alarm, watcher), { item: watcher });
  }
}

/** What the function that hears of alarms reads of the table while one fires and a bake is ended by it. */
async function readsOfAlarms(openBesides: number): Promise<string[]> {
  const { calls, outcomes } = await play(
    oneTarget({ bake: '{ for: 20m }' }),
    {
      baseline: 'old',
      builds: [build('bad', '1m')],
      misbehaviours: [{ how: 'alarm', revision: 'bad', target: 'live', after: '5m' }],
    },
    { prepare: (world) => openBakes(world, openBesides) },
  );
  expect(outcomes()).toEqual(['RolledBack']);
  return calls
    .filter(({ functionName }) => functionName === 'OnAlarm')
    .map(({ operation }) => operation)
    .filter((operation) => operation === 'Query' || operation === 'GetItem');
}

test('an alarm’s event reads as much among ten thousand open bakes as among none', async () => {
  const alone = await readsOfAlarms(0);
  const among = await readsOfAlarms(10_000);

  expect(alone.length).toBeGreaterThan(2);
  expect(among).toEqual(alone);
});
