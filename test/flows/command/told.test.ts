// What the ledger keeps of a person: who, why, at the sight of what, and by which door.

import { keys, ranges } from '../../../core/keys.ts';
import { removePipeline } from '../../../flows/leave.ts';
import { whoAsked } from '../../../flows/who-asked.ts';
import { build, oneTarget } from '../../paths/pipelines.ts';
import { ADA, closeAll, give, playOn, send, shop } from './commanded.ts';

afterAll(closeAll);

const OWNED = oneTarget({ bake: '{ for: 1h }' }).replace(
  'pipeline: shop',
  'pipeline: shop\nowner: x',
);

test('each command leaves one line with who gave it, why, at the sight of what, by which door', async () => {
  const world = await shop({ builds: [build('new'), build('next', '4h')] });
  await give(world, 'hold', { pipeline: 'shop', reason: 'a fair' });
  await give(world, 'resume', { scope: 'pipeline:shop', reason: 'it is over' });
  await playOn(world, 40);
  await give(world, 'stop', { pipeline: 'shop', reason: 'no more' });
  await playOn(world, 10);
  await give(world, 'quarantine', { pipeline: 'shop', what: '1', reason: 'it leaks' });
  await give(world, 'lift', { pipeline: 'shop', what: '1', reason: 'it does not' });
  await give(world, 'start', { pipeline: 'shop', build: '1', retry: true, reason: 'again' });
  await playOn(world, 120);
  await give(world, 'rollback', { pipeline: 'shop', reason: 'slow' });
  await playOn(world, 30);
  await give(world, 'apply', { text: OWNED, reason: 'ours now' });
  await give(world, 'rename', { pipeline: 'shop', to: 'store', reason: 'a better name' });
  await give(world, 'remove', { pipeline: 'store', reason: 'closed' });

  const all = [
    ...(await world.onlooker.table.list(ranges.ledger('shop'))),
    ...(await world.onlooker.table.list(ranges.ledger('store'))),
  ];
  const told = new Map(all.flatMap(({ event, person }) => (person ? [[event, person]] : [])));

  const by = { by: ADA, name: 'ada (developers)' };
  expect(Object.fromEntries(told)).toEqual({
    Held: { ...by, reason: 'a fair', seen: 'pipeline:shop: open', door: '/stop/hold' },
    Resumed: { ...by, reason: 'it is over', seen: expect.any(String), door: '/let/resume' },
    StopAsked: { ...by, reason: 'no more', seen: expect.any(String), door: '/stop/stop' },
    RevisionQuarantined: expect.objectContaining({ ...by, door: '/stop/quarantine' }),
    QuarantineLifted: expect.objectContaining({ ...by, reason: 'it does not', door: '/let/lift' }),
    StartAsked: expect.objectContaining({ ...by, reason: 'again', door: '/let/start' }),
    RollbackAsked: expect.objectContaining({ ...by, reason: 'slow', door: '/let/rollback' }),
    PipelineApplied: { ...by, reason: 'ours now', seen: 'version 1', door: '/define/apply' },
    PipelineRenamed: { ...by, reason: 'a better name', seen: 'version 2', door: '/define/rename' },
    PipelineRemoved: expect.objectContaining({ ...by, reason: 'closed', door: '/define/remove' }),
  });
});

test('who asked for a release is told by what was kept, and of before by the sentence', async () => {
  const world = await shop({ builds: [] });
  const { table } = world.onlooker;
  const at = '2026-11-30T00:00:00.000Z';
  const common = { at, pipeline: 'shop', event: 'StartAsked' as const, subject: '' };
  const person = { by: ADA, name: 'ada (developers)', door: '/let/start' };
  const text = 'start of #1 asked for by arn:eve, again: asked for by arn:bob: no; seen: 1';
  for (const entry of [
    { ...common, release: 'shop-old', text },
    { ...common, release: 'shop-new', text, person },
  ])
    await table.put(keys.ledger(entry), entry);

  const asked = await whoAsked(
    world.onlooker,
    ['shop-old', 'shop-new', 'shop-none'].map((id) => ({ id, pipeline: 'shop' })),
  );

  expect(Object.fromEntries(asked)).toEqual({ 'shop-new': ADA, 'shop-old': 'arn:eve' });
});

test('a removal is of the version that was seen: what was applied since stays', async () => {
  const world = await shop({ builds: [] });
  const path = '/define/remove';
  const body = { pipeline: 'shop', key: 'removed-1' };
  const seen = await send(world, { ...body, preview: true }, { path });
  await give(world, 'apply', { text: OWNED });

  const stale = await send(world, { ...body, seen: seen.told.seen }, { path });
  const late = removePipeline(world.onlooker, 'shop', { by: ADA, onVersion: 1 });

  expect(stale).toMatchObject({ status: 409, told: { error: 'Stale' } });
  await expect(late).rejects.toThrow('expected pipeline shop as it was seen, of version 1, got');
  expect(await world.onlooker.table.get(keys.definition('shop'))).not.toHaveProperty('leaving');
});

test('a removal that is repeated with its key removes nothing that was applied since', async () => {
  const world = await shop({ builds: [] });
  const sent = { path: '/define/remove' };
  const body = { pipeline: 'shop', key: 'removed-1' };
  const { told } = await send(world, { ...body, preview: true }, sent);
  const first = await send(world, { ...body, seen: told.seen }, sent);
  await give(world, 'apply', { text: OWNED });

  const again = await send(world, { ...body, seen: told.seen }, sent);

  expect(first.told).toMatchObject({ repeated: false });
  expect(again.told).toMatchObject({ repeated: true, did: first.told.did });
  expect(await world.onlooker.table.get(keys.definition('shop'))).not.toHaveProperty('leaving');
});
