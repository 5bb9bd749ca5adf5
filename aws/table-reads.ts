// Reads of the table: one item, all items of a range, the last of them.

import { type DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { type Failure, isFailure } from '../core/failure.ts';
import { type Key, type Place, type Range, readItem } from '../core/noun.ts';
import { translated } from './translate.ts';

/** Which table is asked, and by which client. */
export interface Access {
  readonly client: DynamoDBDocumentClient;
  readonly TableName: string;
}

export interface Stored extends Place {
  readonly item: unknown;
  /** Counts the decisions on it. */
  readonly version: number;
  /** The version of its noun; what 0.1.0 wrote has none. */
  readonly schema?: number;
  readonly entries?: unknown;
  /** When DynamoDB may remove it (TTL), in seconds since 1970. */
  readonly expires?: number;
}

/** What a list has, with a failure for each of its items that cannot be read. */
export interface Readable<Item> {
  readonly items: Item[];
  readonly unreadable: readonly Failure[];
}

/** The item at its key, or where an earlier Tidegate put it. */
export async function read(access: Access, key: Key<unknown>): Promise<Stored | undefined> {
  return (await readAt(access, key)) ?? (key.former && (await readAt(access, key.former)));
}

export async function readAt(
  { client, TableName }: Access,
  { pk, sk }: Place,
): Promise<Stored | undefined> {
  const command = new GetCommand({ TableName, Key: { pk, sk }, ConsistentRead: true });
  const { Item } = await translated('a read of the table', client.send(command));
  return Item as Stored | undefined;
}

/** All items of a range, in the order of their sort keys. */
export async function listed(
  access: Access,
  { partitions, prefix }: Range<unknown>,
): Promise<Stored[]> {
  const found = await Promise.all(partitions.map((pk) => allOf(access, pk, prefix)));
  if (found.length === 1) return found.flat();
  return found.flat().sort((a, b) => (a.sk < b.sk ? -1 : a.sk > b.sk ? 1 : 0));
}

async function allOf({ client, TableName }: Access, pk: string, prefix: string): Promise<Stored[]> {
  const items: Stored[] = [];
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
    items.push(...((page.Items ?? []) as Stored[]));
    start = page.LastEvaluatedKey;
  } while (start);
  return items;
}

interface Last {
  readonly condition: string;
  readonly values: Readonly<Record<string, string>>;
  readonly limit: number;
  /** The first of them, first ones first. */
  readonly firstOnes?: boolean;
}

/** The last items of the range's only partition. */
export async function lastOf<Item>(
  { client, TableName }: Access,
  range: Range<Item>,
  { condition, values, limit, firstOnes = false }: Last,
): Promise<Item[]> {
  const command = new QueryCommand({
    TableName,
    KeyConditionExpression: condition,
    ExpressionAttributeValues: { ...values, ':pk': range.partitions[0] },
    ScanIndexForward: firstOnes,
    Limit: limit,
  });
  const { Items = [] } = await translated('a query of the table', client.send(command));
  return readableOf(range, Items as Stored[]).items;
}

export interface PageStart {
  readonly partition: string;
  readonly after?: string | undefined;
}

export interface Page<Item> extends Readable<Item> {
  /** The sort key that it ended with, where more may come. */
  readonly last?: string;
}

/** As many items of a partition as are asked for, and no more than DynamoDB gives at once. */
export async function pageOf<Item>(
  { client, TableName }: Access,
  range: Range<Item>,
  { partition, after, limit }: PageStart & { readonly limit: number },
): Promise<Page<Item>> {
  const command = new QueryCommand({
    TableName,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': partition },
    ConsistentRead: true,
    Limit: limit,
    ...(after && { ExclusiveStartKey: { pk: partition, sk: after } }),
  });
  const page = await translated('a query of the table', client.send(command));
  const last = page.LastEvaluatedKey?.sk as string | undefined;
  const read = readableOf(range, (page.Items ?? []) as Stored[]);
  return { ...read, ...(last !== undefined && { last }) };
}

/** Reads each of them, and says what cannot be read. */
export function readableOf<Item>({ noun }: Range<Item>, stored: readonly Stored[]): Readable<Item> {
  const items: Item[] = [];
  const unreadable: Failure[] = [];
  for (const each of stored) {
    try {
      items.push(readItem(noun, each, each));
    } catch (thrown) {
      if (!isFailure(thrown, 'Unreadable')) throw thrown;
      unreadable.push(thrown);
    }
  }
  return { items, unreadable };
}
