// What stands around a page: where else one can go, and a field to search.

import { posix } from 'node:path';
import { outputOf } from './links.js';

const { dirname, relative } = posix;

const escaped = (text) =>
  text.replace(/[&<>"]/g, (it) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[it]);

/** The first of them that a page's file matches has it. */
const ROOMS = [
  [
    'Begin',
    /^(README|docs\/(concepts|ten-minutes|init|pipelines|practice|simulation|deploy|needs|bake|pitfalls))\.md$/,
  ],
  ['한국어', /^docs\/ko\//],
  ['Targets', /^docs\/targets\//],
  ['Rules', /^docs\/rules\//],
  ['Commands', /^docs\/cli\//],
  ['Decisions', /^docs\/decisions\//],
  ['Packages', /^packages\//],
  [
    'Carry on',
    /^(CONTRIBUTING|docs\/(ARCHITECTURE|STYLE|CHANGELOG|tests|mutants|debugging|scale))\.md$/,
  ],
  ['Operate', /^docs\//],
];
const SHOWN = [
  'Begin',
  'Operate',
  'Targets',
  'Commands',
  'Rules',
  '한국어',
  'Packages',
  'Carry on',
  'Decisions',
];

function roomOf(file) {
  return ROOMS.find(([, pattern]) => pattern.test(file))?.[0];
}

function navigation(pages, here) {
  const to = (file) => relative(dirname(outputOf(here)), outputOf(file));
  return SHOWN.map((room) => {
    const own = [...pages.values()].filter(({ file }) => roomOf(file) === room);
    const items = own.map(({ file, title }) => {
      const current = file === here ? ' aria-current="page"' : '';
      return `<li><a href="${to(file)}"${current}>${escaped(title)}</a></li>`;
    });
    const isOpen = room === 'Begin' || room === roomOf(here);
    return `<details${isOpen ? ' open' : ''}><summary>${room}</summary><ul>${items.join('')}</ul></details>`;
  }).join('\n');
}

export function layout(pages, { file, title, body }) {
  const up = relative(dirname(outputOf(file)), '.') || '.';
  const lang = file.startsWith('docs/ko/') ? 'ko' : 'en';
  return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} · Tidegate</title>
<link rel="stylesheet" href="${up}/site.css">
</head>
<body>
<a class="skip" href="#page">${lang === 'ko' ? '본문으로' : 'To the page'}</a>
<header><a href="${up}/index.html">Tidegate</a>
<form role="search"><label>${lang === 'ko' ? '찾기' : 'Search'} <input type="search" id="search" data-index="${up}/search.json" autocomplete="off"></label><ol id="found" aria-live="polite"></ol></form></header>
<div class="columns"><nav aria-label="${lang === 'ko' ? '문서' : 'Manual'}">${navigation(pages, file)}</nav>
<main id="page" lang="${lang}">${body}</main></div>
<script src="${up}/search.js" defer></script>
</body>
</html>
`;
}

export function folderPage(folder, files) {
  const items = files.map((file) => {
    const to = relative(folder, outputOf(file));
    return `<li><a href="${to}">${escaped(posix.basename(file))}</a></li>`;
  });
  return `<h1>${escaped(folder)}</h1><ul>${items.join('')}</ul>`;
}
