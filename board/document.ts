// What is around a page: nothing of the browser's own margins, and the ground to the window's end.

import { type Html, html } from './html.ts';
import type { Reader } from './reader.ts';

const around = `html,body{margin:0;height:100%}html{background:#f2f6f7;color-scheme:light dark}
@media (prefers-color-scheme:dark){html{background:#0b151a}}
.page-links{font:13px/1.4 system-ui,sans-serif;display:flex;gap:16px;justify-content:flex-end;padding:10px clamp(12px,2vw,28px) 0}
.page-links a{color:#0a6c8c}@media (prefers-color-scheme:dark){.page-links a{color:#56c3e8}}`;

export interface Document {
  readonly reader: Reader;
  readonly title: string;
  /** Where its reader can go from here. */
  readonly links: Html | readonly Html[];
  readonly body: string;
  readonly scripts?: readonly string[];
  /** Whether it follows by a script where there is one: there it does not load itself. */
  readonly isFollowed?: boolean;
  /** After so many seconds it loads itself again; its reader can stop it, for that takes a place in a text away. */
  readonly reloadSeconds?: number;
}

export function documentOf(document: Document): string {
  const { reader, title, links, body, scripts = [], reloadSeconds } = document;
  const reload =
    reloadSeconds !== undefined && html`<meta http-equiv="refresh" content="${reloadSeconds}">`;
  return html`<!doctype html>
<html lang="${reader.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${document.isFollowed && reload ? html`<noscript>${reload}</noscript>` : reload}
<title>${title} · Tidegate</title>
<style>${{ markup: around }}</style>
</head>
<body>
<nav class="page-links" aria-label="${reader.words.thisPage}">${links}</nav>
<main>${{ markup: body }}</main>
${scripts.map((script) => html`<script>${{ markup: script }}</script>`)}
</body>
</html>
`.markup;
}
