// DynamoDB: the one table. A decision is one conditional write of one item.

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Clock } from '../core/clock.ts';
import { Failure } from '../core/failure.ts';
import { keys } from '../core/keys.ts';
import { type LedgerEntry, ledgerEntrySchema } from '../core/ledger.ts';
import { type Key, noun, type Place, type Range, readItem, versionOf } from '../core/noun.ts';
import { clientOf, configurationFor, type SdkSettings } from './clients.ts';
import {
  type Access,
  lastOf,
  listed,
  type Page,
  type PageStart,
  pageOf,
  type Readable,
  read,
  readAt,
  readableOf,
  type Stored,
} from './table-reads.ts';
import { nameOf, translated } from './translate.ts';

/** What a decision makes of an item: its next form, and what the ledger says of it. Undefined changes nothing. */
export interface Decision<Item> {
  readonly item: Item;
  readonly entries?: readonly LedgerEntry[];
}

/** Whoever reads an item that is damaged, or of a later version, fails with `Unreadable`. */
export interface Table {
  get<Item>(key: Key<Item>): Promise<Item | undefined>;
  /** All items of a range in the order of their sort keys, where they are one thing and it needs all of them. */
  list<Item>(range: Range<Item>): Promise<Item[]>;
  /** The same with the sort key of each. */
  keyed<Item>(range: Range<Item>): Promise<{ readonly sk: string; readonly item: Item }[]>;
  /** The same where each item is somebody else's: one that cannot be read keeps nobody from the others. */
  readable<Item>(range: Range<Item>): Promise<Readable<Item>>;
  /** The last items of a range, at most so many (one page), last first; those that cannot be read are left out. */
  latest<Item>(range: Range<Item>, limit: number): Promise<Item[]>;
  /** Items whose sort keys lie between two, at most so many (one page), last first; likewise. */
  between<Item>(range: Range<Item>, from: string, until: string, limit: number): Promise<Item[]>;
  /** The same, first ones first. */
  after<Item>(range: Range<Item>, from: string, until: string, limit: number): Promise<Item[]>;
  /** A page of one of a list's partitions: at most so many items after a sort key, in their order. */
  page<Item>(range: Range<Item>, start: PageStart, limit: number): Promise<Page<Item>>;
  /**
   * Decides on an item as it is, writes it only if nobody wrote it meanwhile, and decides again if somebody did.
   * A decision must be one that can be taken twice: a write may have taken effect although it failed.
   */
  change<Item>(
    key: Key<Item>,
    decide: (item: Item | undefined) => Decision<NoInfer<Item>> | undefined,
  ): Promise<Item | undefined>;
  /** The same where there is an item afterwards in any case: one that is given back as it is, is not written. */
  ensure<Item, After extends Item>(
    key: Key<Item>,
    decide: (item: Item | undefined) => Decision<After>,
  ): Promise<After>;
  /** Writes an item where there is none; false where there is one, be it by an attempt of ours that seemed to fail. */
  create<Item>(key: Key<Item>, item: NoInfer<Item>): Promise<boolean>;
  /** Writes an item that no two hands decide on. */
  put<Item>(key: Key<Item>, item: NoInfer<Item>): Promise<void>;
  /** Removes an item; where some of its fields are given, only if they are so. */
  remove<Item>(key: Key<Item>, only?: Partial<Record<keyof Item, string>>): Promise<void>;
  /** Writes the ledger's entries that an item's last decision left, in case its writer died before it could. */
  replay(key: Key<unknown>): Promise<void>;
}

const entriesNoun = noun('ledger entries', z.array(ledgerEntrySchema));

export function dynamodb(settings: SdkSettings, clock: Clock, tableName: string): Table {
  const configuration = configurationFor(settings, clock, settings.home.region);
  const client = clientOf(settings, configuration, () =>
    DynamoDBDocumentClient.from(new DynamoDBClient(configuration as object), {
      marshallOptions: { removeUndefinedValues: true },
    }),
  );
  const access = { client, TableName: tableName, clock };
  return {
    async get(key) {
      const stored = await read(access, key);
      return stored && readItem(key.noun, key, stored);
    },
    list: async (range) =>
      (await listed(access, range)).map((stored) => readItem(range.noun, stored, stored)),
    keyed: async (range) =>
      (await listed(access, range)).map((stored) => ({
        sk: stored.sk,
        item: readItem(range.noun, stored, stored),
      })),
    readable: async (range) => readableOf(range, await listed(access, range)),
    latest: (range, limit) => lastOf(access, range, { condition: 'pk = :pk', values: {}, limit }),
    between: (range, from, until, limit) => lastOf(access, range, { ...span(from, until), limit }),
    after: (range, from, until, limit) =>
      lastOf(access, range, { ...span(from, until), limit, firstOnes: true }),
    page: (range, start, limit) => pageOf(access, range, { ...start, limit }),
    change: (key, decide) => ensure(access, key, (item) => decide(item) ?? { item }),
    ensure: (key, decide) => ensure(access, key, decide),
    create: (key, item) =>
      putIfUnchanged(access, { ...written(key, item, clock), version: 1, entries: [] }),
    put: (key, item) => put(access, key, item),
    async remove(key, only = {}) {
      const fields = only as Readonly<Record<string, string>>;
      if ((await removeAt(access, key, fields)) || key.former === undefined) return;
      await removeAt(access, key.former, fields);
    },
    replay: async (key) => record(access, await read(access, key)),
  };
}

