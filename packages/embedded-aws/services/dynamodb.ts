// DynamoDB: dynalite in the same process, through its actions and validations; its HTTP server is not used.

import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import type { VirtualClock } from '../clock.ts';
import { AwsError, type Call, type Operation, type Service } from '../service.ts';
import { type ItemStore, keepInMemory, type MemoryStore } from './dynamodb/memory-store.ts';
import { type Place, places } from './places.ts';

const load = createRequire(import.meta.url);

/** The operations of dynalite; it has no transactions, no TTL and no streams. */
const OPERATIONS = [
  'CreateTable',
  'DeleteItem',
  'DescribeTable',
  'DescribeTimeToLive',
  'GetItem',
  'ListTables',
  'PutItem',
  'Query',
  'Scan',
  'UpdateItem',
] as const;

type Row = Record<string, unknown>;

interface Store extends ItemStore {
  readonly tableDb: { awsAccountId: string; awsRegion: string };
  readonly db: { close(done: (error?: Error) => void): void };
}
type Action = (
  store: Store,
  data: unknown,
  done: (error: Error | null, output: unknown) => void,
) => void;
interface Validation {
  readonly types: unknown;
  readonly custom: unknown;
}

const validations: {
  checkTypes(data: unknown, types: unknown): unknown;
  checkValidations(data: unknown, types: unknown, custom: unknown, store: Store): void;
} = load('dynalite/validations');
const database: { create(options: Row): Store } = load('dynalite/db');

export interface DynamoDb {
  readonly service: Service;
  /** Releases the files of a store on disk. */
  close(): Promise<void>;
}

export interface Disk {
  readonly folder: string;
  /** Told when the disk no longer takes what is written. */
  readonly onBroken: (error: Error) => void;
}

/** Where items are: in LevelDB, as dynalite has them, or as values in memory, which is many times faster. */
export type TableKind = 'dynalite' | 'memory';

export function dynamoDb(
  clock: VirtualClock,
  disk?: Disk,
  tables: TableKind = 'dynalite',
): DynamoDb {
  const stores = places((place) => openStore(place, tables, disk?.folder));
  const onBroken = disk?.onBroken ?? (() => {});
  const operations = Object.fromEntries(
    OPERATIONS.map((name) => [name, operationOf(name, (call) => stores.at(call), onBroken)]),
  );
  const timed = withVirtualTime(operations, clock);
  return {
    service: { id: 'dynamodb', operations: timed },
    close: () => closeAll(stores.all().map(({ store }) => store)),
  };
}

interface Opened {
  readonly store: Store;
  readonly memory: MemoryStore | undefined;
}

function openStore({ account, region }: Place, tables: TableKind, folder?: string): Opened {
  const path = folder && `${folder}/dynamodb-${account}-${region}`;
  const instant = { createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 };
  const store = database.create({ ...instant, ...(path && { path }) });
  store.tableDb.awsAccountId = account;
  store.tableDb.awsRegion = region;
  return { store, memory: tables === 'memory' && !folder ? keepInMemory(store) : undefined };
}

async function closeAll(stores: readonly Store[]): Promise<void> {
  for (const { db } of stores) {
    await new Promise<void>((resolve, reject) =>
      db.close((error) => (error ? reject(error) : resolve())),
    );
  }
}

function operationOf(
  name: string,
  storeAt: (call: Call) => Opened,
  onBroken: (error: Error) => void,
): Operation {
  const file = name.charAt(0).toLowerCase() + name.slice(1);
  const action: Action = load(`dynalite/actions/${file}`);
  const { types, custom }: Validation = load(`dynalite/validations/${file}`);

  return async (input, call) => {
    const { store, memory } = storeAt(call);
    if (typeof input !== 'object' || input === null || Array.isArray(input)) {
      throw new AwsError('SerializationException', 'Expected a JSON object, got something else.');
    }
    const quick = memory?.answer(name, input as Row);
    if (quick) return quick;
    refuseLongExpressions(input as Row);
    try {
      const data = validations.checkTypes(structuredClone(input), types);
      validations.checkValidations(data, types, custom, store);
      const output = await new Promise((resolve, reject) => {
        action(store, data, (error, result) => (error ? reject(error) : resolve(result)));
      });
      memory?.answered(name, input as Row, output);
      return output;
    } catch (error) {
      if (error instanceof Error && isOfDisk(error)) onBroken(error);
      const refused = awsErrorOf(error);
      const isUnmet = (refused as Error).name === 'ConditionalCheckFailedException';
      if (isUnmet) memory?.answered(name, input as Row);
      throw refused;
    }
  };
}

