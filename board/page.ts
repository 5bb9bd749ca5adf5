// The board, the fleet, the measures and a release as pages of their own.

import type { FleetView } from '../core/board/fleet-view.ts';
import type { MeasuresView } from '../core/board/measures-view.ts';
import type { ReleaseStory } from '../core/board/release-story.ts';
import type { PipelineView } from '../core/board/view.ts';
import type { Viewed } from '../core/board/viewed.ts';
import type { Scope } from '../core/hold.ts';
import { renderBoard } from './board.ts';
import { documentOf } from './document.ts';
import { renderFleet } from './fleet.ts';
import { foreign, type Html, html } from './html.ts';
import { type FleetWish, type Links, queryOf } from './links.ts';
import { timesScript } from './live.ts';
import { renderMeasures } from './measures.ts';
import { anyReader, type Reader } from './reader.ts';
import { renderRelease } from './release.ts';
import { stopCommands } from './stopping.ts';

export interface PageOptions {
  /** Whether the page loads itself again. Its reader can stop it, for that takes a place in a text away. */
  readonly follow: boolean;
  /** Where it leads to; a page without them stands alone. */
  readonly links?: Links;
  readonly reader?: Reader;
  /** How it follows where there is a script. */
  readonly script?: string;
  /** How often it loads itself, where it does. */
  readonly everySeconds?: number;
}

const FOLLOW_SECONDS = 2;
/** Behind the API each time is an invocation. */
const FOLLOW_SECONDS_ON_AWS = 10;

export function renderPage(view: PipelineView, options: PageOptions): string {
  const { follow, links, reader = anyReader, script } = options;
  const { everySeconds = FOLLOW_SECONDS } = options;
  const { words, asked } = reader;
  const still = queryOf({ still: '' }, asked);
  return documentOf({
    reader,
    title: view.pipeline,
    links: [
      ...fleetLink(reader, links),
      follow
        ? html`<a href="${still}">${words.stopFollowing}</a>`
        : html`<a href="${still}">${words.loadAgain}</a><a href="${queryOf(asked) || '?'}">${words.follow(everySeconds)}</a>`,
      ...otherLanguage(reader, links, follow ? {} : { still: '' }),
    ],
    body: renderBoard(view, links, reader, stopCommands(scopesOf(view), reader)),
    ...(follow && { reloadSeconds: everySeconds, isFollowed: script !== undefined }),
    scripts: [...scriptsOf(reader, links), ...(follow && script !== undefined ? [script] : [])],
  });
}

/** The same without a server behind it. */
export function renderStillPage(view: PipelineView, links: Links, reader = anyReader): string {
  return documentOf({
    reader,
    title: view.pipeline,
    links: fleetLink(reader, links),
    body: renderBoard(view, links, reader, stopCommands(scopesOf(view), reader)),
    scripts: scriptsOf(reader, links),
  });
}

/** Whatever page was asked for. */
export function renderViewed(viewed: Viewed, links: Links, reader = anyReader): string {
  if (viewed.page === 'release') return renderReleasePage(viewed.view, links, reader);
  if (viewed.page === 'measures') return renderMeasuresPage(viewed.view, links, reader);
  if (viewed.page === 'fleet') return renderFleetPage(viewed.view, viewed, links, reader);
  const { view, follow } = viewed;
  return renderPage(view, { follow, links, reader, everySeconds: FOLLOW_SECONDS_ON_AWS });
}

function scopesOf({ pipeline, owner, stages }: PipelineView): readonly Scope[] {
  return [
    { kind: 'pipeline', pipeline },
    ...stages.map(({ name }): Scope => ({ kind: 'stage', pipeline, stage: name })),
    ...(owner === undefined ? [] : [{ kind: 'team', team: owner } as const]),
  ];
}

function scopesIn({ teams }: FleetView, team: string | undefined): readonly Scope[] {
  const isKnown = team !== undefined && teams.includes(team);
  return [...(isKnown ? [{ kind: 'team', team } as const] : []), { kind: 'organisation' }];
}

export function renderFleetPage(
  view: FleetView,
  wish: FleetWish,
  links: Links,
  reader = anyReader,
): string {
  const { team, state } = wish;
  const asked = { ...(team !== undefined && { team }), ...(state !== undefined && { state }) };
  return documentOf({
    reader,
    title: reader.words.fleet,
    links: [
      html`<a href="${links.measures()}">${reader.words.measures}</a>`,
      ...otherLanguage(reader, links, asked),
    ],
    body: renderFleet(view, wish, links, reader, stopCommands(scopesIn(view, team), reader)),
    scripts: scriptsOf(reader, links),
  });
}

export function renderMeasuresPage(view: MeasuresView, links: Links, reader = anyReader): string {
  return documentOf({
    reader,
    title: reader.words.measures,
    links: [
      ...fleetLink(reader, links),
      ...otherLanguage(reader, links, { by: view.by, days: String(view.days) }),
    ],
    body: renderMeasures(view, links, reader),
    scripts: scriptsOf(reader, links),
  });
}

export function renderReleasePage(story: ReleaseStory, links: Links, reader = anyReader): string {
  const { pipeline, label } = story;
  return documentOf({
    reader,
    title: reader.words.storyTitle(label, pipeline),
    links: [
      ...fleetLink(reader, links),
      html`<a href="${links.pipeline(pipeline)}">${foreign(pipeline)}</a>`,
      ...otherLanguage(reader, links, {}),
    ],
    body: renderRelease(story, links, reader),
    scripts: scriptsOf(reader, links),
  });
}

function fleetLink({ words }: Reader, links: Links | undefined): Html[] {
  return links ? [html`<a href="${links.fleet()}">${words.fleet}</a>`] : [];
}

/** The same page in the other language. */
function otherLanguage(
  { language, words, asked }: Reader,
  links: Links | undefined,
  query: Readonly<Record<string, string>>,
): Html[] {
  if (!links?.areAsked) return [];
  const lang = language === 'ko' ? 'en' : 'ko';
  const to = queryOf(query, asked, { lang });
  return [html`<a href="${to}" lang="${lang}" hreflang="${lang}">${words.otherLanguage}</a>`];
}

/** Whoever has asked for a zone gets that one. */
function scriptsOf({ asked }: Reader, links: Links | undefined): string[] {
  return links === undefined || asked.tz !== undefined ? [] : [timesScript];
}
