import { readdirSync, readFileSync } from 'node:fs';
import { rules } from '../../../core/practice/rules.ts';

test('each rule has its page, and each page its rule', () => {
  const pages = readdirSync('docs/rules').map((file) => file.replace('.md', ''));

  expect(pages.sort()).toEqual(rules.map(({ id }) => id).sort());
});

test.each(rules.map(({ id, title }) => [id, title]))(
  'the page of %s says what, why, how to fix and to waive it',
  (id, title) => {
    const page = readFileSync(`docs/rules/${id}.md`, 'utf8');

    expect(page.startsWith(`# ${id}\n\n**${title}.**\n`)).toBe(true);
    expect([...page.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading)).toEqual([
      'Why',
      'Fix',
      'Parameters',
      'Waive',
    ]);
  },
);
