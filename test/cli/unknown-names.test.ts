// What is named and is not there is refused by every verb alike, and so is what could mean two.

import { parsePipeline } from '../../core/pipeline/parse.ts';
import { scenarioSchema } from '../../simulation/world/scenario.ts';
import { makeWorld } from '../../simulation/world/world.ts';
import { oneTarget } from '../paths/pipelines.ts';
import { asking } from './asking.ts';
import { tell as tellHere } from './run-words.ts';

const SAME = '4f1d2c3';

const world = await makeWorld({
  pipelines: [parsePipeline(oneTarget(), 'shop.yml')],
  scenario: scenarioSchema.parse({
    baseline: 'old',
    builds: [
      { at: '0s', revision: 'one', commit: SAME.padEnd(40, '0') },
      { at: '1h', revision: 'two', commit: SAME.padEnd(40, '1') },
    ],
  }),
  seed: 1,
  readFile: String,
});
await world.play();
const { tell: tellAws, where, close } = await asking(world);
afterAll(close);

const tell = (...words: string[]) => tellAws(...words, ...where);
const why = ['--reason', 'x'];

const ofRelease: readonly (readonly [verb: string, words: (named: string) => string[]])[] = [
  ['status', (named) => ['shop', '--wait', '--release', named]],
  ['why-blocked', (named) => ['shop', named]],
  ['explain', (named) => ['shop', named]],
  ['correct', (named) => [named, 'harmless', '--pipeline', 'shop', ...why]],
  ['start', (named) => ['shop', named]],
  ['stop', (named) => ['shop', named, ...why]],
  ['retry', (named) => ['shop', named, ...why]],
  ['override', (named) => ['shop', named, ...why]],
  ['skip-wait', (named) => ['shop', named, ...why]],
  ['approve', (named) => ['shop', named, ...why]],
  ['reject', (named) => ['shop', named, ...why]],
  ['quarantine', (named) => ['shop', named, ...why]],
  ['lift', (named) => ['shop', named, ...why]],
  ['rollback', (named) => ['shop', '--release', named, ...why]],
];

test.each(ofRelease)('%s of a release that is not there exits with 2', async (verb, words) => {
  for (const named of ['999', '0000000', 'shop-000000000000-1', 'nonsense']) {
    const { code, stdout, stderr } = await tell(verb, ...words(named));

    expect({ named, code, stdout }).toEqual({ named, code: 2, stdout: '' });
    expect(stderr).toMatch(/^expected .*got/);
    expect(stderr).toContain(named);
  }
});

test.each(ofRelease)(
  '%s of seven digits that two commits begin with exits with 2, and names both',
  async (verb, words) => {
    const { code, stderr } = await tell(verb, ...words(SAME));

    expect(code).toBe(2);
    const named = new Set(stderr.match(/#[12] 4f1d2c3|build:\S+ /g));
    expect(named.size).toBe(2);
  },
);

test.each([
  ['status', 'shpo'],
  ['why-blocked', 'shpo'],
  ['releases', 'shpo'],
  ['history', 'shpo'],
  ['drift', 'shpo'],
  ['signals', 'shpo'],
  ['replay', 'shpo', '--mode', 'off'],
  ['hold', 'shpo', ...why],
  ['remove', 'shpo'],
  ['rename', 'shpo', 'shop2'],
])('%s of a pipeline that is not there exits with 2, and names the nearest', async (...words) => {
  const { code, stderr } = await tell(...words);

  expect(code).toBe(2);
  expect(stderr).toContain('did you mean shop?');
});

test('what the API cannot take is refused as every wrong word is', async () => {
  const { code, stderr } = await tell('hold', 'shop', '--reason', 'x'.repeat(1_001));

  expect(code).toBe(2);
  expect(stderr).toMatch(/^expected .*1000 characters/);
});

test.each([
  ['--target', 'nope', /expected a target, got nope; there are beta, gamma, one-box, /],
  ['--target', 'one-bx', /did you mean one-box\?/],
  ['--stage', 'verify', /expected a stage with targets, got verify; there are beta, gamma, prod/],
])('needs of %s %s, which is not there, names those that are', async (option, name, text) => {
  const told = await tellHere('needs', 'examples/checkout/tidegate.yml', option, name);

  expect(told.code).toBe(2);
  expect(told.stderr).toMatch(text);
});

test('a list without anything in it is an answer', async () => {
  expect((await tell('releases', 'shop', '--named', '999')).code).toBe(0);
  expect((await tell('drift', 'shop')).code).toBe(0);
});
