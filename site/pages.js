// The pages of the manual as they lie in the repository, and what each has in it: its title, its headings, its links.

import { globSync, readFileSync } from 'node:fs';
import MarkdownIt from 'markdown-it';

const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  'docs/**/*.md',
  'packages/*/*.md',
  'packages/*/docs/*.md',
];

/** Headings have the names that GitHub gives them: links in the repository and on the site are the same. */
export const markdown = new MarkdownIt({ html: true });

/**
 *     `Hours`, and windows  →  hours-and-windows
 *     the same once more    →  hours-and-windows-1
 */
function slugger() {
  const seen = new Map();
  return (text) => {
    const slug = text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M} _-]/gu, '')
      .replaceAll(' ', '-');
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    return count === 0 ? slug : `${slug}-${count}`;
  };
}

markdown.core.ruler.push('ids', ({ tokens }) => {
  const slugOf = slugger();
  for (const [index, token] of tokens.entries()) {
    if (token.type !== 'heading_open') continue;
    token.attrSet('id', slugOf(textOf(tokens[index + 1])));
  }
});

function textOf({ children }) {
  return children.map(({ type, content }) => (type.endsWith('break') ? ' ' : content)).join('');
}

export function readPages() {
  const files = PAGES.flatMap((pattern) => globSync(pattern)).sort();
  return new Map(files.map((file) => [file, pageOf(file, readFileSync(file, 'utf8'))]));
}

function pageOf(file, text) {
  const tokens = markdown.parse(text, {});
  const sections = sectionsOf(tokens);
  const links = tokens
    .flatMap(({ children }) => children ?? [])
    .flatMap((each) => {
      if (each.type === 'link_open') return [each.attrGet('href')];
      return each.type === 'image' ? [each.attrGet('src')] : [];
    });
  const inHtml = [...text.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, link]) => link);
  const title = sections.find(({ level }) => level === 1)?.title ?? file;
  return { file, text, title, sections, links: [...links, ...inHtml] };
}

/** Each heading with the text below it, which is what is searched. */
function sectionsOf(tokens) {
  const sections = [];
  for (const [index, token] of tokens.entries()) {
    if (token.type === 'heading_open') {
      const title = textOf(tokens[index + 1]);
      sections.push({
        level: Number(token.tag.slice(1)),
        id: token.attrGet('id'),
        title,
        text: '',
      });
    } else if (token.type === 'inline' && tokens[index - 1]?.type !== 'heading_open') {
      const section = sections.at(-1);
      if (section) section.text += ` ${textOf(token)}`;
    }
  }
  return sections;
}
