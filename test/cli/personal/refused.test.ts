// What a stage of one's own is refused for, before anything is changed, and what only shows it.

import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setAlias } from '@tidegate/embedded-aws/services/lambda/functions';
import { keys } from '../../../core/keys.ts';
import { parsePipeline } from '../../../core/pipeline/parse.ts';
import { storeDefinition } from '../../../flows/stored-definition.ts';
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

test('an alias that somebody else has made is refused, and stays', async () => {
  const found = world.aws.lambda.find('shop', developers);
  setAlias(
    found,
    { name: 'dev-eve', version: '1', description: 'mine', weights: {} },
    world.clock.now(),
  );

  const { code, stderr } = await dev('--as', 'eve', '--artifact', good);
  const removed = await dev('--as', 'eve', '--remove');

  expect(code).toBe(2);
  expect(stderr).toMatch(
    /expected alias dev-eve of shop to be one that tidegate dev has made here/,
  );
  expect(removed.stdout).toBe('shop-dev-eve: nothing of it is there\n');
  expect(aliases()).toEqual(['live', 'dev-eve']);
  found.aliases.delete('dev-eve');
});

test('an alarm that somebody else has made is refused, and stays as it is', async () => {
  const { alarms } = world.aws.cloudWatch;
  alarms.put({
    ...developers,
    kind: 'metric',
    name: 'shop-dev-eve/shop/errors',
    description: 'mine',
    actionsEnabled: true,
    metric: { namespace: 'Eve', name: 'Mine', dimensions: {} },
    statistic: 'Sum',
    periodSeconds: 60,
    evaluationPeriods: 1,
    datapointsToAlarm: 1,
    comparison: 'GreaterThanThreshold',
    threshold: 7,
    treatMissingData: 'missing',
  });
  const theirs = () =>
    alarms.list(developers).find(({ definition }) => definition.name.startsWith('shop-dev-eve/'));
  const before = structuredClone(theirs()?.definition);

  const { code, stderr } = await dev('--as', 'eve', '--artifact', good);
  const removed = await dev('--as', 'eve', '--remove');

  expect(code).toBe(2);
  expect(stderr).toMatch(
    /expected alarm shop-dev-eve\/shop\/errors to be what tidegate dev has made here .* got what somebody else has made/,
  );
  expect(removed.stdout).toBe('shop-dev-eve: nothing of it is there\n');
  expect(aliases()).toEqual(['live']);
  expect(theirs()?.definition).toEqual(before);
});

test('what is left of another person’s stage, its pipeline gone, is theirs still', async () => {
  const { onlooker: ports, clock } = world;
  const pipeline = parsePipeline(
    TEAMS_OWN.replace('shop-dev-web', 'shop-dev-bo').replace(
      '{ project: web-build }',
      '{ s3: { bucket: acme-dev, key: tidegate-dev/shop/bo/package.zip } }',
    ),
    'own.yml',
  );
  await ports.table.put(keys.definitionVersion('shop-dev-bo', 1), {
    version: 1,
    appliedAt: clock.now().toISOString(),
    firstAppliedAt: clock.now().toISOString(),
    appliedBy: 'arn:aws:iam::111122223333:user/bo',
    ...(await storeDefinition(ports, pipeline)),
  });
  const found = world.aws.lambda.find('shop', developers);
  const description = 'tidegate dev: shop-dev-bo';
  setAlias(found, { name: 'dev-bo', version: '1', description, weights: {} }, clock.now());

  const { code, stderr } = await dev('--as', 'bo', '--remove');

  expect(code).toBe(2);
  expect(stderr).toMatch(/expected shop-dev-bo to be yours, got one that bo has applied/);
  expect(aliases()).toEqual(['live', 'dev-bo']);
  found.aliases.delete('dev-bo');
});

test('a pipeline of that name that a team has applied is refused, and stays', async () => {
  const text = TEAMS_OWN;
  const own = join(folder, 'own.yml');
  writeFileSync(own, text);
  expect((await tellAws('apply', own)).code).toBe(0);

  const { code, stderr } = await dev('--as', 'web', '--artifact', good);
  const removed = await dev('--as', 'web', '--remove');

  for (const said of [stderr, removed.stderr])
    expect(said).toMatch(
      /expected pipeline shop-dev-web to be your own stage, got one that a team has applied/,
    );
  expect([code, removed.code]).toEqual([2, 2]);
  expect((await tellAws('status', 'shop-dev-web')).code).toBe(0);
});

const TEAMS_OWN = `
pipeline: shop-dev-web
source: { project: web-build }
stages:
  - name: dev
    targets:
      - name: web
        account: "111122223333"
        region: us-east-1
        lambda: { function: web, alias: live }
        strategy: all-at-once
        alarms: [web-errors]
`;

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
