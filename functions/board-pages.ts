// The pages of the board: read from the table, made of what is there now.

import type { Links } from '../board/links.ts';
import { renderFleetPage, renderPage, renderReleasePage } from '../board/page.ts';
import type { PageAsked } from '../core/board/asked.ts';
import { fleetView } from '../core/board/fleet-view.ts';
import { pipelineView } from '../core/board/view.ts';
import type { Ports } from '../flows/ports.ts';
import { readBoard } from '../flows/read-board.ts';
import { readFleet } from '../flows/read-fleet.ts';
import { readStory } from '../flows/read-story.ts';

/** Throws `Refused` or `Missing` where there is no such pipeline or release. `now` is in milliseconds. */
export async function pageOf(
  ports: Ports,
  asked: PageAsked,
  links: Links,
  now: number,
): Promise<string> {
  if (asked.page === 'release')
    return renderReleasePage(await readStory(ports, asked.id, now), links);
  if (asked.page === 'pipeline') {
    const view = pipelineView(await readBoard(ports, asked.name), now);
    return renderPage(view, { follow: asked.follow, links });
  }
  const { all, unread } = await readFleet(ports);
  return renderFleetPage(fleetView(all, unread, now), asked, links);
}
