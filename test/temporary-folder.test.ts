// What tests leave in the machine's temporary folder: nothing.

import { existsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { newTemporaryFolder } from './jest/temporary-folder.ts';

test('a file of tests, and what it runs, has a temporary folder of its own', () => {
  expect(basename(tmpdir())).toMatch(/^tidegate-test-/);
});

test('it is gone afterwards with all that is in it, and the one before is there again', () => {
  const before = tmpdir();
  const remove = newTemporaryFolder();
  const folder = tmpdir();
  writeFileSync(join(folder, 'left'), 'behind');

  remove();

  expect(folder).not.toBe(before);
  expect(existsSync(folder)).toBe(false);
  expect(tmpdir()).toBe(before);
});
