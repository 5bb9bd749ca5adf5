// Freezes by command: they begin and end by themselves, and whoever lifts one lifts what they saw.

import { blockedView } from '../../../core/board/blocked.ts';
import { keys } from '../../../core/keys.ts';
import { emptyStage } from '../../../core/stage.ts';
import { unfreeze } from '../../../flows/command/unfreeze.ts';
import { readBoard } from '../../../flows/read-board.ts';
import { reportOf } from '../../../simulation/report.ts';
import { build } from '../../paths/pipelines.ts';
import { ADA, closeAll, EVE, give, ledgerOf, playOn, send, shop } from './commanded.ts';

afterAll(closeAll);

const SALE = { scope: 'organisation', reason: 'a sale', owner: 'ops', forSeconds: 7_200 };

async function ends(world: Awaited<ReturnType<typeof shop>>) {
  await world.play();
  return (await reportOf(world)).releases.map(({ revision, outcome }) => `${revision} ${outcome}`);
}

test('a freeze keeps waves from starting until it ends, and says whose it is', async () => {
  const world = await shop();
  const { told } = await give(world, 'freeze', SALE);
  await playOn(world, 60);
  const { blocked, shut } = blockedView(await readBoard(world.onlooker, 'shop'));
  await playOn(world, 55);
  const during = await ledgerOf(world, 'WaveStarted');

  expect(told.did).toEqual([
    expect.stringMatching(
      /^organisation is frozen since \S+ until \S+ by ada \(developers\) for ops: a sale$/,
    ),
  ]);
  expect(blocked).toMatchObject([
    {
      reasons: [
        { kind: 'freeze', clears: 'ops; or time', command: expect.stringContaining('unfreeze') },
      ],
    },
  ]);
  expect(shut.map(({ what }) => what)).toEqual([expect.stringContaining('for ops: a sale')]);
  expect(during).toEqual([]);
  expect(await ledgerOf(world, 'Frozen', '')).toHaveLength(1);
  expect(await ends(world)).toEqual(['new Promoted']);
});

test('one that begins later stops nothing until then', async () => {
  const world = await shop({ builds: [build('new'), build('next', '3h')] });
  const from = new Date(world.clock.millis() + 2 * 3_600_000).toISOString();
  await give(world, 'freeze', { ...SALE, scope: 'pipeline:shop', from });
  await playOn(world, 100);
  const before = await ledgerOf(world, 'WaveStarted');
  await playOn(world, 130);

  expect(before).toHaveLength(1);
  expect(await ledgerOf(world, 'WaveStarted')).toHaveLength(1);
  expect(await ends(world)).toEqual(['new Promoted', 'next Promoted']);
});

test('who unfreezes lets it go on at once; what was frozen since stands, and so does a hold', async () => {
  const world = await shop();
  await give(world, 'freeze', { ...SALE, scope: 'pipeline:shop' });
  await give(world, 'hold', { pipeline: 'shop', reason: 'a fair' });
  const resume = { scope: 'pipeline:shop', reason: 'it is over' };
  await give(world, 'resume', resume);
  await playOn(world, 60);
  const body = { pipeline: 'shop', reason: 'all is sold' };
  const { told: seen } = await send(world, { ...body, preview: true }, { path: '/let/unfreeze' });
  await playOn(world, 1);
  await give(world, 'freeze', { ...SALE, scope: 'pipeline:shop', reason: 'another' }, { as: EVE });
  const stale = await send(world, { ...body, seen: seen.seen }, { path: '/let/unfreeze' });
  const again = await give(world, 'resume', resume);

  const { told } = await give(world, 'unfreeze', body);
  await playOn(world, 1);

  expect(stale.status).toBe(409);
  expect(again.told.message).toMatch(/it is frozen: tidegate unfreeze --scope pipeline:shop$/);
  expect(told.did[0]).toBe('pipeline:shop is open');
  expect(await ledgerOf(world, 'Unfrozen')).toHaveLength(1);
  expect(await ledgerOf(world, 'WaveStarted')).toHaveLength(1);
});

