// How services are delivered: DORA's five measures and Tidegate's own, with plots. What each is: docs/measures.md.

import { type MeasuresView, measuredBy } from '../core/board/measures-view.ts';
import type { Measures, Rate, Spread } from '../core/measures/measures.ts';
import { foreign, type Html, html } from './html.ts';
import type { Links } from './links.ts';
import { measuresStyle } from './measures-style.ts';
import { columns, keyOf, meter, stacked } from './plot.ts';
import { anyReader, type Reader, shortTime, timeElement, zoneElement } from './reader.ts';
import { style } from './style.ts';
import { logo } from './tide.ts';

/** The measures' markup, with its style: for a page, or for a CloudWatch widget that bears it. */
export function renderMeasures(view: MeasuresView, links?: Links, reader = anyReader): string {
  const { words } = reader;
  const { at, days, groups, measured, services, keptAt } = view;
  const isEmpty = groups.every(({ deployments }) => deployments === 0);
  return html`<style>${{ markup: style + measuresStyle }}</style>
<div class="tg">
<header class="tg-head">${logo()}<div class="tg-title"><h1>${words.measures}</h1><p class="tg-muted">Tidegate</p></div>
<p class="tg-now tg-muted">${words.asOf(timeElement(reader, at), zoneElement(reader))}</p></header>
${links && choicesOf(view, reader, links)}
<p class="tg-muted">${words.measuresOfDays(days)}</p>
${measured < services && html`<p class="tg-notice tg-warn">${words.measuring(measured, services)}</p>`}
${keptAt !== undefined && html`<p class="tg-muted">${words.keptAt(timeElement(reader, keptAt))}</p>`}
${isEmpty ? html`<p>${words.noMeasure}</p>` : partsOf(view, reader)}
</div>`.markup;
}

const DAYS = [7, 30, 90] as const;

function choicesOf({ by, days }: MeasuresView, { words }: Reader, links: Links): Html {
  const choice = (isChosen: boolean, text: string, to: string) =>
    isChosen ? html`<b aria-current="true">${text}</b>` : html`<a href="${to}">${text}</a>`;
  const byWhat = measuredBy.map((each) =>
    choice(each === by, words.measuredBy[each], links.measures({ by: each, days })),
  );
  const over = DAYS.map((each) =>
    choice(each === days, words.days(each), links.measures({ by, days: each })),
  );
  return html`<nav class="tg-filters" aria-label="${words.groupedBy}">${byWhat}</nav>
${links.areAsked && html`<nav class="tg-filters" aria-label="${words.over}">${over}</nav>`}`;
}

/** Of more groups all of it is told of all together, and DORA's measures of each at the end. */
const MOST_GROUPS = 60;

function partsOf(view: MeasuresView, reader: Reader): readonly Html[] {
  const { words } = reader;
  const { groups, fleet } = view;
  const isMany = groups.length > MOST_GROUPS;
  const together = isMany
    ? [{ ...fleet, name: words.measuredBy.fleet }]
    : groups.map((group) => ({ ...group, name: nameOf(group, view, reader) }));
  return [
    section('tg-dora', words.doraMeasures, tableOf(together, doraColumns(reader), reader)),
    section('tg-lead', words.leadParts, leadTable(together, reader)),
    section('tg-weeks', words.eachWeek, weeksOf(view, reader)),
    section('tg-own', words.ownMeasures, tableOf(together, ownColumns(reader), reader)),
    // What is long stands last: behind it nobody would look.
    ...(isMany
      ? [
          section(
            'tg-each',
            words.measuredBy[view.by],
            longTable(
              groups.map((group) => ({ ...group, name: nameOf(group, view, reader) })),
              doraColumns(reader),
              reader,
            ),
          ),
        ]
      : []),
  ];
}

const OF_NOBODY = 'nobody';

/** Those of no team, and all of them together, have no name of their own. */
function nameOf({ name }: Measures, { by }: MeasuresView, { words }: Reader): string {
  if (by === 'fleet') return words.measuredBy.fleet;
  return by === 'team' && name === OF_NOBODY ? words.ofNobody : name;
}

/** Hundreds of rows, with nothing but what they say: end tags that HTML asks for nowhere are left out. */
function longTable(
  groups: readonly Measures[],
  shown: readonly MeasureColumn[],
  { words }: Reader,
): Html {
  const rows = groups.map(
    (group) =>
      html`
<tr><th scope=row>${group.name}${shown.map(({ text }) => html`<td>${group.deployments === 0 ? undefined : text(group)}`)}`,
  );
  return wide(
    html`<thead><tr><th scope="col">${words.name}${shown.map(({ name }) => html`<th scope="col">${name}`)}</thead><tbody>${rows}</tbody>`,
    words.measures,
  );
}

