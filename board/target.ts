// The targets of a wave: a row each, or, where they are many, counted and folded away.

import { changesLine } from '../core/board/changes-view.ts';
import { targetTexts } from '../core/board/status-texts.ts';
import type { TargetStatus, TargetView } from '../core/board/target-view.ts';
import { targetAppearances } from './appearances.ts';
import { foreign, type Html, html } from './html.ts';
import { signOf } from './sign.ts';

const ROWS_SHOWN = 10;

export function targetList(targets: readonly TargetView[]): Html | undefined {
  if (targets.length === 0) return undefined;
  const rows = html`<ul class="tg-targets">${targets.map(targetRow)}</ul>`;
  if (targets.length <= ROWS_SHOWN) return rows;
  return html`${field(targets)}<details class="tg-many"><summary>${targets.length} targets: ${countsOf(targets)}</summary>${rows}</details>`;
}

/** It baked here, and was found bad further on. */
const barred = { sign: 'mark', tone: 'bad' } as const;

function targetRow(target: TargetView): Html {
  const { name, account, region, kind, status, changes } = target;
  const quarantined = target.quarantined && status === 'baked';
  const { sign, tone } = quarantined ? barred : targetAppearances[status];
  return html`<li class="tg-target tg-${tone}" title="${kind} in ${region}, account ${account}">
${signOf(sign)}<div><bdi class="tg-target-name">${name}</bdi>
<div class="tg-runs">${runsOf(target)} <span class="tg-kind">${kind}</span></div>
${changes && html`<div class="tg-runs tg-was">${foreign(changesLine(changes))}</div>`}
${quarantined && html`<div class="tg-runs tg-bad">since quarantined</div>`}
${status === 'onTrial' && html`<div class="tg-runs tg-was">${wasOf(target)}</div>`}</div></li>`;
}

function runsOf({ status, running, coming }: TargetView): Html {
  if (status === 'deploying') {
    return running === undefined
      ? html`gets ${revision(coming)}`
      : html`${revision(running)} → ${revision(coming)}`;
  }
  if (status === 'rollingBack') return html`back to ${revision(coming)}`;
  if (status === 'baked' || status === 'onTrial') return revision(running);
  return html`${targetTexts[status]}`;
}

/** What a rollback would return to. */
function wasOf({ baked, status }: TargetView): Html {
  return baked === undefined ? html`${targetTexts[status]}` : html`last baked ${revision(baked)}`;
}

export function revision(label: string | undefined): Html {
  return html`<bdi class="tg-revision">${label ?? 'none'}</bdi>`;
}

/** `180 baked, 20 deploying` */
function countsOf(targets: readonly TargetView[]): string {
  const counts = new Map<TargetStatus, number>();
  for (const { status } of targets) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts].map(([status, count]) => `${count} ${targetTexts[status]}`).join(', ');
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
