// Loads all about one release: what was judged of it, the ledger of its time, and what others changed meanwhile.

import { type ReleaseStory, releaseStory } from '../core/board/release-story.ts';
import type { Change } from '../core/change.ts';
import { ranges } from '../core/keys.ts';
import { type Release, releaseEndOf } from '../core/release.ts';
import { readChanges } from './changes.ts';
import { explain } from './explain.ts';
import { orLogged, readableItems } from './one-by-one.ts';
import type { Ports } from './ports.ts';
import { sideBySide } from './side-by-side.ts';

/** At some sixty entries a release: those of many days. */
const LEDGER_READ = 2_000;

/** Throws `Refused` for what is no release's id, `Missing` for one that is not there. */
export async function readStory(ports: Ports, id: string, now: number): Promise<ReleaseStory> {
  const { release, waves } = await explain(ports, id);
  const ledger = await ports.table.latest(ranges.ledger(release.pipeline), LEDGER_READ);
  return releaseStory(release, waves, ledger, now, await changesAround(ports, release, now));
}

/** Accounts and regions that are asked for what others changed there. */
const MOST_PLACES = 24;

/** What others changed just before it is told too. */
const BEFORE_MILLIS = 3_600_000;

/** Where its targets are, from an hour before its start to its end: what cannot be read hides nothing else. */
async function changesAround(ports: Ports, release: Release, now: number): Promise<Change[]> {
  const waves = await readableItems(ports, ranges.waves(release.id));
  const targets = waves.flatMap(({ plan }) => plan.targets);
  const places = new Map(targets.map((each) => [`${each.account} ${each.region}`, each]));
  const from = new Date(Date.parse(release.startedAt) - BEFORE_MILLIS);
  const until = new Date(releaseEndOf(release)?.at ?? now);
  const read = await sideBySide([...places.values()].slice(0, MOST_PLACES), (place) =>
    orLogged(ports, { changesIn: place.region }, () => readChanges(ports, place, from, until)),
  );
  return read.flatMap((changes) => changes ?? []);
}
