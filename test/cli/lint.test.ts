import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { lint } from '../../cli/lint.ts';
import { goodService } from '../core/practice/service.ts';

const good = readFileSync('examples/minimal/tidegate.yml', 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'tidegate-lint-'));

afterEach(() => {
  jest.restoreAllMocks();
});

function fileWith(text: string): string {
  const file = join(folder, 'tidegate.yml');
  writeFileSync(file, text);
  return file;
}

async function run(...args: string[]) {
  let printed = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  const code = await lint(args);
  return { code, printed };
}

test('a good file is said to be good', async () => {
  const file = fileWith(goodService);

  const { code, printed } = await run(file);

  expect({ code, printed }).toEqual({ code: 0, printed: `${file}: good\n` });
});

test('a file that could be better is good, and what to do is said at its line', async () => {
  const file = fileWith(good);

  const { code, printed } = await run(file);

  expect(code).toBe(0);
  expect(printed).toContain(
    `${file}:21:5: warning beta-and-gamma: expected beta and gamma with targets before prod, got beta: gamma is missing\n` +
      '    to fix: add stages named beta and gamma',
  );
  expect(printed.endsWith(`${file}: good, with 7 warnings\n`)).toBe(true);
});

test.each([
  ['an unknown key', 'source:', 'sorce:', /:5:1: unknown key sorce; did you mean source\?/],
  [
    'a repeated stage',
    'name: prod\n    targets',
    'name: beta\n    targets',
    /:21:11: expected each stage to have its own name, got beta twice/,
  ],
  [
    'a repeated target',
    '- name: prod\n        account',
    '- name: beta\n        account',
    /:23:15: expected each target to have its own name, got beta twice/,
  ],
  [
    'a shared deployment group',
    '"222233334444"\n        region: eu-west-1\n        lambda: { function: hello, alias: live, application: hello, deploymentGroup: prod }',
    '"111122223333"\n        region: eu-west-1\n        lambda: { function: hello, alias: live, application: hello, deploymentGroup: beta }',
    /:23:9: expected one target for each deployment group/,
  ],
  [
    'a bake that watches nothing',
    'alarms: [hello-errors]',
    'alarms: []',
    /:23:9: expected target prod of stage prod to name alarms or dataPoints/,
  ],
  [
    'a bake without a unit',
    'for: 1h',
    'for: "60"',
    /:28:18: stages\.2\.bake\.for: expected a duration such as 90s/,
  ],
])('%s is found at its place', async (_, from, to, expected) => {
  expect(good).toContain(from);
  const file = fileWith(good.replace(from, to));

  const { code, printed } = await run(file);

  expect(code).toBe(2);
  expect(printed).toMatch(expected);
});

test('every problem of every file is in the JSON, with its place', async () => {
  const file = fileWith(good.replace('source:', 'sorce:'));

  const { code, printed } = await run(
    '--json',
    file,
    'nowhere.yml',
    'examples/checkout/tidegate.yml',
  );

  expect(code).toBe(2);
  const { files } = JSON.parse(printed) as { files: { ok: boolean; problems: unknown[] }[] };
  expect(files.map(({ ok }) => ok)).toEqual([false, false, true]);
  expect(files[0]!.problems).toContainEqual({
    line: 5,
    column: 1,
    text: 'unknown key sorce; did you mean source?',
  });
});
