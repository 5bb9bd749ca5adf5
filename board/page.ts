// The board as a page of its own, with what a reader may do: let it load itself, or keep it still.

import type { PipelineView } from '../core/board/view.ts';
import { renderBoard } from './board.ts';
import { html } from './html.ts';

export interface PageOptions {
  /** Whether the page loads itself again. Its reader can stop it, for that takes a place in a text away. */
  readonly follow: boolean;
}

const FOLLOW_SECONDS = 2;

/** Around the board: nothing of the browser's own margins, and the ground to the window's end. */
const around = `html,body{margin:0;height:100%}html{background:#f2f6f7;color-scheme:light dark}
@media (prefers-color-scheme:dark){html{background:#0b151a}}
.page-links{font:13px/1.4 system-ui,sans-serif;display:flex;gap:16px;justify-content:flex-end;padding:10px clamp(12px,2vw,28px) 0}
.page-links a{color:#0a6c8c}@media (prefers-color-scheme:dark){.page-links a{color:#56c3e8}}`;

export function renderPage(view: PipelineView, { follow }: PageOptions): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${follow && html`<meta http-equiv="refresh" content="${FOLLOW_SECONDS}">`}
<title>${view.pipeline} · Tidegate</title>
<style>${{ markup: around }}</style>
</head>
<body>
<nav class="page-links" aria-label="This page">${
    follow
      ? html`<a href="/?still">Stop following</a>`
      : html`<a href="/?still">Load again</a><a href="/">Follow (loads every ${FOLLOW_SECONDS} seconds)</a>`
  }</nav>
<main>${{ markup: renderBoard(view) }}</main>
</body>
</html>
`.markup;
}
