import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand, DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { EmbeddedAws } from '../../embedded-aws.ts';
import { embedded, errorName } from '../embedded.ts';

const TableName = 'things';
const create = new CreateTableCommand({
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
});
const documents = (aws: EmbeddedAws) =>
  DynamoDBDocumentClient.from(new DynamoDBClient(aws.sdkConfig()));
const item = (sk: string, more: object = {}) => ({ pk: 'p', sk, ...more });

test('a table is there at once, and dated by the virtual clock', async () => {
  const { aws, play } = embedded();

  const table = await play(async () => {
    const client = new DynamoDBClient(aws.sdkConfig());
    await client.send(create);
    return (await client.send(new DescribeTableCommand({ TableName }))).Table!;
  });

  expect(table).toMatchObject({ TableStatus: 'ACTIVE', TableName });
  expect(table.CreationDateTime!.toISOString()).toMatch(/^2026-11-20T14:00:00/);
});

test('a conditional write succeeds once', async () => {
  const { aws, play } = embedded();
  const client = documents(aws);
  const claim = (by: string) =>
    client.send(
      new PutCommand({
        TableName,
        Item: item('lease', { by }),
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    );

  const [refused, found] = await play(async () => {
    await client.send(create);
    await claim('first');
    const name = await errorName(claim('second'));
    return [name, (await client.send(new GetCommand({ TableName, Key: item('lease') }))).Item];
  });

  expect(refused).toBe('ConditionalCheckFailedException');
  expect(found).toEqual(item('lease', { by: 'first' }));
});

test('updates and queries answer in a fixed order', async () => {
  const { aws, play } = embedded();
  const client = documents(aws);
  const keys = ['4', '1', '3', '2'].map((sk) => item(sk));

  const queried = await play(async () => {
    await client.send(create);
    for (const Key of keys) {
      await client.send(
        new UpdateCommand({
          TableName,
          Key,
          UpdateExpression: 'SET n = :n',
          ExpressionAttributeValues: { ':n': Number(Key.sk) },
        }),
      );
    }
    const query = await client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'pk = :p',
        ExpressionAttributeValues: { ':p': 'p' },
      }),
    );
    return query.Items;
  });

  expect(queried!.map(({ sk }) => sk)).toEqual(['1', '2', '3', '4']);
});

test('what is kept on disk is there again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'things-'));
  const disk = { folder, onBroken: () => {} };
  const first = embedded({ disk });
  await first.play(async () => {
    await documents(first.aws).send(create);
    await documents(first.aws).send(new PutCommand({ TableName, Item: item('a') }));
  });
  await first.aws.close();

  const second = embedded({ disk });
  const { Item } = await second.play(() =>
    documents(second.aws).send(new GetCommand({ TableName, Key: item('a') })),
  );
  await second.aws.close();
  rmSync(folder, { recursive: true });

  expect(Item).toEqual(item('a'));
});

test.each([
  ['a table that does not exist', 'none', item('a'), 'ResourceNotFoundException'],
  ['a key that is not whole', TableName, { pk: 'p' }, 'ValidationException'],
])('%s is refused', async (_, table, Key, name) => {
  const { aws, play } = embedded();
  const client = documents(aws);

  const refused = await play(async () => {
    await client.send(create);
    return errorName(client.send(new GetCommand({ TableName: table, Key })));
  });

  expect(refused).toBe(name);
});
