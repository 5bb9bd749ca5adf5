// What the framework writes while it packages is gone with it.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { INTRINSIC_TAGS } from '../../simulation/stack/serverless-file.ts';

test('what is put into the temporary folder goes as the process ends, whichever folder it is', () => {
  const folder = mkdtempSync(join(tmpdir(), 'framework-'));
  const script = `
    const { default: Plugin } = await import('./deploy/own-temporary-folder.js');
    new Plugin();
    const { mkdirSync } = await import('node:fs');
    const { tmpdir } = await import('node:os');
    mkdirSync(tmpdir() + '/Sweep-1/functions', { recursive: true });
    process.stdout.write(tmpdir());
  `;

  const { stdout, status } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
    env: { ...process.env, TMPDIR: folder },
  });

  expect(status).toBe(0);
  expect(stdout.startsWith(`${folder}/tidegate-package-`)).toBe(true);
  expect(existsSync(stdout)).toBe(false);
  expect(readdirSync(folder)).toEqual([]);
});

test('it is the first of the framework’s plugins, so that the others find the folder', () => {
  const { plugins } = parse(readFileSync('serverless.yml', 'utf8'), {
    customTags: INTRINSIC_TAGS,
  }) as { plugins: string[] };

  expect(plugins[0]).toBe('./deploy/own-temporary-folder.js');
});
