// The anchors in the documents lead to headings, and every error that the product names has its entry.

import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { counted } from '../core/counted.ts';
import { failureCodes } from '../core/failure.ts';

const read = (file: string) => readFileSync(file, 'utf8');
const pages = ['*.md', 'docs/**/*.md', 'packages/*/*.md', 'packages/*/docs/*.md']
  .flatMap((pattern) => globSync(pattern))
  .sort();

/** Without its blocks of code, in which `#` begins a comment and brackets are no links. */
const prose = (file: string) => read(file).replace(/^```[\s\S]*?^```/gm, '');

/** As GitHub names headings; the second of a name has `-1`. */
function idsOf(file: string): Set<string> {
  const seen = new Map<string, number>();
  const ids = [...prose(file).matchAll(/^#{1,6} (.+)$/gm)].map(([, title = '']) => {
    const text = title.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[*`]/g, '');
    const slug = text
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M} _-]/gu, '')
      .replaceAll(' ', '-');
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    return count === 0 ? slug : `${slug}-${count}`;
  });
  return new Set(ids);
}

test.each(pages)('every anchor in %s is a heading', (file) => {
  const anchors = [...prose(file).matchAll(/\]\(([^)#\s]*)#([^)\s]+)\)/g)];

  const lost = anchors.filter(([, to = '', anchor = '']) => {
    if (to.startsWith('http')) return false;
    const target = to === '' ? file : normalize(join(dirname(file), to));
    return !existsSync(target) || !idsOf(target).has(decodeURIComponent(anchor));
  });

  expect(lost.map(([link]) => link)).toEqual([]);
});

test('the pictures of the README are small, all of them together', () => {
  const shown = [...read('README.md').matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map(([, path]) => path!);

  expect(shown).toEqual(['docs/board.png', 'docs/terminal.svg']);
  expect(shown.reduce((sum, path) => sum + statSync(path).size, 0)).toBeLessThanOrEqual(150_000);
});

describe('docs/errors.md', () => {
  const headings = [...read('docs/errors.md').matchAll(/^### (\S+)/gm)].map(([, name]) => name!);
  const machines = globSync('statemachines/*.json').map(read).join('\n');
  const product = globSync('{core,flows,aws,functions,authoring,cli,board}/**/*.ts').map(read);

  test('has an entry for each code of a failure', () => {
    expect(failureCodes.filter((code) => !headings.includes(code))).toEqual([]);
  });

  test('has an entry for each error that a machine ends with or catches by name', () => {
    const ended = [...machines.matchAll(/"Error": "([^"{]+)"/g)].map(([, name]) => name!);
    const caught = [...machines.matchAll(/"ErrorEquals": \[([^\]]*)\]/g)]
      .flatMap(([, names = '']) => [...names.matchAll(/"([^"]+)"/g)])
      .map(([, name]) => name!);
    // What AWS fails with by a name of a service's own is told in that service's words; `States.ALL` is all of them.
    const ours = [...ended, ...caught].filter(
      (name) => !/^(?!States)[A-Za-z]+\./.test(name) && name !== 'States.ALL',
    );

    expect(ours.length).toBeGreaterThan(10);
    expect([...new Set(ours)].filter((name) => !headings.includes(name))).toEqual([]);
  });

  test('has an entry for each name of Step Functions that is said in words, and each that is counted', () => {
    const said = product.flatMap((text) => [...text.matchAll(/'(States\.[A-Za-z]+)'/g)]);
    const named = [...said.map(([, name]) => name!), ...counted.Unforeseen];

    expect(named).toContain('States.Timeout');
    expect([...new Set(named)].filter((name) => !headings.includes(name))).toEqual([]);
  });

  test('has no entry of what nothing says any more', () => {
    const all = [machines, ...product].join('\n');

    expect(headings.filter((name) => !all.includes(name))).toEqual([]);
  });
});
