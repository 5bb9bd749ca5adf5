// The board: a pipeline's view as HTML and SVG. No script is needed to read it, and none is in it.

import type { PipelineView } from '../core/board/view.ts';
import { headlineAppearances } from './appearances.ts';
import { foreign, type Html, html } from './html.ts';
import { ledgerTable } from './ledger.ts';
import type { Links } from './links.ts';
import { quietedPart } from './quieted.ts';
import { anyReader, timeElement, told, zoneElement } from './reader.ts';
import { releaseList } from './releases.ts';
import { signOf } from './sign.ts';
import { stageColumn } from './stage.ts';
import { style } from './style.ts';
import { logo } from './tide.ts';

/** The board's markup, with its style: for a page, or for a CloudWatch widget that bears it. With what stops it. */
export function renderBoard(
  view: PipelineView,
  links?: Links,
  reader = anyReader,
  stopping?: Html,
): string {
  const { words } = reader;
  const { pipeline, owner, at, headline, stages, releases, ledger } = view;
  const { sign, tone } = headlineAppearances[headline.tone];
  return html`<style>${{ markup: style }}</style>
<div class="tg">
<header class="tg-head">${logo()}<div class="tg-title"><h1>${foreign(pipeline)}</h1><p class="tg-muted">Tidegate${owner && html` · ${foreign(owner)}`}</p></div>
<p class="tg-headline tg-${tone}">${signOf(sign)}<span>${told(reader, headline.text)}</span></p>
<p class="tg-now tg-muted">${words.asOf(timeElement(reader, at), zoneElement(reader))}</p></header>
${stopping}
<div class="tg-stages">${stages.map((stage) => stageColumn(stage, reader))}</div>
${quietedPart(view.quieted, reader)}
<div class="tg-below">
<section aria-labelledby="tg-releases"><h2 id="tg-releases">${words.releases}</h2>${releaseList(releases, reader, links)}</section>
<section aria-labelledby="tg-ledger"><h2 id="tg-ledger">${words.ledger}</h2>${ledgerTable(ledger, reader)}</section>
</div></div>`.markup;
}
