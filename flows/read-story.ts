// Loads all about one release: what was judged of it, and the ledger of its time.

import { type ReleaseStory, releaseStory } from '../core/board/release-story.ts';
import { ranges } from '../core/keys.ts';
import { explain } from './explain.ts';
import type { Ports } from './ports.ts';

/** At some sixty entries a release: those of many days. */
const LEDGER_READ = 2_000;

/** Throws `Refused` for what is no release's id, `Missing` for one that is not there. */
export async function readStory(ports: Ports, id: string, now: number): Promise<ReleaseStory> {
  const { release, waves } = await explain(ports, id);
  const ledger = await ports.table.latest(ranges.ledger(release.pipeline), LEDGER_READ);
  return releaseStory(release, waves, ledger, now);
}
