// npm run simulate:many: what tools outside this repository call.

import { spawnSync } from 'node:child_process';

const ask = (...words: string[]) =>
  spawnSync(process.execPath, ['scripts/simulate-many.ts', ...words], { encoding: 'utf8' });

test('a seed that holds is one JSON object without failures', () => {
  const { stdout, status } = ask('--seeds', '1', '--from', '3', '--json');

  const said = JSON.parse(stdout) as Record<string, unknown>;
  expect({ status, ...said, seconds: typeof said.seconds }).toEqual({
    status: 0,
    seeds: 1,
    seconds: 'number',
    failures: [],
  });
});

test('a number that is none is refused in words', () => {
  const { stderr, status } = ask('--seeds', 'many');

  expect(status).toBe(2);
  expect(stderr).toContain('Expected a whole number above 0 after --seeds, got many.');
});
