// Where the links of a page lead on the site. One that leads nowhere fails the build.

import { existsSync, readdirSync, statSync } from 'node:fs';
import { posix } from 'node:path';

const { dirname, join, normalize, relative } = posix;

const OUTSIDE = /^[a-z]+:/;

/** The file of a page, or of what a page leads to. */
export function outputOf(file) {
  if (file === 'README.md') return 'index.html';
  if (file.endsWith('.md')) return file.replace(/\.md$/, '.html');
  if (isFolder(file)) return `${file}/index.html`;
  // What a browser would not show is shown as a text.
  return /\.(ya?ml|json|png|svg|css)$/.test(file) ? file : `${file}.txt`;
}

/** A link's file, from the root of the repository, and the name of a heading in it. */
export function targetOf(from, link) {
  if (OUTSIDE.test(link)) return undefined;
  const [path, anchor] = link.split('#');
  const file = path === '' ? from : normalize(join(dirname(from), decodeURI(path)));
  return { file: file.replace(/\/$/, ''), anchor };
}

export function linkOnSite(from, link) {
  const target = targetOf(from, link);
  if (target === undefined) return link;
  const { file, anchor } = target;
  const to = relative(dirname(outputOf(from)), outputOf(file));
  return anchor === undefined ? to : `${to}#${anchor}`;
}

/** Throws where any link of any page leads to no file, or to no heading of one. */
export function refuseLost(pages) {
  const lost = [...pages.values()].flatMap(({ file: from, links }) =>
    links.flatMap((link) => {
      const target = targetOf(from, link);
      if (target === undefined) return [];
      const { file, anchor } = target;
      if (file.startsWith('..') || !existsSync(file)) return [`${from}: ${link}: no such file`];
      if (anchor === undefined || !file.endsWith('.md')) return [];
      const page = pages.get(file);
      if (page === undefined) return [`${from}: ${link}: no page of the site`];
      const has = page.sections.some(({ id }) => id === anchor);
      return has ? [] : [`${from}: ${link}: no such heading`];
    }),
  );
  if (lost.length > 0) throw new Error(`links that lead nowhere:\n  ${lost.join('\n  ')}`);
}

/** All that pages lead to and that is no page: it is copied beside them. */
export function filesBeside(pages) {
  const files = [...pages.values()].flatMap(({ file: from, links }) =>
    links.flatMap((link) => targetOf(from, link)?.file ?? []),
  );
  const beside = [...new Set(files)].filter((file) => !pages.has(file));
  const inFolders = beside.filter(isFolder).flatMap((folder) => filesIn(folder));
  return [...new Set([...beside, ...inFolders])].filter((file) => !pages.has(file));
}

export function filesIn(folder) {
  return readdirSync(folder)
    .sort()
    .map((name) => `${folder}/${name}`)
    .filter((file) => !isFolder(file));
}

export function isFolder(file) {
  return existsSync(file) && statSync(file).isDirectory();
}
