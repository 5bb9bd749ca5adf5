// The board as a page of its own.

import type { PipelineView } from '../core/board/view.ts';
import { renderBoard } from './board.ts';
import { html } from './html.ts';

export interface PageOptions {
  readonly follow: boolean;
}

export function renderPage(view: PipelineView, { follow }: PageOptions): string {
  const board = { markup: renderBoard(view) };
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${follow && html`<meta http-equiv="refresh" content="2">`}
<title>${view.pipeline} · Tidegate</title>
</head>
<body>${board}</body>
</html>
`.markup;
}
