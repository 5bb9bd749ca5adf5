// What a stage of one's own is refused for, before anything is changed, and what only shows it.

import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tell } from '../run-words.ts';
import { developers, team } from './team.ts';

const all = await team();
const { world, dev, file, folder, built, tellAws, close } = all;
const good = built('good');

afterAll(close);

const aliases = () => [...world.aws.lambda.find('shop', developers).aliases.keys()];

test.each([
  ['no artifact', ['--as', 'ada'], /expected --artifact with what your build makes.*got none/],
  ['two', ['--as', 'ada', '--artifact', good, '--artifact', good], /expected --artifact .* got 2/],
  [
    'one that is not there',
    ['--as', 'ada', '--artifact', 'nowhere'],
    /got nothing of that name: build it first/,
  ],
  [
    'one that is no archive',
    ['--as', 'ada', '--artifact', file],
    /cannot be read as a zip archive/,
  ],
  [
    'an empty folder',
    ['--as', 'ada', '--artifact', mkdtempSync(join(folder, 'empty-'))],
    /got an empty folder/,
  ],
  ['no name', ['--as', ' ', '--artifact', good], /got no name: say --as NAME/],
  [
    'another account',
    ['--as', 'ada', '--account', '222233334444', '--artifact', good],
    /expected credentials of account 222233334444.*got those of 111122223333/,
  ],
  [
    'an event that is no JSON',
    ['--as', 'ada', '--artifact', good, '--invoke', join(good, 'index.js')],
    /expected an event as JSON/,
  ],
  [
    '--show with --remove',
    ['--as', 'ada', '--show', '--remove'],
    /expected --show or --remove, got both/,
  ],
  [
    '--remove with --watch',
    ['--as', 'ada', '--remove', '--watch'],
    /expected --remove alone, got --watch/,
  ],
])('%s is refused, and nothing is made', async (_what, words, why) => {
  const { code, stderr } = await dev(...words);

  expect(stderr).toMatch(why);
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(code).toBe(2);
  expect(aliases()).toEqual(['live']);
});

describe('production', () => {
  const inOne = join(folder, 'one-account.yml');
  const text = all.text
    .replaceAll('222233334444', '111122223333')
    .replace(
      'function: shop, alias: live, application: shop, deploymentGroup: prod',
      'function: sell, alias: live, application: shop, deploymentGroup: prod',
    );
  writeFileSync(inOne, text);

  test('an account of production is refused', async () => {
    const { code, stderr } = await tellAws('dev', inOne, '--as', 'ada', '--artifact', good);

    expect(code).toBe(2);
    expect(stderr).toMatch(
      /got 111122223333, where production stages of shop deploy.*--in-production-account 111122223333/,
    );
    expect(aliases()).toEqual(['live']);
  });

  test('where it is said to be meant, it is not', async () => {
    const words = ['--in-production-account', '111122223333', '--show'];
    const { code, stdout } = await tellAws('dev', inOne, '--as', 'ada', ...words);

    expect(code).toBe(0);
    expect(stdout).toMatch(/alias shop:dev-ada: to be made/);
  });
});

test.each([
  ['../x', 'shop-dev-x-1a5e1dc8'],
  ['지민', 'shop-dev-u-62592f27'],
  ['a'.repeat(300), 'shop-dev-aaaaaaaaaaa-e4045a29'],
  ['$(id)\n"', /^shop-dev-id-[0-9a-f]{8}$/],
])('--as %j is shown as %s, and nobody is asked', async (as, name) => {
  const words = ['--as', as, '--account', '111122223333', '--region', 'us-east-1', '--show'];
  const { code, stdout } = await tell('dev', file, ...words, '--json');

  expect(code).toBe(0);
  const { pipeline } = JSON.parse(stdout) as { readonly pipeline: { readonly pipeline: string } };
  expect(pipeline.pipeline).toEqual(typeof name === 'string' ? name : expect.stringMatching(name));
});

test('what is wrong with the team’s file is told as lint tells it', async () => {
  const wrong = join(folder, 'wrong.yml');
  writeFileSync(wrong, all.text.replace('owner:', 'onwer:'));

  const { code, stderr } = await tellAws('dev', wrong, '--as', 'ada', '--artifact', good);

  expect(code).toBe(2);
  expect(stderr).toMatch(/wrong\.yml:3:1: unknown key onwer; did you mean owner\?/);
});
