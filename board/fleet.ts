// The fleet: a row for each service, a column for each stage, what needs a person on top. Small: 500 services are some
// 100 kB, so a cell that has nothing to say but a revision is nothing else.

import {
  type FleetStage,
  type FleetView,
  type RegionView,
  type ServiceState,
  type ServiceView,
  serviceStates,
} from '../core/board/fleet-view.ts';
import { fleetStyle } from './fleet-style.ts';
import { foreign, type Html, html } from './html.ts';
import { type FleetWish, type Links, linked } from './links.ts';
import { quietedPart } from './quieted.ts';
import { anyReader, type Reader, timeElement, told, zoneElement } from './reader.ts';
import { style } from './style.ts';
import { logo } from './tide.ts';

const NEEDS_SHOWN = 20;

/** The fleet's markup, with its style: for a page, or for a CloudWatch widget that bears it. */
export function renderFleet(
  view: FleetView,
  wish: FleetWish = {},
  links?: Links,
  reader = anyReader,
  stopping?: Html,
): string {
  const { words } = reader;
  const services = view.services.filter((service) => isWished(service, wish));
  const needing = services.filter(({ needs }) => needs.length > 0);
  const needs = needing.flatMap((service) => service.needs.map((need) => ({ service, need })));
  const more = needs.length - NEEDS_SHOWN;
  return html`<style>${{ markup: style + fleetStyle }}</style>
<div class="tg">
<header class="tg-head">${logo()}<div class="tg-title"><h1>${words.fleet}</h1><p class="tg-muted">Tidegate</p></div>
<p class="tg-headline">${words.fleetHeadline(services.length, needing.length)}</p>
<p class="tg-now tg-muted">${words.asOf(timeElement(reader, view.at), zoneElement(reader))}</p></header>
${stopping}
${links && filtersOf(view, { wish, reader, links })}
${view.unread.length > 0 && html`<p class="tg-notice tg-bad">${words.couldNotBeRead(view.unread.join(', '))}</p>`}
${needs.length > 0 && html`<section aria-labelledby="tg-needs"><h2 id="tg-needs">${words.needsPerson}</h2><ul class="tg-needs">${needs.slice(0, NEEDS_SHOWN).map(({ service, need }) => html`<li><b>${linked(service.pipeline, links?.pipeline(service.pipeline))}</b>: ${told(reader, need.text)}${need.since !== undefined && html` <span class="tg-muted">${words.since(timeElement(reader, need.since))}</span>`}<br><code>${need.command}</code></li>`)}${more > 0 && html`<li>${words.andMore(more)}</li>`}</ul></section>`}
${quietedPart(quietedOf(services, links), reader)}
${tableOf(services, view.stages, reader, links)}
</div>`.markup;
}

/** The first to be over first, whosever it is. */
function quietedOf(services: readonly ServiceView[], links: Links | undefined) {
  return services
    .flatMap(({ pipeline, quieted }) =>
      quieted.map((each) => ({ ...each, of: linked(pipeline, links?.pipeline(pipeline)) })),
    )
    .sort((a, b) => (a.until < b.until ? -1 : a.until > b.until ? 1 : 0));
}

function isWished({ owner, states }: ServiceView, { team, state }: FleetWish): boolean {
  return (
    (team === undefined || owner === team) &&
    (state === undefined || states.some((each) => each === state))
  );
}

const TEAMS_SHOWN = 40;

interface Filtered {
  readonly wish: FleetWish;
  readonly reader: Reader;
  readonly links: Links;
}

function filtersOf({ teams, services }: FleetView, { wish, reader, links }: Filtered): Html {
  const { words } = reader;
  const { team, state } = wish;
  const count = (of: ServiceState) =>
    services.filter((each) => isWished(each, { ...(team !== undefined && { team }), state: of }))
      .length;
  const byState = serviceStates.map((each) => {
    const text = `${words.states[each]} (${count(each)})`;
    const to = links.fleet({ ...(team !== undefined && { team }), state: each });
    return state === each
      ? html`<b aria-current="true">${text}</b>`
      : html`<a href="${to}">${text}</a>`;
  });
  const byTeam = teams.slice(0, TEAMS_SHOWN).map((each) => {
    const to = links.fleet({ team: each, ...(state !== undefined && { state }) });
    return team === each ? html`<b aria-current="true">${foreign(each)}</b>` : linked(each, to);
  });
  const isWhole = team === undefined && state === undefined;
  return html`<nav class="tg-filters" aria-label="${words.byState}">${isWhole ? html`<b aria-current="true">${words.all}</b>` : html`<a href="${links.fleet()}">${words.all}</a>`}${byState}</nav>
${teams.length > 0 && html`<nav class="tg-filters" aria-label="${words.byTeam}">${byTeam}</nav>`}`;
}

