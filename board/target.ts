// The targets of a wave: a row each, or, where they are many, counted and folded away.

import type { TargetStatus, TargetView } from '../core/board/target-view.ts';
import { targetAppearances } from './appearances.ts';
import { foreign, type Html, html } from './html.ts';
import { type Reader, timeElement, told, toldText } from './reader.ts';
import { signOf } from './sign.ts';

const ROWS_SHOWN = 10;

export function targetList(targets: readonly TargetView[], reader: Reader): Html | undefined {
  const { words } = reader;
  if (targets.length === 0) return undefined;
  const rows = html`<ul class="tg-targets">${targets.map((target) => targetRow(target, reader))}</ul>`;
  if (targets.length <= ROWS_SHOWN) return rows;
  return html`${field(targets)}<details class="tg-many"><summary>${words.countedTargets(targets.length, countsOf(targets, reader))}</summary>${rows}</details>`;
}

/** It baked here, and was found bad further on. */
const barred = { sign: 'mark', tone: 'bad' } as const;

function targetRow(target: TargetView, reader: Reader): Html {
  const { words } = reader;
  const { name, account, region, kind, status, changes } = target;
  const quarantined = target.quarantined && status === 'baked';
  const { sign, tone } = quarantined ? barred : targetAppearances[status];
  return html`<li class="tg-target tg-${tone}" title="${words.placedIn(kind, region, account)}">
${signOf(sign)}<div><bdi class="tg-target-name">${name}</bdi>
<div class="tg-runs">${runsOf(target, reader)} <span class="tg-kind">${kind}</span></div>
${changes && html`<div class="tg-runs tg-was">${foreign(words.changes({ ...changes, text: toldText(reader, changes.text) }))}</div>`}
${quarantined && html`<div class="tg-runs tg-bad">${words.sinceQuarantined}</div>`}
${target.behind && html`<div class="tg-runs tg-warn">${words.behind(revision(target.behind.label, reader), told(reader, target.behind.reason))}</div>`}
${readPart(target, reader)}
${status === 'onTrial' && html`<div class="tg-runs tg-was">${wasOf(target, reader)}</div>`}</div></li>`;
}

function runsOf({ status, running, coming }: TargetView, reader: Reader): Html {
  const { words } = reader;
  const label = (text: string | undefined) => revision(text, reader);
  if (status === 'deploying') {
    return running === undefined
      ? words.gets(label(coming))
      : html`${label(running)} → ${label(coming)}`;
  }
  if (status === 'rollingBack') return words.backTo(label(coming));
  if (status === 'baked' || status === 'onTrial') return label(running);
  return html`${words.targets[status]}`;
}

/** Since when it is known, and what was found then. */
function readPart({ readAt, differs }: TargetView, reader: Reader): Html | undefined {
  const { words } = reader;
  if (readAt === undefined) return undefined;
  const at = html`<div class="tg-kind">${words.readAt(timeElement(reader, readAt))}</div>`;
  if (differs === undefined) return at;
  const since = timeElement(reader, differs.since);
  const text = told(reader, differs.text);
  const isDrifted = differs.is === 'drifted';
  const found = isDrifted ? words.driftedSince(since, text) : words.unsettledSince(since, text);
  return html`<div class="tg-runs tg-${isDrifted ? 'bad' : 'warn'}">${found}</div>${at}`;
}

/** What a rollback would return to. */
function wasOf({ baked, status }: TargetView, reader: Reader): Html {
  const { words } = reader;
  return baked === undefined
    ? html`${words.targets[status]}`
    : words.lastBaked(revision(baked, reader));
}

export function revision(label: string | undefined, { words }: Reader): Html {
  return html`<bdi class="tg-revision">${label ?? words.none}</bdi>`;
}

/** `180 baked, 20 deploying` */
function countsOf(targets: readonly TargetView[], { words }: Reader): string {
  const counts = new Map<TargetStatus, number>();
  for (const { status } of targets) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts]
    .map(([status, count]) => words.countedStatus(count, words.targets[status]))
    .join(', ');
}

const CELL = 9;
const CELLS_IN_ROW = 20;

/** A cell for each target. The counts beside it say what its colours say. */
function field(targets: readonly TargetView[]): Html {
  const rows = Math.ceil(targets.length / CELLS_IN_ROW);
  const cells = targets.map(({ status }, index) => {
    const [x, y] = [(index % CELLS_IN_ROW) * CELL, Math.floor(index / CELLS_IN_ROW) * CELL];
    const solid = status === 'baked' ? '1' : '0.45';
    return html`<rect class="tg-${targetAppearances[status].tone}" x="${x}" y="${y}" width="7" height="7" rx="1.5" fill="currentColor" fill-opacity="${solid}"/>`;
  });
  return html`<svg class="tg-field" viewBox="0 0 ${CELLS_IN_ROW * CELL} ${rows * CELL}" aria-hidden="true">${cells}</svg>`;
}
