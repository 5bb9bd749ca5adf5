// A page as a custom widget of a CloudWatch dashboard: it leads nowhere, and has the console's theme.

import type { Viewed } from '../core/board/viewed.ts';
import { renderBoard } from './board.ts';
import { renderFleet } from './fleet.ts';
import { renderRelease } from './release.ts';

export function renderWidget(viewed: Viewed, theme: 'light' | 'dark'): string {
  return `<div class="cwdb-theme-${theme}">${markupOf(viewed)}</div>`;
}

function markupOf(viewed: Viewed): string {
  if (viewed.page === 'release') return renderRelease(viewed.view);
  return viewed.page === 'fleet' ? renderFleet(viewed.view, viewed) : renderBoard(viewed.view);
}
