// tidegate asl: plays each machine of a file, and tells their ends in the file's order.

import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, tell } from './run-words.ts';

const folder = mkdtempSync(join(tmpdir(), 'tidegate-asl-'));

function file(content: string): string {
  const path = join(folder, 'cases.json');
  writeFileSync(path, content);
  return path;
}

const ending = (state: object) => ({
  StartAt: 'End',
  QueryLanguage: 'JSONata',
  States: { End: state },
});

test('each case is played, one after the other', async () => {
  const cases = [
    { id: 'waits', definition: ending({ Type: 'Wait', Seconds: 60, End: true }), input: { a: 1 } },
    { id: 'fails', definition: ending({ Type: 'Fail', Error: 'Broken', Cause: 'on purpose' }) },
  ];

  const { code, printed } = await run('asl', file(JSON.stringify(cases)));

  expect(code).toBe(0);
  expect(JSON.parse(printed)).toMatchObject([
    { id: 'waits', status: 'SUCCEEDED', output: { a: 1 }, path: ['End'], elapsedSeconds: 60 },
    { id: 'fails', status: 'FAILED', error: 'Broken', cause: 'on purpose' },
  ]);
});

test.each([
  ['{}', 'to hold a JSON array of cases, got object'],
  ['[', 'to hold JSON, got'],
])('a file of %s is refused', async (content, problem) => {
  const { code, stderr } = await tell('asl', file(content));

  expect(code).toBe(2);
  expect(stderr).toContain(problem);
});
