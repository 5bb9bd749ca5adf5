// The README's pictures, made of a real run of the example: `npm run pictures`. The board in Chromium, within a bake;
// the terminal's summary as a drawing.

import { execFileSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { renderPage } from '../board/page.ts';
import { pipelineView } from '../core/board/view.ts';
import { harmless } from '../core/harmless.ts';
import { parsePipeline } from '../core/pipeline/parse.ts';
import { parseStrictYaml } from '../core/strict-yaml.ts';
import { readBoard } from '../flows/read-board.ts';
import { scenarioSchema } from '../simulation/world/scenario.ts';
import { makeWorld } from '../simulation/world/world.ts';

const PIPELINE = 'examples/checkout/tidegate.yml';
const SCENARIO = 'examples/scenarios/two-releases.yml';
/** In the bake of the first region. */
const MOMENT = '2026-11-23T21:00:00Z';

const [WIDTH, HEIGHT] = [1120, 760] as const;

const read = (path: string) => readFileSync(path, 'utf8');

async function pageWithin(): Promise<string> {
  const world = await makeWorld({
    tables: 'memory',
    pipelines: [parsePipeline(read(PIPELINE), PIPELINE)],
    scenario: parseStrictYaml(scenarioSchema, read(SCENARIO), SCENARIO),
    seed: 1,
    readFile: (path) => read(resolve(dirname(SCENARIO), path)),
    pace: async (from, to) => {
      const moment = Date.parse(MOMENT);
      if (page !== '' || moment > to) return to;
      if (from < moment) return moment;
      const view = pipelineView(await readBoard(world.onlooker, 'checkout'), from);
      page = renderPage(view, { follow: true });
      return from;
    },
  });
  let page = '';
  await world.play();
  await world.close();
  return page;
}

async function drawBoard(path: string): Promise<void> {
  const page = await pageWithin();
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  const browser = await chromium.launch({ executablePath, args: ['--headless', '--no-sandbox'] });
  const tab = await browser.newPage({ viewport: { width: WIDTH, height: HEIGHT } });
  await tab.setContent(page.replace(/<noscript>.*?<\/noscript>|<meta http-equiv[^>]*>/g, ''));
  await tab.screenshot({ path });
  await browser.close();
}

const [LINE, COLUMN, MARGIN] = [18, 7.8, 16] as const;
const escaped = (text: string) =>
  harmless(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Each line as it is printed; its first sign has its colour. */
function drawTerminal(path: string): void {
  const words = ['cli/tidegate.ts', 'simulate', PIPELINE, '--scenario', SCENARIO];
  const printed = execFileSync(process.execPath, ['--no-warnings', ...words], { encoding: 'utf8' });
  const lines = [
    `$ npx tidegate ${words.slice(1).join(' ')}`,
    '',
    ...printed.trimEnd().split('\n'),
  ];
  const width = Math.ceil(Math.max(...lines.map((line) => line.length)) * COLUMN) + 2 * MARGIN;
  const height = lines.length * LINE + 2 * MARGIN;
  const colours = { '✓': '#6fcf97', '✗': '#ff8a7a', $: '#56c3e8' };
  const drawn = lines.map((line, index) => {
    const colour = Object.entries(colours).find(([sign]) => line.startsWith(sign))?.[1];
    const fill = colour === undefined ? '' : ` fill="${colour}"`;
    return `<text x="${MARGIN}" y="${MARGIN + (index + 1) * LINE - 5}"${fill} xml:space="preserve">${escaped(line)}</text>`;
  });
  writeFileSync(
    path,
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="The terminal: how two releases of the example ended">
<rect width="100%" height="100%" rx="10" fill="#0b151a"/>
<g font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,monospace" font-size="13" fill="#e4eef2">
${drawn.join('\n')}
</g></svg>
`,
  );
}

const PICTURES = { board: 'docs/board.png', terminal: 'docs/terminal.svg' };

await drawBoard(PICTURES.board);
drawTerminal(PICTURES.terminal);
for (const path of Object.values(PICTURES)) console.log(`${path}: ${statSync(path).size} bytes`);
