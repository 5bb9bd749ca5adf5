import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

test('the example in docs/engine.md prints what the page says', () => {
  const [, code, printed] =
    /```ts\n(.*?)```.*?```\n(.*?)```/s.exec(readFileSync('docs/engine.md', 'utf8')) ?? [];

  const flags = ['--no-warnings', '--input-type=module-typescript', '--eval', code!];

  expect(execFileSync(process.execPath, flags, { encoding: 'utf8' })).toBe(printed);
});
