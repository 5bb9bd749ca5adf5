// A function that does not build: packaging ends, and does not wait for the builds that it left open.

import { spawnSync } from 'node:child_process';

const script = `
import { context } from 'esbuild';
import plugins from './deploy/esbuild-plugins.js';

const stdin = { contents: 'const wrong = ;', loader: 'ts', resolveDir: '.' };
const open = await context({ stdin: { contents: '', resolveDir: '.' }, write: false, bundle: true, plugins });
await open.rebuild();
const failing = await context({ stdin, write: false, bundle: true, plugins, logLevel: 'error' });
await failing.rebuild().catch(() => undefined);
setInterval(() => undefined, 1000);
`;

test('packaging ends, and says why, where a bundle does not build', () => {
  const { status, signal, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', script],
    { encoding: 'utf8', timeout: 120_000 },
  );

  expect({ status, signal }).toEqual({ status: 1, signal: null });
  expect(stderr).toContain('Unexpected ";"');
}, 150_000);
