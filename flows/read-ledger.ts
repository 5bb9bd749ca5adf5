// Reads the ledger of a pipeline, a page at a time, from a moment on.

import { ranges } from '../core/keys.ts';
import { type LedgerEntry, ledgerKey } from '../core/ledger.ts';
import type { Ports } from './ports.ts';

type Readable = Pick<Ports, 'table'>;

const PAGE = 500;

/** Pages of entries in their order, those of the moments between two: what cannot be read is left out. */
export async function* ledgerPages(
  { table }: Readable,
  pipeline: string,
  from: string,
  until: string,
): AsyncGenerator<readonly LedgerEntry[]> {
  let start = from;
  for (;;) {
    const page = await table.after(ranges.ledger(pipeline), start, until, PAGE);
    if (page.length > 0) yield page;
    const last = page.at(-1);
    if (last === undefined) return;
    start = `${ledgerKey(last)}\u0000`;
  }
}

/** Later than any moment. */
const EVER = '9999';

export async function ledgerSince(
  ports: Readable,
  pipeline: string,
  from = '',
): Promise<LedgerEntry[]> {
  const entries: LedgerEntry[] = [];
  for await (const page of ledgerPages(ports, pipeline, from || '0', EVER)) entries.push(...page);
  return entries;
}
