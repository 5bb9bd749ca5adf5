// The table, on the embedded DynamoDB: what is damaged hurts nobody else, and what lies elsewhere is found.

import { embeddedAws } from '@tidegate/embedded-aws';
import { virtualClock } from '@tidegate/embedded-aws/clock';
import * as z from 'zod';
import { dynamodb } from '../../aws/dynamodb.ts';
import { keys } from '../../core/keys.ts';
import { type Key, noun } from '../../core/noun.ts';
import { adapters } from './played.ts';
import { makeTable } from './table.ts';

const home = { account: '111122223333', region: 'us-east-1' };
const TableName = 'tidegate';
const counter = noun(
  'counter',
  z.strictObject({ count: z.number(), token: z.string().exactOptional() }),
);
type Counter = z.output<typeof counter.schema>;

const keyOf = (sk: string): Key<Counter> => ({ noun: counter, pk: 'counters', sk });
const all = { noun: counter, partitions: ['counters'], prefix: '' };

async function made() {
  const clock = virtualClock({ startAt: new Date('2026-11-20T10:00:00Z'), seed: 1 });
  const aws = embeddedAws({ clock, ...home });
  await aws.operate('dynamodb', 'CreateTable', {
    TableName,
    AttributeDefinitions: ['pk', 'sk'].map((AttributeName) => ({
      AttributeName,
      AttributeType: 'S',
    })),
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    BillingMode: 'PAY_PER_REQUEST',
  });
  const table = dynamodb({ ...aws.sdkConfig(), home }, clock, TableName);
  async function run<T>(act: () => Promise<T>): Promise<T> {
    let settled = false;
    const end = clock.track(act).finally(() => {
      settled = true;
    });
    end.catch(() => {});
    await clock.play(() => settled);
    return end;
  }
  const raw = (pk: string, sk: string, count: object, more: object = {}) =>
    aws.operate('dynamodb', 'PutItem', {
      TableName,
      Item: { pk: { S: pk }, sk: { S: sk }, version: { N: '1' }, item: { M: { count } }, ...more },
    });
  const stored = async (sk: string) => {
    const Key = { pk: { S: 'counters' }, sk: { S: sk } };
    const { Item } = (await aws.operate('dynamodb', 'GetItem', { TableName, Key })) as {
      Item: Record<string, unknown>;
    };
    return Item;
  };
  return { table, run, raw, clock, stored };
}

test('what is kept for a time alone says when it may go, however it was written, and nothing else does', async () => {
  const { table, run, clock, stored } = await made();
  const kept = (sk: string) => ({ ...keyOf(sk), noun: { ...counter, keptSeconds: 3_600 } });
  const inAnHour = { N: String(Math.floor(clock.now().getTime() / 1000) + 3_600) };

  await run(() => table.put(kept('put'), { count: 1 }));
  await run(() => table.create(kept('created'), { count: 1 }));
  await run(() => table.change(kept('changed'), () => ({ item: { count: 1 } })));
  await run(() => table.put(keyOf('for ever'), { count: 1 }));

  for (const sk of ['put', 'created', 'changed'])
    expect(await stored(sk)).toMatchObject({ expires: inAnHour });
  expect(await stored('for ever')).not.toHaveProperty('expires');
  expect(await run(() => table.get(kept('put')))).toEqual({ count: 1 });
});

test('a command that was given is kept for thirty days', () => {
  expect(keys.given('arn', 'key').noun).toMatchObject({ keptSeconds: 2_592_000 });
});

test('a damaged item fails by name whoever reads it, and is left out where each is somebody else’s', async () => {
  const { table, run, raw } = await made();
  await raw('counters', 'bad', { S: 'seven' });
  await raw('counters', 'later', { N: '7' }, { schema: { N: '9' } });
  await run(() => table.put(keyOf('good'), { count: 1 }));

  const { items, unreadable } = await run(() => table.readable(all));

  expect(items).toEqual([{ count: 1 }]);
  expect(unreadable.map(({ message }) => /at (counters \w+)/.exec(message)?.[1])).toEqual([
    'counters bad',
    'counters later',
  ]);
  expect(await run(() => table.latest(all, 9))).toEqual([{ count: 1 }]);
  const reads: (() => Promise<unknown>)[] = [
    () => table.get(keyOf('bad')),
    () => table.list(all),
    () => table.change(keyOf('bad'), () => ({ item: { count: 2 } })),
  ];
  for (const read of reads) {
    await expect(run(read)).rejects.toMatchObject({ name: 'Unreadable' });
  }
});

test('damaged entries of the ledger fail the item that they stand in', async () => {
  const { table, run, raw } = await made();
  await raw('counters', 'one', { N: '1' }, { entries: { L: [{ S: 'gone' }] } });

  const replay = run(() => table.replay(keyOf('one')));

  await expect(replay).rejects.toMatchObject({ name: 'Unreadable' });
});

test('what lies where it lay before is read, listed and removed there', async () => {
  const { table, run, raw } = await made();
  await raw('counters', 'old', { N: '7' });
  const former = { pk: 'counters', sk: 'old' };
  const key = { noun: counter, pk: 'counters#1', sk: 'old', former };
  const spread = { noun: counter, partitions: ['counters', 'counters#1'], prefix: '' };
  await run(() => table.put({ noun: counter, pk: 'counters#1', sk: 'new' }, { count: 8 }));

  const found = await run(() => table.get(key));
  const listed = await run(() => table.list(spread));
  await run(() => table.remove(key));

  expect(found).toEqual({ count: 7 });
  expect(listed).toEqual([{ count: 8 }, { count: 7 }]);
  expect(await run(() => table.get(key))).toBeUndefined();
});

test('an item is removed only while it is the one that was meant', async () => {
  const { table, run } = await made();
  await run(() => table.put(keyOf('one'), { count: 1, token: 'second' }));

  await run(() => table.remove(keyOf('one'), { token: 'first' }));
  const kept = await run(() => table.get(keyOf('one')));
  await run(() => table.remove(keyOf('one'), { token: 'second' }));

  expect(kept).toEqual({ count: 1, token: 'second' });
  expect(await run(() => table.get(keyOf('one')))).toBeUndefined();
});

test('an item that a decision leaves as it is, is not written, and is the same for whoever needs one', async () => {
  const aws = adapters();
  await makeTable(aws.aws);
  const { table } = aws.ports;
  const ensured = () =>
    aws.run(() => table.ensure(keyOf('one'), (item) => ({ item: item ?? { count: 1 } })));

  const first = await ensured();
  const second = await ensured();

  expect([first, second]).toEqual([{ count: 1 }, { count: 1 }]);
  expect(aws.calls).toEqual(['GetItem', 'PutItem', 'GetItem']);
});