function tableOf(
  services: readonly ServiceView[],
  stages: readonly string[],
  reader: Reader,
  links?: Links,
): Html {
  const { words } = reader;
  if (services.length === 0) return html`<p class="tg-muted">${words.noService}</p>`;
  const shown = stages.filter((name) =>
    services.some((service) => service.stages.some((stage) => stage.name === name)),
  );
  return html`<style>${{ markup: columnNames([words.team, ...shown]) }}</style><div class="tg-wide" tabindex="0" role="region" aria-label="${words.services}"><table class="tg-fleet"><caption>${words.fleetCaption}</caption>
<thead><tr><th scope="col">${words.service}<th scope="col">${words.team}${shown.map((name) => html`<th scope="col">${foreign(name)}`)}</thead>
<tbody>${services.map((service) => rowOf(service, shown, reader, links))}</tbody></table></div>`;
}

const STYLABLE = /^[\p{L}0-9_-]+$/u;

/** Where a row is too wide for the window its cells stand below each other, each under its column's name. */
function columnNames(names: readonly string[]): string {
  const rules = names.map((name, index) =>
    STYLABLE.test(name) ? `.tg-fleet td:nth-child(${index + 2})::before{content:"${name}"}` : '',
  );
  return `@media (max-width:560px){${rules.join('')}}`;
}

/** End tags and quotes that HTML asks for nowhere are left out; a cell keeps its direction to itself. */
function rowOf(
  service: ServiceView,
  stages: readonly string[],
  reader: Reader,
  links?: Links,
): Html {
  const { pipeline, owner, tone, text, needs } = service;
  const isQuiet = needs.length === 0 && (tone === 'good' || tone === 'quiet');
  const to = links?.pipeline(pipeline);
  return html`
<tr><th scope=row>${to === undefined ? pipeline : html`<a href="${to}">${pipeline}</a>`}${!isQuiet && html`<p class="tg-${TONES[tone]}">${told(reader, text)}</p>`}<td>${owner}${stages.map(
    (name) =>
      cellOf(
        service.stages.find((stage) => stage.name === name),
        reader,
      ),
  )}`;
}

const TONES: Readonly<Record<ServiceView['tone'], string>> = {
  needsPerson: 'bad',
  stopped: 'warn',
  takenBack: 'warn',
  moving: 'tide',
  quiet: 'quiet',
  good: 'good',
};

function cellOf(stage: FleetStage | undefined, reader: Reader): Html {
  const { words } = reader;
  if (stage === undefined) return html`<td>`;
  const { regions, waits, held, arrives } = stage;
  return html`<td>${regionsOf(regions, reader)}${waits && html`<p>${words.waits(foreign(waits.label))}</p>`}${held !== undefined && html`<p class="tg-warn">${words.held(told(reader, held))}</p>`}${arrives !== undefined && html`<p><i>${words.expectedAt(timeElement(reader, `${arrives.slice(0, 16)}Z`))}</i></p>`}`;
}

/** Regions of which the same is to be said are one line, and named where they are few. */
function regionsOf(regions: readonly RegionView[], reader: Reader): readonly Html[] {
  const alike = [
    ...Map.groupBy(regions, (each) => JSON.stringify({ ...each, region: '' })).values(),
  ];
  return alike.map((those) => {
    const [first] = those as [RegionView, ...RegionView[]];
    const where = whereText(those, regions.length, reader);
    const isEmpty = first.runs.every(({ label }) => label === null);
    const line = html`${isEmpty ? undefined : runsText(first, reader)}${where !== '' && html` <i>${where}</i>`}${conditionOf(first, reader)}`;
    return alike.length > 1 ? html`<div>${line}</div>` : line;
  });
}

const REGIONS_NAMED = 2;

function whereText(those: readonly RegionView[], of: number, { words }: Reader): string {
  if (of === 1) return '';
  if (those.length === of) return words.regions(of);
  return those.length > REGIONS_NAMED
    ? words.regions(those.length)
    : those.map(({ region }) => region).join(', ');
}

function runsText({ runs }: RegionView, { words }: Reader): string {
  const texts = runs.map(({ label, targets }) =>
    runs.length > 1 ? `${label ?? words.nothing} × ${targets}` : (label ?? words.nothing),
  );
  return texts.join(', ');
}

function conditionOf(
  { status, coming, quarantined, drifted, runs }: RegionView,
  { words }: Reader,
): Html | undefined {
  if (drifted !== undefined)
    return html` <b class="tg-warn">${runs.length === 1 && runs[0]?.targets === drifted ? words.isDrifted : words.drifted(drifted)}</b>`;
  if (quarantined && coming === undefined) return html` <b class="tg-bad">${words.quarantined}</b>`;
  if (coming !== undefined) return html` <b class="tg-tide">→ ${foreign(coming)}</b>`;
  if (status === 'baked') return undefined;
  return html` <b class="tg-${status === 'unproven' ? 'bad' : 'quiet'}">${words.targets[status]}</b>`;
}
