// Loads what the fleet's page shows: of each pipeline little, and what they share once.

import type { BoardItems } from '../core/board/items.ts';
import { ranges } from '../core/keys.ts';
import { orLogged, readableItems } from './one-by-one.ts';
import type { Ports } from './ports.ts';
import { readBoard } from './read-board.ts';

/** The newest line of the ledger names the release that ended last; the others are those that move. */
const BRIEF = { ledger: 1, releases: 3 };
const AT_ONCE = 64;

export interface Fleet {
  readonly all: readonly BoardItems[];
  /** The names of those that could not be read: one that is broken hides no other. */
  readonly unread: readonly string[];
}

export async function readFleet(ports: Ports): Promise<Fleet> {
  const shared = { ...ports, table: remembering(ports.table) };
  const names = (await readableItems(ports, ranges.pipelineNames())).map((it) => it.pipeline);
  const all: BoardItems[] = [];
  const unread: string[] = [];
  const left = [...names];
  const worker = async () => {
    for (let name = left.pop(); name !== undefined; name = left.pop()) {
      const own = name;
      const found = await orLogged(ports, { pipeline: own }, () => readBoard(shared, own, BRIEF));
      if (found) all.push(found);
      else unread.push(own);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return { all, unread };
}

type Table = Ports['table'];

/** What all pipelines share is asked for once: the policy, and people's stops. */
function remembering(table: Table): Table {
  const policies = new Map<string, Promise<unknown>>();
  const once = <Result>(place: string, ask: () => Promise<Result>): Promise<Result> => {
    const found = (policies.get(place) as Promise<Result> | undefined) ?? ask();
    policies.set(place, found);
    return found;
  };
  const sharedPartitions = new Set(['policy', ...ranges.holds().partitions]);
  return {
    ...table,
    get: (key) =>
      sharedPartitions.has(key.pk)
        ? once(`${key.pk}\n${key.sk}`, () => table.get(key))
        : table.get(key),
    readable: (range) => {
      const [partition = '', ...others] = range.partitions;
      return others.length === 0 && sharedPartitions.has(partition)
        ? once(`${partition}\n${range.prefix}*`, () => table.readable(range))
        : table.readable(range);
    },
  };
}
