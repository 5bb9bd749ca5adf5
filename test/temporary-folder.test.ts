// What tests leave in the machine's temporary folder: nothing.

import { existsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { inTemporaryFolder } from './jest/temporary-folder.ts';

test('a file of tests, and what it runs, has a temporary folder of its own', () => {
  expect(basename(tmpdir())).toMatch(/^tidegate-test-/);
});

test('it is gone afterwards with all that is in it, also where something failed', async () => {
  const folders: string[] = [];
  const failing = () => {
    const folder = process.env.TMPDIR ?? '';
    folders.push(folder);
    writeFileSync(join(folder, 'left'), 'behind');
    throw new Error('failed');
  };

  await expect(inTemporaryFolder(failing)).rejects.toThrow('failed');

  expect(folders).toHaveLength(1);
  expect(folders.filter(existsSync)).toEqual([]);
});