/** What LevelDB says of the files it works on: from then on it takes nothing. */
function isOfDisk({ message, ...error }: Error & { readonly code?: string }): boolean {
  return error.code?.startsWith('LEVEL_') === true || message === 'Database is closed';
}

/** DynamoDB's limit, and a nesting that dynalite's parser still reads in no time: each level doubles its work. */
const EXPRESSION_BYTES = 4096;
const DEEPEST_PARENTHESES = 8;

function refuseLongExpressions(input: Row): void {
  for (const [name, text] of Object.entries(input)) {
    if (!name.endsWith('Expression') || typeof text !== 'string') continue;
    const bytes = Buffer.byteLength(text);
    if (bytes > EXPRESSION_BYTES) {
      const message = `Invalid ${name}: Expression size has exceeded the maximum allowed size; expression size: ${bytes}`;
      throw new AwsError('ValidationException', message);
    }
    if (depthOf(text) > DEEPEST_PARENTHESES) {
      const message = `Invalid ${name}: The expression has redundant parentheses;`;
      throw new AwsError('ValidationException', message);
    }
  }
}

function depthOf(expression: string): number {
  let depth = 0;
  let deepest = 0;
  for (const character of expression) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

/** Dynalite puts an error's wire form in `body`; anything without one is a defect. */
function awsErrorOf(error: unknown): unknown {
  const { body, statusCode } = error as { body?: Row; statusCode?: number };
  if (!body) return error;
  const name = String(body.__type).replace(/^.*#/, '');
  return new AwsError(name, String(body.message ?? body.Message ?? ''), statusCode);
}

/**
 * Tables are made on the virtual clock and at once: dynalite stamps them with the machine's time and a random id, and
 * leaves them CREATING until a real timer fires.
 */
function withVirtualTime(
  operations: Record<string, Operation>,
  clock: VirtualClock,
): Record<string, Operation> {
  const madeAt = new Map<string, number>();
  const describe = operations.DescribeTable!;

  const stamped = (table: Row): Row => {
    const arn = String(table.TableArn);
    const id = createHash('sha256').update(arn).digest('hex');
    const TableId = `${id.slice(0, 8)}-${id.slice(8, 12)}-4${id.slice(13, 16)}-8${id.slice(17, 20)}-${id.slice(20, 32)}`;
    if (!madeAt.has(arn)) madeAt.set(arn, clock.millis() / 1000);
    const { BillingModeSummary, TableThroughputModeSummary: _, ...rest } = table;
    const billing = BillingModeSummary
      ? { BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' } }
      : {};
    return { ...rest, ...billing, TableId, CreationDateTime: madeAt.get(arn) };
  };
  const described = async (input: unknown, call: Call) => {
    const { Table } = (await describe(input, call)) as { Table: Row };
    return { Table: stamped(Table) };
  };
  const create: Operation = async (input, call) => {
    const { TableDescription } = (await operations.CreateTable!(input, call)) as {
      TableDescription: Row;
    };
    await untilActive(() => described({ TableName: (input as Row).TableName }, call));
    return { TableDescription: stamped(TableDescription) };
  };
  return { ...operations, DescribeTable: described, CreateTable: create };
}

async function untilActive(describe: () => Promise<{ Table: Row }>): Promise<void> {
  while ((await describe()).Table.TableStatus !== 'ACTIVE') await new Promise(setImmediate);
}
