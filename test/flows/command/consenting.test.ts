// What people say of change sets that may destroy data: of those very ones, and nobody who has written the change.

import { pathOf } from '../../../core/command/permission.ts';
import { keys } from '../../../core/keys.ts';
import { reportOf } from '../../../simulation/report.ts';
import { oneTarget } from '../../paths/pipelines.ts';
import type { ScenarioInput } from '../../paths/played.ts';
import { closeAll, give, ledgerOf, playOn, send, shop } from './commanded.ts';

afterAll(closeAll);

const stack = oneTarget({
  of: '{ name: live, account: "111122223333", region: us-east-1, stack: { name: shop }, alarms: [live-errors] }',
});

const path = pathOf('approve');
const APPROVE = { pipeline: 'shop', what: 'latest', changes: 'live', reason: 'it is empty' };

const world = (more: ScenarioInput = {}) =>
  shop(
    {
      baseline: 'old',
      builds: [{ at: '0s', revision: 'new' }],
      templates: [{ revision: 'new', table: 'replaced' }],
      ...more,
    },
    stack,
  );

test('what may destroy data is told, waits, and is carried out once a person has consented to it', async () => {
  const shopping = await world();
  await playOn(shopping, 20);
  const before = await reportOf(shopping);
  const given = await give(shopping, 'approve', APPROVE);
  await shopping.play();

  expect(before.targets).toEqual({ live: 'old' });
  expect(given.told.did).toEqual([
    expect.stringMatching(/^live: change set \w{16} approved by .*: it is empty$/),
    'it is carried out now',
  ]);
  expect(await ledgerOf(shopping, 'ChangesFound')).toEqual([
    expect.stringMatching(
      /^live: change set \S+ replaces Orders \(AWS::DynamoDB::Table\); modifies .*; it waits for a person/,
    ),
  ]);
  expect((await reportOf(shopping)).targets).toEqual({ live: 'new' });
});

test('a consent is to the changes that were seen, and to no others', async () => {
  const shopping = await world();
  await playOn(shopping, 20);
  const seen = await send(shopping, { ...APPROVE, preview: true }, { path });
  const key = keys.target('shop', 'live');
  await shopping.onlooker.table.change(key, (item) => {
    const { intent } = item ?? {};
    if (item === undefined || intent?.status !== 'open' || !intent.prepared) return undefined;
    const prepared = { ...intent.prepared, digest: 'others' };
    return { item: { ...item, intent: { ...intent, prepared } } };
  });
  const given = await send(shopping, { ...APPROVE, seen: seen.told.seen }, { path });

  expect(given.told.error).toBe('Stale');
  expect((await shopping.onlooker.table.get(key))?.intent?.consent).toBeUndefined();
});

test('where nothing waits for it, there is nothing to consent to', async () => {
  const shopping = await world({ templates: [] });
  await playOn(shopping, 20);

  expect(await give(shopping, 'approve', APPROVE)).toMatchObject({
    status: 422,
    told: { message: expect.stringContaining('got none: only what may destroy data') },
  });
});