test.each([
  ['no end', {}, 400],
  ['two ends', { forSeconds: 60, until: '2027-01-01T00:00:00Z' }, 400],
  [
    'an end before its beginning',
    { until: '2026-11-24T00:00:00Z', from: '2026-11-25T00:00:00Z' },
    422,
  ],
  ['an end that has passed', { until: '2026-11-01T00:00:00Z' }, 422],
  ['an end in years', { until: '2029-01-01T00:00:00Z' }, 422],
  ['a scope that is none', { scope: 'team:nobody', forSeconds: 60 }, 422],
  ['the stage of every pipeline', { scope: 'stage:*/prod', forSeconds: 60 }, 422],
  ['a time without a zone', { until: '2026-12-24T00:00:00' }, 400],
])('a freeze with %s is refused', async (what, words, status) => {
  const world = await shop();

  const answered = await give(world, 'freeze', { scope: 'organisation', reason: 'r', ...words });

  expect(answered.status).toBe(status);
  if (what.startsWith('the stage of every'))
    expect(answered.told.message).toContain('frozen by the policy: freezes');
  expect(await world.onlooker.table.get(keys.hold('organisation'))).toBeUndefined();
});

test('what the policy freezes is unfrozen by a policy, and nobody’s freeze by another team', async () => {
  const policy =
    `policy: acme\nteams: { payments: { principals: ["${ADA}"] } }\n` +
    'freezes: [{ scope: "pipeline:shop", owner: o, reason: r, expires: 2026-12-24T00:00:00Z }]\n';
  const world = await shop({ policies: [{ at: '0s', file: 'policy.yml' }] }, undefined, policy);
  await playOn(world, 20);
  const body = { pipeline: 'shop', reason: 'it is over' };

  const { told } = await give(world, 'unfreeze', {
    ...body,
    pipeline: undefined,
    scope: 'team:payments',
  });
  await give(world, 'freeze', { ...SALE, scope: 'team:payments' }).catch(String);
  const eves = await give(world, 'unfreeze', { scope: 'team:payments', reason: 'r' }, { as: EVE });
  const operators = await give(world, 'unfreeze', body, { as: EVE });
  const board = await readBoard(world.onlooker, 'shop');

  expect(told.message).toMatch(/^expected what somebody has frozen, got team:payments/);
  expect([eves.status, operators.status]).toEqual([403, 403]);
  expect(board.holds?.prod?.map(({ what }) => what)).toEqual([
    expect.stringContaining('frozen (pipeline:shop) until'),
  ]);
});

test('what is held in the same scope stays held as what was frozen is lifted', async () => {
  const world = await shop();
  const scope = 'pipeline:shop';
  await give(world, 'hold', { pipeline: 'shop', reason: 'the till is on fire' });
  await give(world, 'freeze', { ...SALE, scope });

  const { status } = await give(world, 'unfreeze', { scope, reason: 'sold' });

  expect(status).toBe(200);
  const hold = await world.onlooker.table.get(keys.hold(scope));
  expect(hold?.stops).toEqual([expect.objectContaining({ reason: 'the till is on fire' })]);
});

test('who lets releases into a stage lifts nothing that was left dirty since they looked', async () => {
  const world = await shop();
  await playOn(world, 5);
  const { onlooker } = world;
  const frozen = { release: 'shop-1', since: '2026-11-23T10:00:00.000Z', reason: 'not proven' };
  await onlooker.table.change(keys.stage('shop', 'prod'), (item) => ({
    item: { ...(item ?? emptyStage('shop', 'prod')), frozen },
  }));
  const by = { arn: ADA, principal: ADA, name: 'ada' };
  const order = (at: string) => ({
    body: { pipeline: 'shop', stage: 'prod', reason: 'looked', preview: false },
    ...{ by, at, door: '/let/unfreeze' },
  });
  const act = (at: string) =>
    unfreeze.act(onlooker, order(at) as Parameters<typeof unfreeze.act>[1], {
      ...{ about: '', changes: [], seen: {}, facts: {} },
    });

  const before = await act('2026-11-23T09:59:00.000Z');
  const kept = await onlooker.table.get(keys.stage('shop', 'prod'));
  const after = await act('2026-11-23T10:01:00.000Z');

  expect(before.did).toEqual(['stage prod was frozen again since, and stays so']);
  expect(kept?.frozen).toEqual(frozen);
  expect(after.did).toEqual(['stage prod is open']);
});