function section(id: string, title: string, body: Html): Html {
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>${body}</section>`;
}

interface MeasureColumn {
  readonly name: string;
  readonly text: (of: Measures) => string;
  readonly value: (of: Measures) => number | null;
}

function doraColumns(reader: Reader): MeasureColumn[] {
  const { words } = reader;
  const { dora } = words;
  return [
    { name: dora.deployments, text: (it) => String(it.deployments), value: (it) => it.deployments },
    {
      name: dora.perWeek,
      text: (it) => (it.frequency.perDay * 7).toFixed(1),
      value: (it) => it.frequency.perDay,
    },
    { name: dora.leadTime, ...times((it) => it.leadTime, reader) },
    { name: dora.changeFailure, ...rate((it) => it.changeFailure) },
    {
      name: dora.recovery,
      text: ({ recovery }) =>
        timesText(recovery, reader) + (recovery.open > 0 ? words.notYet(recovery.open) : ''),
      value: ({ recovery }) => recovery.median,
    },
    { name: dora.rework, ...rate((it) => it.rework) },
  ];
}

function ownColumns(reader: Reader): MeasureColumn[] {
  const { words } = reader;
  const { own } = words;
  return [
    { name: own.timeToDetect, ...times((it) => it.timeToDetect, reader) },
    { name: own.timeToSafe, ...times((it) => it.timeToSafe, reader) },
    { name: own.falseRollbacks, ...rate((it) => it.falseRollbacks) },
    { name: own.missedRegressions, ...rate((it) => it.missedRegressions) },
    {
      name: own.exposure,
      text: ({ exposureSeconds }) => words.duration(exposureSeconds),
      value: ({ exposureSeconds }) => exposureSeconds,
    },
    {
      name: own.pileUp,
      text: ({ pileUp: { median, most } }) =>
        median === null || most === null ? NONE : words.most(median, most),
      value: ({ pileUp }) => pileUp.median,
    },
  ];
}

const NONE = '–';

function times(of: (measures: Measures) => Spread, reader: Reader): Omit<MeasureColumn, 'name'> {
  return { text: (it) => timesText(of(it), reader), value: (it) => of(it).median };
}

function timesText({ count, median, p90 }: Spread, { words }: Reader): string {
  if (median === null || p90 === null) return NONE;
  return count === 1
    ? words.duration(median)
    : `${words.duration(median)} (${words.duration(p90)})`;
}

function rate(of: (measures: Measures) => Rate): Omit<MeasureColumn, 'name'> {
  return {
    text: (it) => {
      const { rate: share, count, of: all } = of(it);
      return share === null ? NONE : `${Math.round(share * 100)}% (${count}/${all})`;
    },
    value: (it) => of(it).rate,
  };
}

function tableOf(
  groups: readonly Measures[],
  shown: readonly MeasureColumn[],
  { words }: Reader,
): Html {
  const most = shown.map(({ value }) => Math.max(0, ...groups.map((group) => value(group) ?? 0)));
  const rows = groups.map(
    (group) =>
      html`<tr><th scope="row">${foreign(group.name)}</th>${shown.map(({ text, value }, index) => html`<td>${text(group)}${meter(value(group), most[index] ?? 0)}</td>`)}</tr>`,
  );
  return wide(
    html`<thead><tr><th scope="col">${words.name}</th>${shown.map(({ name }) => html`<th scope="col">${name}</th>`)}</tr></thead><tbody>${rows}</tbody>`,
    words.measures,
  );
}

function wide(table: Html, label: string): Html {
  return html`<div class="tg-wide" tabindex="0" role="group" aria-label="${label}"><table class="tg-measures">${table}</table></div>`;
}

const PARTS = ['waiting', 'building', 'deploying', 'baking', 'blocked'] as const;

function leadTable(groups: readonly Measures[], { words }: Reader): Html {
  const of = ({ leadTime: { parts } }: Measures) => PARTS.map((part) => parts[part] ?? 0);
  const sums = groups.map((group) => of(group).reduce((sum, part) => sum + part, 0));
  const most = Math.max(...sums);
  const text = (seconds: number | null) => (seconds === null ? NONE : words.duration(seconds));
  const rows = groups.map(
    (group) =>
      html`<tr><th scope="row">${foreign(group.name)}</th><td>${stacked(of(group), most)}</td>${[...PARTS, 'people' as const].map((part) => html`<td>${text(group.leadTime.parts[part])}</td>`)}</tr>`,
  );
  return wide(
    html`<thead><tr><th scope="col">${words.name}</th><th scope="col">${words.dora.leadTime}</th>${PARTS.map((part, index) => html`<th scope="col">${keyOf(index)}${words.parts[part]}</th>`)}<th scope="col">${words.parts.people}</th></tr></thead><tbody>${rows}</tbody>`,
    words.leadParts,
  );
}

function weeksOf({ weeks }: MeasuresView, reader: Reader): Html {
  const { words } = reader;
  const day = (at: string) => shortTime(reader, at).replace(/ \d\d:\d\d:\d\d$/, '');
  const plot = columns(
    weeks.map(({ from, measures }) => ({
      label: day(from),
      up: measures.frequency.promoted,
      down: measures.changeFailure.count,
      line: measures.leadTime.median,
    })),
    words.plotOf(`${words.promotedOf}, ${words.failedOf}, ${words.dora.leadTime}`),
  );
  const shown: readonly MeasureColumn[] = [
    {
      name: words.promotedOf,
      text: (it) => String(it.frequency.promoted),
      value: () => null,
    },
    ...doraColumns(reader).slice(2),
  ];
  const rows = weeks.map(
    ({ from, measures }) =>
      html`<tr><th scope="row">${day(from)}</th>${shown.map(({ text }) => html`<td>${text(measures)}</td>`)}</tr>`,
  );
  return html`${plot}${wide(
    html`<thead><tr><th scope="col">${words.week}</th>${shown.map(({ name }) => html`<th scope="col">${name}</th>`)}</tr></thead><tbody>${rows}</tbody>`,
    words.eachWeek,
  )}`;
}
