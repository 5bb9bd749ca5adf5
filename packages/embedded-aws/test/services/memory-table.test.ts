// The table in memory gives the answers of dynalite: whatever is asked, in whatever order, right or wrong.

import fc from 'fast-check';
import type { AwsError } from '../../service.ts';
import type { TableKind } from '../../services/dynamodb.ts';
import { embedded, home } from '../embedded.ts';

type Ask = readonly [operation: string, input: Readonly<Record<string, unknown>>];

const TableName = 'tried';

const table = {
  TableName,
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'sk', AttributeType: 'S' },
  ],
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
};

/** Few, so that questions meet; beyond the first 128 characters the order of bytes is another than JavaScript's. */
const texts = ['a', 'b', 'a#', 'a#1', 'a#2', 'é', '\u{ffee}', '\u{1f600}', ''];
const text = fc.constantFrom(...texts).map((S) => ({ S }));
const key = fc.record({ pk: fc.constantFrom('a', 'b').map((S) => ({ S })), sk: text });

const scalar = fc.oneof(
  text,
  fc
    .constantFrom('0', '1', '-1.5', '1e3', '01', '0.10', 'x', '123456789012345678')
    .map((N) => ({ N })),
  fc.boolean().map((BOOL) => ({ BOOL })),
  fc.constantFrom(true, false).map((NULL) => ({ NULL })),
  fc.constant({ B: 'AP8=' }),
  fc.constantFrom(
    { SS: ['a', 'b'] },
    { SS: [] },
    { NS: ['1', '1'] },
    { S: 'a', N: '1' },
    {},
    'text',
  ),
);
const attribute = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 2 }).map((L) => ({ L })),
  fc.record({ a: scalar }).map((M) => ({ M })),
);
const item = fc
  .tuple(key, fc.record({ version: scalar, item: attribute }, { requiredKeys: [] }))
  .map(([keys, rest]) => ({ ...keys, ...rest }));

const condition = fc.oneof(
  fc.constant({}),
  fc.constant({ ConditionExpression: 'attribute_not_exists(pk)' }),
  fc.constant({ ConditionExpression: 'attribute_exists(item.a)' }),
  fc.constant({
    ConditionExpression: 'name = :v',
    ExpressionAttributeValues: { ':v': { S: 'a' } },
  }),
  scalar.map((value) => ({
    ConditionExpression: 'version = :v',
    ExpressionAttributeValues: { ':v': value },
  })),
  scalar.map((value) => ({
    ConditionExpression: '#i.#f = :v AND attribute_exists(pk)',
    ExpressionAttributeNames: { '#i': 'item', '#f': 'a' },
    ExpressionAttributeValues: { ':v': value },
  })),
  fc.constant({
    ConditionExpression: 'version = :v OR pk = :v',
    ExpressionAttributeValues: { ':v': { S: 'a' } },
  }),
  fc.constant({ ConditionExpression: 'version = :v', ExpressionAttributeValues: {} }),
);

const keyCondition = fc.oneof(
  fc.constant({ KeyConditionExpression: 'pk = :pk', values: {} }),
  text.map((value) => ({
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :from)',
    values: { ':from': value },
  })),
  fc.tuple(text, text).map(([from, to]) => ({
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
    values: { ':from': from, ':to': to },
  })),
  text.map((value) => ({
    KeyConditionExpression: 'pk = :pk AND sk > :from',
    values: { ':from': value },
  })),
  fc.constant({ KeyConditionExpression: 'sk = :pk', values: {} }),
);

const sometimes =
  (weight: number) =>
  <T>(arbitrary: fc.Arbitrary<T>) =>
    fc.oneof({ weight, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
const rarely = sometimes(2);
const seldom = sometimes(20);

const given = (members: object) =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));

const query = fc
  .tuple(
    keyCondition,
    fc.record({
      ScanIndexForward: rarely(fc.boolean()),
      Limit: rarely(fc.constantFrom(0, 1, 2)),
      ExclusiveStartKey: rarely(fc.record({ pk: fc.constant({ S: 'a' }), sk: text })),
      ConsistentRead: rarely(fc.boolean()),
      FilterExpression: seldom(fc.constant('attribute_exists(version)')),
    }),
  )
  .map(([{ values, ...asked }, more]) => ({
    TableName,
    ...asked,
    ExpressionAttributeValues: { ':pk': { S: 'a' }, ...values },
    ...given(more),
  }));

