// The command of the judge: one verdict a line, and a refusal that names the line.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const command = new URL('../../cli/tidegate.ts', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'judge-'));
const file = join(folder, 'cases.jsonl');

function run(text: string | Buffer, ...words: readonly string[]) {
  writeFileSync(file, text);
  const { status, stdout, stderr } = spawnSync('node', [command, 'judge', file, ...words], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

const metric = {
  name: 'latency',
  node: 'shop',
  kind: 'latency',
  bad: 'up',
  unit: 'ms',
  before: [100, 101, 99, 102, 98, 100],
  control: null,
  canary: [100, 101, 99],
};
const line = JSON.stringify({ id: 'a', step: 60, deployAt: 0, weights: null, metrics: [metric] });

test('each case gets one line with the verdict, in order', () => {
  const { status, stdout } = run(`${line}\n\n${line.replace('"a"', '"b"')}\n`);

  const verdicts = stdout
    .trim()
    .split('\n')
    .map((it) => JSON.parse(it));
  expect(status).toBe(0);
  expect(verdicts.map(({ id }) => id)).toEqual(['a', 'b']);
  expect(verdicts[0]).toEqual({
    id: 'a',
    verdict: 'pass',
    at: 2,
    ranked: ['shop'],
    score: expect.any(Number),
  });
});

test('a zipped file reads the same', () => {
  expect(run(gzipSync(line)).stdout).toBe(run(line).stdout);
});

test('an empty file is no cases: nothing printed, exit 0', () => {
  expect(run('')).toEqual({ status: 0, stdout: '', stderr: '' });
});

test.each([
  ['half a line', '{"id":', 'expected a case in JSON, got {"id":'],
  ['a NaN', line.replace('99', 'NaN'), 'expected a case in JSON'],
  ['no step', line.replace('"step":60', '"step":0'), 'got 0 at step'],
  ['a word for a number', line.replace('101', '"x"'), 'expected a number or null, got "x"'],
  [
    'a unit that is none',
    line.replace('"ms"', '"furlongs"'),
    'expected one of %, Count, s, ms, us, Count/Second, ratio, norm',
  ],
  [
    'a kind that is none',
    line.replace('"kind":"latency"', '"kind":"speed"'),
    'expected one of availability, errors, latency, traffic, cpu, memory, network, other, got "speed" at metrics[0].kind',
  ],
])('%s is refused with its line, exit 2, and no stack trace', (_, bad, problem) => {
  const { status, stderr } = run(`${line}\n${bad}\n`);

  expect(status).toBe(2);
  expect(stderr).toContain(`${file}, line 2: `);
  expect(stderr).toContain(problem);
  expect(stderr.trim().split('\n')).toHaveLength(1);
});

test('a bad line stops no other: those around it are judged', () => {
  const { status, stdout } = run(`${line}\nnonsense\n${line.replace('"a"', '"c"')}\n`);

  const ids = stdout
    .trim()
    .split('\n')
    .map((each) => JSON.parse(each).id);
  expect([status, ids]).toEqual([2, ['a', 'c']]);
});

test.each([
  [['--sensitivity', 'loud'], 'expected --sensitivity to be quiet, normal or sensitive, got loud'],
  [['another'], 'expected one file, got 2'],
])('the words %j are refused', (words, problem) => {
  const { status, stderr } = run(line, ...words);

  expect(status).toBe(2);
  expect(stderr).toContain(problem);
});
