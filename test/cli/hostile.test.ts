// Names and texts that would do something if they were shown as they are.

import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderBoard } from '../../board/board.ts';
import { pipelineView } from '../../core/board/view.ts';
import { items, NOW, release } from '../board/items.ts';
import { run, tell } from './run-words.ts';

const EVIL = '\u001b]0;owned\u0007\u202egnp\u200b\n::error::forged\u2028##[group]';
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not get out.
const HARMFUL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u202e\u2028]|^\s*::|##\[/m;

const folder = mkdtempSync(join(tmpdir(), 'tidegate-hostile-'));

function fileWith(text: string, name = 'hostile.yml'): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

const quoted = JSON.stringify(EVIL);
const pipelines = [
  `{ pipeline: ${quoted}, source: { project: p }, stages: [] }`,
  `{ pipeline: shop, ${quoted}: 1 }`,
  `pipeline: shop\nsource: { project: p }\nstages: [{ name: prod, targets: [{ name: a, account: ${quoted} }] }]`,
  `${EVIL}: [`,
];

test.each(pipelines)('lint shows a hostile file harmless in every form: %#', async (text) => {
  const file = fileWith(text);

  for (const form of [[], ['--json'], ['--sarif']]) {
    const { code, printed } = await run('lint', file, ...form);

    expect(code).toBe(2);
    expect(printed).not.toMatch(HARMFUL);
    if (form.length === 0)
      for (const line of printed.trim().split('\n'))
        expect(line).toMatch(/^\/.*hostile\.yml:\d+:\d+: /);
  }
});

test.each(pipelines)('a refusal of one is harmless: %#', async (text) => {
  const file = fileWith(text);
  const { code, stderr } = await tell('plan', file);

  expect(code).toBe(2);
  expect(stderr).not.toMatch(HARMFUL);
  for (const line of stderr.trim().split('\n')) expect(line).toContain(`${file}:`);
});

test('SARIF makes no link of a text', async () => {
  const { printed } = await run('lint', fileWith('{ "[see](http://evil.example)": 1 }'), '--sarif');

  expect(printed).toContain('evil.example');
  expect(printed).not.toContain('](');
});

test('words that are wrong are told harmless', async () => {
  const { code, stderr } = await tell('plan', 'a.yml', `--${EVIL}`);

  expect(code).toBe(2);
  expect(stderr).not.toMatch(HARMFUL);
});

test('the board shows a hostile item harmless, apart from what stands beside it', () => {
  const at = new Date(NOW).toISOString();
  const stopped = release(412, { end: { outcome: 'Stopped', at, reason: EVIL } });

  const markup = renderBoard(pipelineView(items({ releases: [stopped] }), NOW));

  expect(markup.replaceAll('##[', '')).not.toMatch(HARMFUL);
  expect(markup).toMatch(/<bdi>[^<]*owned[^<]*<\/bdi>/);
});
