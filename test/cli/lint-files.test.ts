// What lint says of files that are written otherwise, name others, or are of another pipeline.

import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run as runWords } from './run-words.ts';

const good = readFileSync('examples/minimal/tidegate.yml', 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'tidegate-lint-'));
const run = (...words: string[]) => runWords('lint', ...words);

function fileWith(text: string): string {
  const file = join(folder, 'tidegate.yml');
  writeFileSync(file, text);
  return file;
}

test.each([
  ['big', Buffer.from(good, 'utf16le').swap16()],
  ['little', Buffer.from(good, 'utf16le')],
  ['marked', Buffer.from(`\ufeff${good}`, 'utf16le')],
])('a file in UTF-16 is named as one: %s', async (_, bytes) => {
  const file = join(folder, 'utf16.yml');
  writeFileSync(file, bytes);

  const { code, printed } = await run(file);

  expect(code).toBe(2);
  expect(printed).toBe(
    `${file}:1:1: expected a file in UTF-8 at ${file}, got one in UTF-16: save it as UTF-8\n`,
  );
});

test('a template may be named by its whole path', async () => {
  const template = join(folder, 'nowhere', 'standard.yml');
  const file = fileWith(
    `pipeline: shop\nextends: { template: ${template}, version: 1 }\nsource: { project: b }\n`,
  );

  expect((await run(file)).printed).toContain(`expected a file to read at ${template}, got none`);
});

test('what is to be written is of the pipeline itself', async () => {
  const untested = good.replace(/ {4}tests:\n {6}- \{ name: smoke.*\n/, '');

  const { printed } = await run(fileWith(untested));

  expect(printed).toContain('project: hello-beta-tests');
});
