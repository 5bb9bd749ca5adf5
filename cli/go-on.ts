// Going on with a kept world: it is played again, with what was asked of it, up to where it had come.

import type { Place } from '@tidegate/embedded-aws/services/places';
import { replayRequests } from '@tidegate/embedded-aws/wire/replay';
import { adoptBuildsPutByHand } from '../simulation/world/raw-builds.ts';
import type { World } from '../simulation/world/world.ts';
import type { KeptWorld } from './kept-world.ts';

/** Nothing of the first time is stored but its beginning and what was asked: all else follows from them. */
export async function goOn(
  world: World,
  { before, isStopped }: KeptWorld,
  hasLeft = () => false,
): Promise<void> {
  adoptBuildsPutByHand(world);
  if (!before) return;
  const { clock } = world;
  replayRequests({ ...world, places: placesOf(world) }, before.requests);
  // Something to stop at: the clock would else leap over it to what comes next.
  clock.at(before.reachedAt, () => {});
  await clock.play(() => clock.millis() >= before.reachedAt || isStopped() || hasLeft());
}

/** The accounts and regions that the pipelines reach. */
export function placesOf({ targets }: World): readonly Place[] {
  const named = new Map(targets.map((each) => [`${each.account} ${each.region}`, each]));
  return [...named.values()].map(({ account, region }) => ({ account, region }));
}
