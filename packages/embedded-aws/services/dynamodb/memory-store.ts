// The items of dynalite's store, kept as values in memory instead of in LevelDB: for those who play many worlds.

import { createRequire } from 'node:module';
import { Readable } from 'node:stream';
import { type Item, type KeptItem, keptItem, NOT_PLAIN } from './attributes.ts';
import { accept, expressionIn } from './conditions.ts';
import { type KeptItems, keptItems } from './kept-items.ts';
import type { Input, MemoryTable } from './memory-table.ts';
import { QUICK } from './quick-operations.ts';

const load = createRequire(import.meta.url);
const { createKey }: { createKey(item: Item, table: Description): string } = load('dynalite/db');

interface Description {
  readonly TableName: string;
  readonly KeySchema: readonly { readonly AttributeName: string }[];
  readonly AttributeDefinitions: readonly {
    readonly AttributeName: string;
    readonly AttributeType: string;
  }[];
  readonly LocalSecondaryIndexes?: unknown;
  readonly GlobalSecondaryIndexes?: unknown;
}

type Done = (error: Error | null, value?: unknown) => void;

/** The part of LevelDB that dynalite works a table's items with. */
interface ItemDb {
  readonly lock: unknown;
  get(key: string, done: Done): void;
  put(key: string, item: Item, done: Done): void;
  del(key: string, done: Done): void;
  createValueStream(range: KeyRange): Readable;
}

interface KeyRange {
  readonly gt?: string;
  readonly gte?: string;
  readonly lt?: string;
  readonly lte?: string;
  readonly reverse?: boolean;
  readonly limit?: number;
}

export interface ItemStore {
  getItemDb(tableName: string): ItemDb;
}

export interface MemoryStore {
  /** The answer, or undefined where it is for dynalite to give. Throws `AwsError`. */
  answer(operation: string, input: Input): object | undefined;
  /** Told what dynalite has answered without finding fault with the input. */
  answered(operation: string, input: Input, output?: unknown): void;
}

/** From now on the store's new tables of two texts are in memory, for dynalite as for what is answered here. */
export function keepInMemory(store: ItemStore): MemoryStore {
  const tables = new Map<string, MemoryTable & { readonly db: ItemDb }>();
  const before = store.getItemDb.bind(store);
  store.getItemDb = (name) => tables.get(name)?.db ?? before(name);

  return {
    answer(operation, input) {
      const table = tables.get(String(input.TableName));
      const quick = QUICK[operation];
      if (!table || !quick) return undefined;
      try {
        return quick(table, input);
      } catch (thrown) {
        if (thrown === NOT_PLAIN) return undefined;
        throw thrown;
      }
    },
    answered(operation, input, output) {
      if (operation === 'CreateTable') {
        const { TableDescription: made } = output as { readonly TableDescription: Description };
        const [hash, range] = made.KeySchema.map(({ AttributeName }) => AttributeName);
        if (hash === undefined || range === undefined || !isOfTexts(made)) return;
        const items = keptItems();
        const db = itemDb(items, made, before(made.TableName));
        tables.set(made.TableName, { hash, range, items, db });
      } else acceptExpressions(input);
    },
  };
}

function isOfTexts(made: Description): boolean {
  const { AttributeDefinitions, LocalSecondaryIndexes, GlobalSecondaryIndexes } = made;
  const areTexts = AttributeDefinitions.every(({ AttributeType }) => AttributeType === 'S');
  return areTexts && !LocalSecondaryIndexes && !GlobalSecondaryIndexes;
}

function acceptExpressions(input: Input): void {
  for (const member of ['ConditionExpression', 'KeyConditionExpression']) {
    if (input[member] === undefined) continue;
    try {
      const expression = expressionIn(input, member);
      if (expression) accept(expression);
    } catch (thrown) {
      if (thrown !== NOT_PLAIN) throw thrown;
    }
  }
}

function itemDb(items: KeptItems, table: Description, { lock }: ItemDb): ItemDb {
  const partitions = byPrefix(items, table);
  return {
    lock,
    get(key, done) {
      const kept = items.get(...textsOf(key));
      if (kept) done(null, structuredClone(kept.item));
      else done(Object.assign(new Error(key), { name: 'NotFoundError' }));
    },
    put(key, item, done) {
      items.put(...textsOf(key), keptAnyhow(item));
      done(null);
    },
    del(key, done) {
      items.remove(...textsOf(key));
      done(null);
    },
    createValueStream(range) {
      const keyed = partitions.in(range).map(({ item }) => ({ key: createKey(item, table), item }));
      const inOrder = keyed
        .sort((a, b) => (a.key < b.key ? -1 : 1))
        .filter(({ key }) => isIn(key, range));
      if (range.reverse) inOrder.reverse();
      const { limit = -1 } = range;
      return Readable.from(copies(limit < 0 ? inOrder : inOrder.slice(0, limit)));
    },
  };
}

/** A page ends where it is full: what comes after it is not copied. */
function* copies(found: readonly { readonly item: Item }[]): Generator<Item> {
  for (const { item } of found) yield structuredClone(item);
}

/**
 * The partitions by the hash that dynalite puts in front of its keys: whoever reads one of them computes the keys of no
 * other, of which a large world has tens of thousands.
 */
function byPrefix(items: KeptItems, table: Description) {
  const prefixes = new Map<string, string | undefined>();
  const prefixOf = (hash: string, first: Item) => {
    const known = prefixes.get(hash) ?? prefixIn(createKey(first, table));
    prefixes.set(hash, known);
    return known;
  };
  return {
    in({ gt, gte, lt, lte }: KeyRange): KeptItem[] {
      const [from, until] = [gt ?? gte, lt ?? lte].map((key) => key && prefixIn(key));
      const isOne = from !== undefined && from === until;
      return items
        .partitions()
        .flatMap(([hash, all]) =>
          all[0] && (!isOne || prefixOf(hash, all[0].item) === from) ? all : [],
        );
    },
  };
}

/** Undefined of what is no key: a scan is told where it begins by a hash's first digits. */
function prefixIn(key: string): string | undefined {
  const end = key.indexOf('/');
  return end < 0 ? undefined : key.slice(0, end);
}

/** What is not plain weighs so much that no page with it is made here. */
function keptAnyhow(item: Item): KeptItem {
  try {
    return keptItem(item);
  } catch (thrown) {
    if (thrown !== NOT_PLAIN) throw thrown;
    return { item: structuredClone(item), weight: Number.POSITIVE_INFINITY };
  }
}

function isIn(key: string, { gt, gte, lt, lte }: KeyRange): boolean {
  return (
    (gt === undefined || key > gt) &&
    (gte === undefined || key >= gte) &&
    (lt === undefined || key < lt) &&
    (lte === undefined || key <= lte)
  );
}

/** Dynalite's key of an item: the beginning of a hash, then both texts in hexadecimal, each followed by a slash. */
function textsOf(key: string): [string, string] {
  const [, hash = '', range = ''] = key.split('/');
  return [Buffer.from(hash, 'hex').toString(), Buffer.from(range, 'hex').toString()];
}
