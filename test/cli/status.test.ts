// status and releases on a deployed Tidegate: a local one, over the wire.

import { parsePipeline } from '../../core/pipeline/parse.ts';
import { beginToLeave } from '../../flows/leave.ts';
import { home } from '../../simulation/world/place.ts';
import { scenarioSchema } from '../../simulation/world/scenario.ts';
import { makeWorld } from '../../simulation/world/world.ts';
import { oneTarget, target } from '../paths/pipelines.ts';
import { asking } from './asking.ts';
import type { run } from './run-words.ts';

const basket = oneTarget({ of: target('basket') })
  .replace('pipeline: shop', 'pipeline: basket')
  .replace('shop-build', 'basket-build');

const world = await makeWorld({
  pipelines: [parsePipeline(oneTarget(), 'shop.yml'), parsePipeline(basket, 'basket.yml')],
  scenario: scenarioSchema.parse({
    baseline: 'old',
    builds: [
      { at: '0s', revision: 'good' },
      { at: '5h', revision: 'bad' },
      { at: '6h', revision: 'fine', pipeline: 'basket' },
    ],
    misbehaviours: [{ how: 'alarm', revision: 'bad', target: 'live', after: '2m' }],
  }),
  seed: 1,
  readFile: String,
});
await world.play();
const { ask: askAws, where, close } = await asking(world);

afterAll(close);

function ask(...given: Parameters<typeof run>) {
  return askAws(...given, ...where);
}

async function listed(...words: readonly string[]) {
  const { printed } = await ask('releases', ...words, '--json');
  return JSON.parse(printed).releases as { id: string; outcome: string; build: number }[];
}

test('releases lists those of all pipelines, the newest first', async () => {
  const { code, printed } = await ask('releases');

  expect(code).toBe(0);
  const lines = printed.trim().split('\n');
  expect(lines[0]).toMatch(/^pipeline +release +build +commit +outcome +started +took +by$/);
  expect(lines[1]).toMatch(/^basket .*Promoted/);
  expect(lines[2]).toMatch(/^shop .*RolledBack .* its build$/);
  expect(lines[3]).toMatch(/^shop .*Promoted/);
});

test('releases says how many more there are, and lists what a name could mean', async () => {
  expect((await ask('releases', 'shop', '--last', '1')).printed).toContain('and 1 more: --last 2');
  const [bad] = await listed('shop');
  expect(await listed('shop', '--named', String(bad?.build))).toEqual([bad]);
  expect((await ask('releases', '--named', '999')).printed).toContain('no release that is 999');
});

test('explain takes a build number, a commit and latest, and lists what could be meant', async () => {
  const [bad] = await listed('shop');
  const { printed: byId } = await ask('explain', bad?.id ?? '');

  expect((await ask('explain', `#${bad?.build}`, '--pipeline', 'shop')).printed).toBe(byId);
  expect((await ask('explain', 'latest', '--pipeline', 'shop')).printed).toBe(byId);
  await expect(ask('explain', 'latest')).rejects.toThrow(
    /could mean 2; name one by its id:\n +basket-\S+ .*Promoted.*\n +shop-/,
  );
  await expect(ask('explain', '4f1d2c3999')).rejects.toThrow('got none that is "4f1d2c3999"');
});

test('status shows a pipeline, and the fleet with what needs a person first', async () => {
  const { code, printed } = await ask('status', 'shop');
  expect(code).toBe(0);
  expect(printed).toContain('RolledBack');

  const fleet = (await ask('status')).printed.trim().split('\n');
  expect(fleet[0]).toBe('2 pipelines: none needs a person');
  expect(fleet[1]).toMatch(/^ {3}shop +#\d+ \w+ was rolled back/);
  expect(fleet[2]).toMatch(/^ {3}basket/);
});

test('status --wait ends as the release has ended, each with a code of its own', async () => {
  expect((await ask('status', 'basket', '--wait')).code).toBe(0);
  const { code, printed } = await ask('status', 'shop', '--wait', '--json');
  expect(code).toBe(1);
  expect(JSON.parse(printed)).toMatchObject({ end: 'failed', outcome: 'RolledBack' });
});

test('status --watch tells where no terminal is how it stands, and nothing that had happened before', async () => {
  const { code, printed } = await ask('status', 'shop', '--watch');

  const lines = printed.trim().split('\n');
  expect(code).toBe(1);
  expect(lines[0]).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d {2}#2 \w{7} was rolled back/);
  expect(lines[1]).toMatch(/^#2 \w{7} ended RolledBack: /);
  expect(lines).toHaveLength(2);
});

test('status --wait waits for a release that has not begun, until its time is over', async () => {
  const { code, printed } = await ask(
    'status',
    'shop',
    '--wait',
    '--release',
    '999',
    '--timeout',
    '0s',
  );

  expect(printed).toContain('the time is over; no such release has begun');
  expect(code).toBe(4);
});

test.each([
  ['a release that is not there', ['shop', '--wait', '--release', '999'], 'got none that is "999"'],
  ['a pipeline that is not there', ['shpo'], 'did you mean shop?'],
  ['following the fleet', ['--watch'], 'expected the name of a pipeline'],
  ['both ways to follow', ['shop', '--watch', '--wait'], 'got both'],
  ['a release without following it', ['shop', '--release', '1'], 'got neither'],
  ['pictures as JSON', ['shop', '--watch', '--json'], 'which draws'],
])('status refuses %s', async (_, words, text) => {
  await expect(ask('status', ...words)).rejects.toThrow(text);
});

test('a pipeline that is being removed is listed until nothing is left of it, with what finishes it', async () => {
  await beginToLeave(world.onlooker, 'basket', { by: 'anna', onVersion: 1 });

  const fleet = (await ask('status')).printed;
  const alone = (await ask('status', 'basket')).printed;

  const what = /basket is being removed since \S+, and nothing of it runs any more/;
  expect(fleet).toMatch(/^2 pipelines: 1 needs a person\n! {2}basket /);
  expect(fleet).toMatch(what);
  expect(alone).toMatch(/\nbasket is being removed since \S+: no build starts a release of it\.\n/);
  expect(alone).toMatch(what);
  expect(alone).toMatch(/; tidegate remove basket\n$/);
});

test('a pipeline that is damaged is told of first, and keeps no other from being shown', async () => {
  const Key = { pk: { S: 'pipeline#basket' }, sk: { S: 'definition' } };
  const damaged = { ...Key, item: { S: 'not what it was' }, version: { N: '9' } };
  const TableName = world.stack.tableName;
  await world.aws.operate('dynamodb', 'PutItem', { TableName, Item: damaged }, home);

  const { code, printed } = await ask('status');

  expect(code).toBe(0);
  const [head, first, second] = printed.trim().split('\n');
  expect(head).toBe('2 pipelines: 1 needs a person');
  expect(first).toMatch(/^! {2}basket +cannot be read just now/);
  expect(second).toContain('shop');
  await expect(ask('status', 'basket')).rejects.toThrow('definition');
});
