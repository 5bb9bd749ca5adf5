// Reads what a page of the board shows.

import type { PageAsked } from '../core/board/asked.ts';
import { fleetView } from '../core/board/fleet-view.ts';
import { pipelineView } from '../core/board/view.ts';
import type { Viewed } from '../core/board/viewed.ts';
import type { Ports } from './ports.ts';
import { readBoard } from './read-board.ts';
import { readFleet } from './read-fleet.ts';
import { readMeasures } from './read-measures.ts';
import { readStory } from './read-story.ts';

/** At a time in milliseconds. Throws `Refused` or `Missing` where there is no such pipeline or release. */
export async function viewAsked(
  ports: Ports,
  asked: PageAsked,
  now = ports.clock.now().getTime(),
): Promise<Viewed> {
  if (asked.page === 'release') return { ...asked, view: await readStory(ports, asked.id, now) };
  if (asked.page === 'pipeline')
    return { ...asked, view: pipelineView(await readBoard(ports, asked.name), now) };
  if (asked.page === 'measures') return { ...asked, view: await readMeasures(ports, asked, now) };
  const { all, unread } = await readFleet(ports);
  return { ...asked, view: fleetView(all, unread, now) };
}
