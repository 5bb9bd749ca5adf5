// What the README promises.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

test('the example in the README prints what it says', () => {
  const text = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const [, code = '', printed] = /```ts\n(.*?)```.*?```\n(.*?)```/s.exec(text) ?? [];

  const flags = ['--no-warnings', '--input-type=module-typescript', '--eval', code];

  expect(execFileSync(process.execPath, flags, { encoding: 'utf8' })).toBe(printed);
});