function span(from: string, until: string) {
  const condition = 'pk = :pk AND sk BETWEEN :from AND :until';
  return { condition, values: { ':from': from, ':until': until } };
}

/** So many at once: of twenty hands at one item one gets through each time, so that the last must try twenty times. */
const ATTEMPTS = 60;
/** After so many they step out of each other's way. */
const AT_ONCE = 6;
const LONGEST_PAUSE_SECONDS = 0.5;

interface Writing extends Access {
  readonly clock: Clock;
}

/** How an item is stored, but for what counts its decisions. */
function written<Item>({ pk, sk, noun }: Key<Item>, item: unknown, clock: Clock) {
  const { keptSeconds } = noun;
  const now = Math.floor(clock.now().getTime() / 1000);
  return {
    pk,
    sk,
    item,
    schema: versionOf(noun),
    ...(keptSeconds !== undefined && { expires: now + keptSeconds }),
  };
}

async function ensure<Item, After extends Item | undefined>(
  access: Writing,
  key: Key<Item>,
  decide: (item: Item | undefined) => Decision<After>,
): Promise<After> {
  const { pk, sk, noun } = key;
  const { clock } = access;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (attempt >= AT_ONCE) await clock.sleep(clock.random() * LONGEST_PAUSE_SECONDS);
    const before = await readAt(access, key);
    const present = before && readItem(noun, key, before);
    const { item, entries = [] } = decide(present);
    if (item === present && entries.length === 0) {
      // Our own earlier attempt may have been written although it failed, with its entries still to be recorded.
      if (attempt > 0) await record(access, before);
      return item;
    }
    await record(access, before);
    const version = (before?.version ?? 0) + 1;
    const after = { ...written(key, item, clock), version, entries };
    if (await putIfUnchanged(access, after)) {
      await record(access, after);
      return item;
    }
  }
  throw new Failure(
    'Contended',
    `expected to write ${pk} ${sk} within ${ATTEMPTS} attempts, got a conflict each time`,
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

async function record(access: Writing, before: Stored | undefined): Promise<void> {
  if (before?.entries === undefined) return;
  const entries = readItem(entriesNoun, before, { item: before.entries });
  for (const entry of entries) await put(access, keys.ledger(entry), entry);
}

async function put<Item>(
  { client, TableName, clock }: Writing,
  key: Key<Item>,
  item: Item,
): Promise<void> {
  const Item = { ...written(key, item, clock), version: 0 };
  const command = new PutCommand({ TableName, Item });
  await translated('a write to the table', client.send(command));
}

/** Whether it was there, as it had to be. */
async function removeAt(
  { client, TableName }: Access,
  { pk, sk }: Place,
  only: Readonly<Record<string, string>>,
): Promise<boolean> {
  const fields = Object.entries(only);
  const command = new DeleteCommand({
    TableName,
    Key: { pk, sk },
    ReturnValues: 'ALL_OLD',
    ...(fields.length > 0 && {
      ConditionExpression: fields.map((_, index) => `#item.#f${index} = :v${index}`).join(' AND '),
      ExpressionAttributeNames: {
        '#item': 'item',
        ...Object.fromEntries(fields.map(([name], index) => [`#f${index}`, name])),
      },
      ExpressionAttributeValues: Object.fromEntries(
        fields.map(([, value], index) => [`:v${index}`, value]),
      ),
    }),
  });
  try {
    return (await client.send(command)).Attributes !== undefined;
  } catch (thrown) {
    if (nameOf(thrown) === 'ConditionalCheckFailedException') return false;
    throw await translated('a delete in the table', Promise.reject(thrown));
  }
}