const put = fc.tuple(item, condition).map(([Item, more]) => ({ TableName, Item, ...more }));
const remove = fc
  .tuple(key, condition, fc.constantFrom({}, { ReturnValues: 'ALL_OLD' }))
  .map(([Key, ...more]) => ({ TableName, Key, ...Object.assign({}, ...more) }));

const ask: fc.Arbitrary<Ask> = fc.oneof(
  { weight: 5, arbitrary: put.map((input): Ask => ['PutItem', input]) },
  { weight: 2, arbitrary: remove.map((input): Ask => ['DeleteItem', input]) },
  { weight: 2, arbitrary: key.map((Key): Ask => ['GetItem', { TableName, Key }]) },
  { weight: 8, arbitrary: query.map((input): Ask => ['Query', input]) },
  { weight: 1, arbitrary: fc.constant<Ask>(['Scan', { TableName }]) },
  {
    weight: 1,
    arbitrary: key.map(
      (Key): Ask => [
        'UpdateItem',
        {
          TableName,
          Key,
          UpdateExpression: 'SET version = :v',
          ExpressionAttributeValues: { ':v': { N: '7' } },
        },
      ],
    ),
  },
);

/** What is there at first, so that most questions find something. */
const there = texts
  .filter(Boolean)
  .map(
    (S, index): Ask => [
      'PutItem',
      { TableName, Item: { pk: { S: 'a' }, sk: { S }, version: { N: String(index) } } },
    ],
  );

async function answersOf(tables: TableKind, asks: readonly Ask[]): Promise<unknown[]> {
  const { aws } = embedded({ tables });
  await aws.operate('dynamodb', 'CreateTable', table, home);
  const found: unknown[] = [];
  // Twice: what has been asked before takes another way.
  for (const [operation, input] of [...asks, ...asks]) {
    const answer = aws.operate('dynamodb', operation, input, home);
    found.push(
      await answer.catch(({ name, message, status }: AwsError) => ({ name, message, status })),
    );
  }
  await aws.close();
  return found;
}

test('whatever is asked of it, a table in memory answers as dynalite does', async () => {
  const several = fc.array(ask, { minLength: 5, maxLength: 30 });

  await fc.assert(
    fc.asyncProperty(several, async (asked) => {
      const asks = [...there, ...asked];

      expect(await answersOf('memory', asks)).toEqual(await answersOf('dynalite', asks));
    }),
    { numRuns: 150, seed: 7 },
  );
});

test('a page ends after a megabyte, as dynalite counts it', async () => {
  const Item = (sk: string) => ({
    pk: { S: 'a' },
    sk: { S: sk },
    text: { S: 'x'.repeat(250_000) },
  });
  const puts = ['1', '2', '3', '4', '5', '6'].map(
    (sk): Ask => ['PutItem', { TableName, Item: Item(sk) }],
  );
  const asked = {
    TableName,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': { S: 'a' } },
  };
  const asks: Ask[] = [['Query', asked], ...puts, ['Query', asked]];

  const found = await answersOf('memory', asks);

  expect(found).toEqual(await answersOf('dynalite', asks));
  expect(found.at(-1)).toMatchObject({ Count: 5, LastEvaluatedKey: { sk: { S: '5' } } });
});

test('what was put is not changed by whoever put it, nor by whoever got it by the wire', async () => {
  const { aws } = embedded({ tables: 'memory' });
  await aws.operate('dynamodb', 'CreateTable', table, home);
  const Item = { pk: { S: 'a' }, sk: { S: 'b' }, list: { L: [{ S: 'kept' }] } };
  await aws.operate('dynamodb', 'PutItem', { TableName, Item }, home);
  Item.list.L[0]!.S = 'changed';

  const Key = { pk: { S: 'a' }, sk: { S: 'b' } };
  const found = await aws.operate('dynamodb', 'GetItem', { TableName, Key }, home);

  expect(found).toMatchObject({ Item: { list: { L: [{ S: 'kept' }] } } });
});
