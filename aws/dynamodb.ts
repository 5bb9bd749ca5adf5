// DynamoDB: the one table. A decision is one conditional write of one item.

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Clock } from '../core/clock.ts';
import { Failure } from '../core/failure.ts';
import { type LedgerEntry, ledgerKey } from '../core/ledger.ts';
import { configurationFor, type SdkSettings } from './clients.ts';
import { nameOf, translated } from './translate.ts';

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** What a decision makes of an item: its next form, and what the ledger says of it. Undefined changes nothing. */
export interface Decision<Item> {
  readonly item: Item;
  readonly entries?: readonly LedgerEntry[];
}

export interface Table {
  get<Item>(key: Key): Promise<Item | undefined>;
  /** Items of a partition in key order, all pages. */
  list<Item>(pk: string, prefix?: string): Promise<Item[]>;
  /** The last items of a partition, at most so many (one page), last first. */
  latest<Item>(pk: string, limit: number): Promise<Item[]>;
  /** Items of a partition whose keys lie between two, at most so many (one page), last first. */
  between<Item>(pk: string, from: string, until: string, limit: number): Promise<Item[]>;
  /**
   * Decides on an item as it is, writes it only if nobody wrote it meanwhile, and decides again if somebody did.
   * A decision must be one that can be taken twice: a write may have taken effect although it failed.
   */
  change<Item>(
    key: Key,
    decide: (item: Item | undefined) => Decision<Item> | undefined,
  ): Promise<Item | undefined>;
  /** Writes an item that no two hands decide on. */
  put(key: Key, item: object): Promise<void>;
  remove(key: Key): Promise<void>;
  /** Writes the ledger's entries that an item's last decision left, in case its writer died before it could. */
  replay(key: Key): Promise<void>;
}

interface Stored extends Key {
  readonly item: unknown;
  readonly version: number;
  readonly entries?: readonly LedgerEntry[];
}

/** Which table is asked, and by which client. */
interface Access {
  readonly client: DynamoDBDocumentClient;
  readonly TableName: string;
}

export function dynamodb(settings: SdkSettings, clock: Clock, tableName: string): Table {
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient(configurationFor(settings, clock, settings.home.region) as object),
    { marshallOptions: { removeUndefinedValues: true } },
  );
  const access = { client, TableName: tableName };
  return {
    get: async <Item>(key: Key) => (await read(access, key))?.item as Item | undefined,
    list: (pk, prefix) => list(access, pk, prefix),
    latest: (pk, limit) => lastOf(access, 'pk = :pk', { ':pk': pk }, limit),
    between: (pk, from, until, limit) =>
      lastOf(
        access,
        'pk = :pk AND sk BETWEEN :from AND :until',
        { ':pk': pk, ':from': from, ':until': until },
        limit,
      ),
    change: (key, decide) => change({ ...access, clock }, key, decide),
    put: (key, item) => put(access, key, item),
    remove: (key) => remove(access, key),
    replay: async (key) => record(access, (await read(access, key))?.entries),
  };
}

async function read({ client, TableName }: Access, key: Key): Promise<Stored | undefined> {
  const command = new GetCommand({ TableName, Key: { ...key }, ConsistentRead: true });
  const { Item } = await translated('a read of the table', client.send(command));
  return Item as Stored | undefined;
}

async function list<Item>({ client, TableName }: Access, pk: string, prefix = ''): Promise<Item[]> {
  const items: Item[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const command = new QueryCommand({
      TableName,
      KeyConditionExpression: prefix ? 'pk = :pk AND begins_with(sk, :prefix)' : 'pk = :pk',
      ExpressionAttributeValues: { ':pk': pk, ...(prefix && { ':prefix': prefix }) },
      ConsistentRead: true,
      ...(start && { ExclusiveStartKey: start }),
    });
    const page = await translated('a query of the table', client.send(command));
    items.push(...((page.Items ?? []) as Stored[]).map(({ item }) => item as Item));
    start = page.LastEvaluatedKey;
  } while (start);
  return items;
}

async function lastOf<Item>(
  { client, TableName }: Access,
  KeyConditionExpression: string,
  ExpressionAttributeValues: Record<string, string>,
  Limit: number,
): Promise<Item[]> {
  const command = new QueryCommand({
    TableName,
    KeyConditionExpression,
    ExpressionAttributeValues,
    ScanIndexForward: false,
    Limit,
  });
  const { Items = [] } = await translated('a query of the table', client.send(command));
  return (Items as Stored[]).map(({ item }) => item as Item);
}

/** So many at once: of twenty hands at one item one gets through each time, so that the last must try twenty times. */
const ATTEMPTS = 60;
/** After so many they step out of each other's way. */
const AT_ONCE = 6;
const LONGEST_PAUSE_SECONDS = 0.5;

async function change<Item>(
  { clock, ...access }: Access & { readonly clock: Clock },
  key: Key,
  decide: (item: Item | undefined) => Decision<Item> | undefined,
): Promise<Item | undefined> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (attempt >= AT_ONCE) await clock.sleep(clock.random() * LONGEST_PAUSE_SECONDS);
    const before = await read(access, key);
    const decision = decide(before?.item as Item | undefined);
    if (decision === undefined) {
      // Our own earlier attempt may have been written although it failed, with its entries still to be recorded.
      if (attempt > 0) await record(access, before?.entries);
      return before?.item as Item | undefined;
    }
    await record(access, before?.entries);
    const { item, entries = [] } = decision;
    const version = (before?.version ?? 0) + 1;
    if (await putIfUnchanged(access, { ...key, item, version, entries })) {
      await record(access, entries);
      return item;
    }
  }
  throw new Failure(
    'Contended',
    `expected to write ${key.pk} ${key.sk} within ${ATTEMPTS} attempts, got a conflict each time`,
  );
}

/** False if somebody else wrote the item since it was read. */
async function putIfUnchanged({ client, TableName }: Access, stored: Stored): Promise<boolean> {
  const isNew = stored.version === 1;
  const command = new PutCommand({
    TableName,
    Item: { ...stored },
    ConditionExpression: isNew ? 'attribute_not_exists(pk)' : 'version = :before',
    ...(!isNew && { ExpressionAttributeValues: { ':before': stored.version - 1 } }),
  });
  try {
    await client.send(command);
    return true;
  } catch (thrown) {
    if (nameOf(thrown) === 'ConditionalCheckFailedException') return false;
    throw await translated('a write to the table', Promise.reject(thrown));
  }
}

async function record(access: Access, entries: readonly LedgerEntry[] = []): Promise<void> {
  for (const entry of entries) {
    await put(access, { pk: `ledger#${entry.pipeline}`, sk: ledgerKey(entry) }, entry);
  }
}

async function put({ client, TableName }: Access, key: Key, item: object): Promise<void> {
  const command = new PutCommand({ TableName, Item: { ...key, item, version: 0 } });
  await translated('a write to the table', client.send(command));
}

async function remove({ client, TableName }: Access, key: Key): Promise<void> {
  const command = new DeleteCommand({ TableName, Key: { ...key } });
  await translated('a delete in the table', client.send(command));
}
