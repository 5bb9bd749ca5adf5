// A page as a custom widget of a CloudWatch dashboard: it leads nowhere, and has the console's theme.

import type { Viewed } from '../core/board/viewed.ts';
import { renderBoard } from './board.ts';
import { renderFleet } from './fleet.ts';
import { renderMeasures } from './measures.ts';
import { anyReader, type Reader } from './reader.ts';
import { renderRelease } from './release.ts';

export function renderWidget(
  viewed: Viewed,
  theme: 'light' | 'dark',
  reader: Reader = anyReader,
): string {
  return `<div class="cwdb-theme-${theme}" lang="${reader.language}">${markupOf(viewed, reader)}</div>`;
}

function markupOf(viewed: Viewed, reader: Reader): string {
  if (viewed.page === 'release') return renderRelease(viewed.view, undefined, reader);
  if (viewed.page === 'measures') return renderMeasures(viewed.view, undefined, reader);
  return viewed.page === 'fleet'
    ? renderFleet(viewed.view, viewed, undefined, reader)
    : renderBoard(viewed.view, undefined, reader);
}
