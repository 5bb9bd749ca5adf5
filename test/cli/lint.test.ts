import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { sarifOf } from '../../cli/sarif.ts';
import { goodService } from '../core/practice/service.ts';
import { run as runWords } from './run-words.ts';

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

const run = (...words: string[]) => runWords('lint', ...words);

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
    `${file}:24:5: warning beta-and-gamma: expected beta and gamma with targets before prod, got beta: gamma is missing\n` +
      '    to fix: add stages named beta and gamma',
  );
  expect(printed.endsWith(`${file}: good, with 3 warnings\n`)).toBe(true);
});

test.each([
  ['an unknown key', 'source:', 'sorce:', /:8:1: unknown key sorce; did you mean source\?/],
  [
    'a repeated stage',
    'name: prod\n    targets',
    'name: beta\n    targets',
    /:24:11: expected each stage to have its own name, got beta twice/,
  ],
  [
    'a repeated target',
    '- name: prod\n        account',
    '- name: beta\n        account',
    /:26:15: expected each target to have its own name, got beta twice/,
  ],
  [
    'a shared deployment group',
    '"222233334444"\n        region: eu-west-1\n        lambda: { function: hello, alias: live, application: hello, deploymentGroup: prod }',
    '"111122223333"\n        region: eu-west-1\n        lambda: { function: hello, alias: live, application: hello, deploymentGroup: beta }',
    /:26:9: expected one target for each deployment group/,
  ],
  [
    'a bake that watches nothing',
    /alarms: .*\n +dataPoints: .*/,
    'alarms: []',
    /:26:9: expected target prod of stage prod to name alarms or dataPoints/,
  ],
  [
    'a bake without a unit',
    'for: 1h',
    'for: "60"',
    /:32:18: stages\.2\.bake\.for: expected a duration such as 90s/,
  ],
])('%s is found at its place', async (_, from, to, expected) => {
  const broken = good.replace(from, to);
  expect(broken).not.toBe(good);
  const file = fileWith(broken);

  const { code, printed } = await run(file);

  expect(code).toBe(2);
  expect(printed).toMatch(expected);
});

test('a limit that the steps of a strategy cannot keep is an error, without a look at AWS', async () => {
  const stepping = readFileSync('examples/strategy/tidegate.yml', 'utf8');
  const file = fileWith(
    stepping.replace('bake: { for: 1h }', 'deployTimeout: 15m\n    bake: { for: 1h }'),
  );

  const { code, printed } = await run(file);

  expect(code).toBe(2);
  expect(printed).toContain(
    ':23:20: expected a deployTimeout of more than 15m, which eu-central-1 takes with canary, got 15m',
  );
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
    file,
    line: 8,
    column: 1,
    text: 'unknown key sorce; did you mean source?',
  });
});

const policy = (text: string) => {
  const file = join(folder, 'policy.yml');
  writeFileSync(file, text);
  return file;
};

const strict = '{ policy: acme, rules: { one-box-first: { level: enforce } } }';
const big = goodService.replace('weight: 5', 'weight: 11');
const waiving = (expires: string) =>
  big.replace(
    'stages:',
    `waivers: [{ rule: one-box-first, owner: o, reason: r, expires: "${expires}" }]\nstages:`,
  );
const inDays = (days: number) =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

test.each([
  [
    'an enforced rule that is broken',
    big,
    2,
    /:12:9: error one-box-first: .*\n.*\n.*: not good enough, with 1 error\n$/,
  ],
  [
    'one that is waived',
    waiving(inDays(30)),
    0,
    /: waived one-box-first: .*\n {4}waived by o until .*: r\n.*: good, with 1 waived\n$/,
  ],
  [
    'one whose waiver has ended',
    waiving(inDays(0)),
    2,
    /warning waivers: .* got one that ended on/,
  ],
  [
    'one whose waiver is too long',
    waiving(inDays(200)),
    2,
    /warning waivers: .* of at most 90 days from now/,
  ],
  ['no enforced rule', goodService, 0, /: good\n$/],
])('a file with %s is judged by the policy', async (_, text, code, printed) => {
  const ran = await run(fileWith(text), '--policy', policy(strict));

  expect(ran.code).toBe(code);
  expect(ran.printed).toMatch(printed);
});

test('a policy that is none is refused, whatever the files say', async () => {
  const file = policy('{ policy: acme, rules: { one-box-frist: { level: warn } } }');

  await expect(run(fileWith(goodService), '--policy', file)).rejects.toThrow(
    /policy\.yml:1:26: unknown key one-box-frist; did you mean one-box-first\?/,
  );
});

test('findings are in the JSON beside the problems, each with its rule, level, place and fix', async () => {
  const file = fileWith(big);

  const { code, printed } = await run('--json', file, '--policy', policy(strict));

  const { files } = JSON.parse(printed) as { files: Record<string, unknown>[] };
  expect(code).toBe(2);
  expect(files[0]).toMatchObject({
    file,
    ok: false,
    problems: [],
    findings: [
      {
        rule: 'one-box-first',
        level: 'enforce',
        file,
        line: 12,
        column: 9,
        at: 'stages.2.waves.0',
        text: expect.stringContaining('got 10.78%'),
        fix: expect.any(String),
      },
    ],
  });
});

test('--json and --sarif together are refused', async () => {
  await expect(run(fileWith(good), '--json', '--sarif')).rejects.toThrow(
    /expected --json or --sarif, got both/,
  );
});

test('what is wrong in the template that a file extends is told at its place in the template', async () => {
  const template = join(folder, 'template.yml');
  writeFileSync(
    template,
    'template: standard\nversion: 1\nstages:\n  - name: prod\n    bakes: {}\n',
  );
  const file = fileWith(`extends: { template: template.yml, version: 1 }\n${good}`);

  const { code, printed } = await run('--sarif', file);

  const [{ results }] = (JSON.parse(printed) as ReturnType<typeof sarifOf>).runs as [
    ReturnType<typeof sarifOf>['runs'][number],
  ];
  expect(code).toBe(2);
  expect(
    results.map(({ message, locations }) => [message.text, locations[0]!.physicalLocation]),
  ).toEqual([
    [
      expect.stringContaining('unknown key bakes'),
      {
        artifactLocation: expect.objectContaining({ uri: expect.stringContaining('template.yml') }),
        region: { startLine: 5, startColumn: 5 },
      },
    ],
  ]);
});
