// The board, the fleet and a release as pages of their own.

import type { FleetView } from '../core/board/fleet-view.ts';
import type { ReleaseStory } from '../core/board/release-story.ts';
import type { PipelineView } from '../core/board/view.ts';
import type { Viewed } from '../core/board/viewed.ts';
import { renderBoard } from './board.ts';
import { documentOf } from './document.ts';
import { renderFleet } from './fleet.ts';
import { html } from './html.ts';
import type { FleetWish, Links } from './links.ts';
import { renderRelease } from './release.ts';

export interface PageOptions {
  /** Whether the page loads itself again. Its reader can stop it, for that takes a place in a text away. */
  readonly follow: boolean;
  /** Where it leads to; a page without them stands alone. */
  readonly links?: Links;
  /** How it follows where there is a script. */
  readonly script?: string;
  /** How often it loads itself, where it does. */
  readonly everySeconds?: number;
}

const FOLLOW_SECONDS = 2;
/** Behind the API each time is an invocation. */
const FOLLOW_SECONDS_ON_AWS = 10;

export function renderPage(view: PipelineView, options: PageOptions): string {
  const { follow, links, script, everySeconds = FOLLOW_SECONDS } = options;
  return documentOf({
    title: view.pipeline,
    links: [
      ...(links ? [html`<a href="${links.fleet()}">Fleet</a>`] : []),
      follow
        ? html`<a href="?still">Stop following</a>`
        : html`<a href="?still">Load again</a><a href="?">Follow (loads every ${everySeconds} seconds)</a>`,
    ],
    body: renderBoard(view, links),
    ...(follow && { reloadSeconds: everySeconds }),
    ...(follow && script !== undefined && { script }),
  });
}

/** The same without a server behind it. */
export function renderStillPage(view: PipelineView, links: Links): string {
  return documentOf({
    title: view.pipeline,
    links: html`<a href="${links.fleet()}">Fleet</a>`,
    body: renderBoard(view, links),
  });
}

/** Whatever page was asked for. */
export function renderViewed(viewed: Viewed, links: Links): string {
  if (viewed.page === 'release') return renderReleasePage(viewed.view, links);
  if (viewed.page === 'fleet') return renderFleetPage(viewed.view, viewed, links);
  const { view, follow } = viewed;
  return renderPage(view, { follow, links, everySeconds: FOLLOW_SECONDS_ON_AWS });
}

export function renderFleetPage(view: FleetView, wish: FleetWish, links: Links): string {
  return documentOf({ title: 'Fleet', links: [], body: renderFleet(view, wish, links) });
}

export function renderReleasePage(story: ReleaseStory, links: Links): string {
  return documentOf({
    title: `${story.label} of ${story.pipeline}`,
    links: html`<a href="${links.fleet()}">Fleet</a><a href="${links.pipeline(story.pipeline)}">${story.pipeline}</a>`,
    body: renderRelease(story, links),
  });
}
