// Each pitfall of docs/pitfalls.md is held by a test that there is.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const page = readFileSync('docs/pitfalls.md', 'utf8');

const rows = page
  .split('\n')
  .filter((line) => /^\| (?!-|pitfall )/.test(line))
  .map((line) => line.split(' | '));

test('the page has rows', () => {
  expect(rows.length).toBeGreaterThan(3);
});

test.each(rows)('%s: what is right is said, and a test that there is holds it', (...row) => {
  const [pitfall = '', right = '', tests = ''] = row;

  const named = [...tests.matchAll(/\]\(\.\.\/([^)]+)\) “([^”]+)”/g)];

  expect({ pitfall, cells: row.length }).toEqual({ pitfall, cells: 3 });
  expect(right.trim()).not.toBe('');
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter(([, file = '', name = '']) => !hasTest(file, name))).toEqual([]);
});

/** As its name is written there: a table's with its placeholders. */
function hasTest(file: string, name: string): boolean {
  const path = join(process.cwd(), file);
  return existsSync(path) && readFileSync(path, 'utf8').includes(`'${name}'`);
}
