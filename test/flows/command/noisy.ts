// A world in which an alarm has failed bakes of which a person says that they were harmless.

import { ranges } from '../../../core/keys.ts';
import type { World } from '../../../simulation/world/world.ts';
import { build } from '../../paths/pipelines.ts';
import type { ScenarioInput } from '../../paths/played.ts';
import { give, playOn, shop } from './commanded.ts';

/** So many bakes, one every three hours: one that fires sooner again seems to do so anyway. */
export async function noisy(
  times: number,
  scenario: Omit<ScenarioInput, 'builds'> & { readonly builds?: readonly object[] } = {},
): Promise<World> {
  const names = ['one', 'two', 'three', 'four'].slice(0, times);
  const { builds = [], ...more } = scenario;
  const world = await shop({
    builds: [...names.map((name, index) => build(name, `${index * 3}h`)), ...builds],
    misbehaviours: names.map((revision) => ({
      ...{ how: 'alarm', revision, target: 'live', alarm: 'live-errors', after: '5m', for: '1m' },
    })),
    ...more,
  });
  await playOn(world, times * 180 + 5);
  const releases = await world.onlooker.table.list(ranges.releases('shop'));
  for (const { id } of releases)
    await give(world, 'correct', { release: id, is: 'harmless', reason: 'the nightly load' });
  return world;
}
