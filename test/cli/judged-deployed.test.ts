// explain, correct, signals and replay on a deployed Tidegate: a local one, over the wire.

import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reportOf } from '../../simulation/report.ts';
import { standing } from './standing.ts';

const PIPELINE = `
pipeline: shop
source: { project: shop-build }
stages:
  - name: prod
    bake: { for: 20m }
    targets:
      - name: box
        account: "222233334444"
        region: eu-west-1
        lambda: { function: shop, alias: live, application: shop, deploymentGroup: box }
        alarms: [shop-errors]
`;

const { world, ask, play, close } = await standing(PIPELINE, {
  builds: [{ at: '0s', revision: 'slow' }],
  misbehaviours: [{ how: 'metric', revision: 'slow', target: 'box', latencyFactor: 4 }],
});
await play();
const release = (await reportOf(world)).releases[0]!.id;

afterAll(close);

test('a release is explained, to a person and as JSON', async () => {
  const { code, printed } = await ask('explain', release);
  const { printed: json } = await ask('explain', release, '--wave', 'prod', '--json');

  expect(code).toBe(0);
  expect(printed).toMatch(/likely cause: lambda shop:live\n.*slow requests of lambda shop:live/);
  expect(JSON.parse(json)).toMatchObject({
    release: { id: release },
    waves: [{ judged: [{ target: 'box', verdict: 'fail', causes: ['lambda shop:live'] }] }],
  });
});

test('a correction is kept and counted', async () => {
  expect(await ask('correct', release, 'harmless', '--reason', 'a load test')).toMatchObject({
    code: 0,
    printed: expect.stringContaining(`of ${release} counts as harmless`),
  });
  expect((await ask('signals', 'shop')).printed).toMatch(/^metric .* box +1 +1 +0$/m);
});

test('old verdicts are judged again, by options or as a file would have them', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'tidegate-judged-')), 'shop.yml');
  writeFileSync(file, PIPELINE.replace('20m', '20m, judge: { mode: off }'));

  const same = await ask('replay', 'shop', '--sensitivity', 'quiet');
  const off = await ask('replay', 'shop', '--file', file);

  expect(same.printed).toBe('1 bake of shop judged again: no verdicts would change.\n');
  expect(off.printed).toMatch(/prod: was fail, would be undecided; a person called it harmless\n/);
});

test.each([
  ['explain', ['shop'], 'got none that is "shop"; give its id, a build number'],
  ['explain', [release, '--wave', 'beta'], 'one of prod, got beta'],
  ['correct', [release, 'harmles', '--reason', 'x'], 'did you mean harmless?'],
  ['correct', [release, 'harmless'], 'expected --reason'],
  ['correct', [release, 'harmless', '--reason', 'x'.repeat(1_001)], 'at most 1000 characters'],
  [
    'correct',
    [release, 'missed', '--reason', 'x'],
    'expected one wave whose bake passed, got none',
  ],
  ['signals', ['shp'], 'did you mean shop?'],
  ['replay', ['shp', '--mode', 'off'], 'did you mean shop?'],
  ['replay', ['shop'], 'expected --sensitivity, --mode or --file, got none'],
  ['replay', ['shop', '--sensitivity', 'norml'], 'did you mean normal?'],
  ['replay', ['shop', '--mode', 'shadow'], 'expected --mode to be act or off, got shadow'],
])('wrong words are refused, and a way out is told: %#', async (verb, words, problem) => {
  const asked = ask(verb, ...words);

  await expect(asked).rejects.toThrow(problem);
});
