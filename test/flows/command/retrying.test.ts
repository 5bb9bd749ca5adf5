// Which release is meant by somebody who wants one released again, and what a quarantine leaves alone.

import { ranges } from '../../../core/keys.ts';
import { oneTarget } from '../../paths/pipelines.ts';
import { closeAll, give, ledgerOf, playOn, shop } from './commanded.ts';

afterAll(closeAll);

const builds = (...names: string[]) =>
  names.map((revision, index) => ({ at: `${index * 3}h`, revision }));
const stopped = (release: string, at: string) => ({
  at,
  does: 'stop' as const,
  as: 'bob',
  release,
  reason: 'wait',
});

const ask = { pipeline: 'shop', reason: 'the account was out of quota' };

test('without a name the last release is meant, where it did not get through', async () => {
  const world = await shop({ builds: builds('good', 'bad'), people: [stopped('bad', '3h20m')] });
  await playOn(world, 8 * 60);

  const { status, told } = await give(world, 'retry', ask);

  expect(status).toBe(200);
  expect(told.about).toMatch(/^shop: about to release #2 /);
  expect(told.did).toEqual([expect.stringMatching(/^started: shop-\w+-2, /)]);
});

test('without a name nothing that got through is released again, and what did not is named', async () => {
  const world = await shop({ builds: builds('bad', 'good'), people: [stopped('bad', '20m')] });
  await playOn(world, 8 * 60);

  const { status, told } = await give(world, 'retry', ask);

  expect(status).toBe(422);
  expect(told.message).toMatch(
    /^expected a release that did not get through, got shop-\w+-1 \(#2 \w{7}, Promoted\), the last one; .*tidegate retry shop RELEASE .* before it did not: shop-\w+-1 \(#1 \w{7}, Stopped\)$/,
  );
  expect(await ledgerOf(world, 'StartAsked')).toEqual([]);
});

test.each(['latest', '2'])('named %s, what got through is released again too', async (release) => {
  const world = await shop({ builds: builds('one', 'two') });
  await playOn(world, 8 * 60);

  const { status, told } = await give(world, 'retry', { ...ask, release });

  expect(status).toBe(200);
  expect(told.about).toMatch(/^shop: about to release #2 /);
});

test('a rollback is not what retry means: not by latest, and by its id it is refused', async () => {
  const world = await shop({
    builds: builds('one', 'two'),
    people: [{ at: '6h', does: 'rollback', as: 'ada', reason: 'slow' }],
  });
  await playOn(world, 9 * 60);
  const all = await world.onlooker.table.list(ranges.releases('shop'));
  const id = all.find(({ rollback }) => rollback !== undefined)?.id ?? '';

  const { told: latest } = await give(world, 'retry', { ...ask, release: 'latest' });
  const { status, told } = await give(world, 'retry', { ...ask, release: id });

  expect(latest.message).toMatch(/^expected a revision that may be promoted, got #2 /);
  expect(status).toBe(422);
  expect(told.message).toMatch(/^expected a release that went forward, got shop-\w+-1, a rollback/);
});

test('a release that is on its way is not released again', async () => {
  const world = await shop({}, oneTarget({ bake: '{ for: 1h }' }));
  await playOn(world, 30);

  const { status, told } = await give(world, 'retry', ask);

  expect(status).toBe(422);
  expect(told.message).toContain('baking: wait for its verdict');
});

test('who quarantines what is on its way is told that it goes on, and how it ends', async () => {
  const world = await shop();
  await playOn(world, 30);

  const { told } = await give(world, 'quarantine', {
    pipeline: 'shop',
    what: 'latest',
    reason: 'x',
  });
  await playOn(world, 10);

  expect(told.notes).toEqual([
    expect.stringMatching(/^release (\S+) is on its way, .* tidegate stop shop \1 --reason/),
    expect.stringMatching(/^live runs it on; .* tidegate rollback shop --release 1 --reason/),
  ]);
  expect(await ledgerOf(world, 'RevisionQuarantined')).toHaveLength(1);
});
