// A page as a custom widget of a CloudWatch dashboard: it leads nowhere, and has the console's theme.

import type { StopOffer } from '../core/board/stop-offer.ts';
import type { Viewed } from '../core/board/viewed.ts';
import { renderBoard } from './board.ts';
import { renderFleet } from './fleet.ts';
import { renderMeasures } from './measures.ts';
import { anyReader, type Reader } from './reader.ts';
import { renderRelease } from './release.ts';
import { stopButtons } from './stopping.ts';

/** What can be stopped from it, and the function that its buttons call. */
export interface WidgetStops {
  readonly offers: readonly StopOffer[];
  readonly functionArn: string;
}

export function renderWidget(
  viewed: Viewed,
  theme: 'light' | 'dark',
  reader: Reader = anyReader,
  stops?: WidgetStops,
): string {
  return `<div class="cwdb-theme-${theme}" lang="${reader.language}">${markupOf(viewed, reader, stops)}</div>`;
}

function markupOf(viewed: Viewed, reader: Reader, stops?: WidgetStops): string {
  if (viewed.page === 'release') return renderRelease(viewed.view, undefined, reader);
  if (viewed.page === 'measures') return renderMeasures(viewed.view, undefined, reader);
  const stopping = stops && stopButtons(stops.offers, stops.functionArn, reader);
  return viewed.page === 'fleet'
    ? renderFleet(viewed.view, viewed, undefined, reader, stopping)
    : renderBoard(viewed.view, undefined, reader, stopping);
}
