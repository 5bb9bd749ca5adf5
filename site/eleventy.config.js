// The manual as a site, each page where it lies in the repository: npm run build --prefix site. A link or an anchor that
// leads nowhere fails it.

import { mkdirSync } from 'node:fs';
import { folderPage, layout } from './layout.js';
import { filesBeside, filesIn, isFolder, linkOnSite, outputOf, refuseLost } from './links.js';
import { markdown, readPages } from './pages.js';

const INPUT = 'site/pages';

/** So much of a section is searched. */
const SEARCHED = 240;

export default function site(eleventy) {
  mkdirSync(INPUT, { recursive: true });
  const pages = readPages();
  refuseLost(pages);
  for (const { file, text, title } of pages.values())
    eleventy.addTemplate(
      `${file}.11ty.js`,
      () => layout(pages, { file, title, body: rendered(file, text) }),
      { permalink: outputOf(file) },
    );
  for (const file of filesBeside(pages)) {
    if (isFolder(file))
      eleventy.addTemplate(
        `${file}/index.11ty.js`,
        () =>
          layout(pages, {
            file: `${file}/index.md`,
            title: file,
            body: folderPage(file, filesIn(file)),
          }),
        { permalink: outputOf(file) },
      );
    else eleventy.addPassthroughCopy({ [file]: outputOf(file) });
  }
  eleventy.addTemplate('search.11ty.js', () => JSON.stringify(searched(pages)), {
    permalink: 'search.json',
  });
  eleventy.addPassthroughCopy({ 'site/site.css': 'site.css', 'site/search.js': 'search.js' });
  return { dir: { input: INPUT, output: 'site/public' }, templateFormats: ['11ty.js'] };
}

const inHtml = /((?:href|src)=")([^"]+)(")/g;

function rendered(file, text) {
  return markdown
    .render(text)
    .replace(inHtml, (_, before, link, after) => before + linkOnSite(file, link) + after);
}

function searched(pages) {
  return [...pages.values()].flatMap(({ file, title, sections }) =>
    sections.map((section) => ({
      to: `${outputOf(file)}#${section.id}`,
      page: title,
      title: section.title,
      text: section.text.trim().slice(0, SEARCHED),
    })),
  );
}
