// A seal of the ledger: lines that are over, chained by their hashes to all that were sealed before.

import { createHash } from 'node:crypto';
import * as z from 'zod';
import { type LedgerEntry, ledgerKey } from '../ledger.ts';
import { noun } from '../noun.ts';

/** The key of a line, and the hash of what it says. */
const sealedLineSchema = z.tuple([z.string(), z.string()]).readonly();

export const ledgerSealSchema = z
  .strictObject({
    /** Empty for what concerns all pipelines. */
    pipeline: z.string(),
    /** 1 for the first one of its pipeline. */
    number: z.int(),
    at: z.string(),
    /** The hash of the seal before; empty for the first. */
    previous: z.string(),
    lines: z.array(sealedLineSchema).readonly(),
    /** Where the next one begins to look: what was not over yet when this was made is no older. */
    openFrom: z.string(),
    /** The hash of all of it. */
    digest: z.string(),
  })
  .readonly();

export type LedgerSeal = z.output<typeof ledgerSealSchema>;

export const ledgerSealNoun = noun('seal of the ledger', ledgerSealSchema);

/** An item has room for three times as many. */
export const LINES_A_SEAL = 500;

/** SHA-256 of what an entry says, in hexadecimal; the order of its fields is nothing that it says. */
export function digestOfEntry(entry: LedgerEntry): string {
  return sha256(canonical(entry));
}

/** SHA-256 of what a seal says, the hash of the one before among it. */
export function digestOfSeal(seal: Omit<LedgerSeal, 'digest'>): string {
  const { pipeline, number, at, previous, lines, openFrom } = seal;
  return sha256(canonical({ pipeline, number, at, previous, lines, openFrom }));
}

/** The seal after that one, over these lines. */
export function sealAfter(
  last: LedgerSeal | undefined,
  of: Pick<LedgerSeal, 'pipeline' | 'at' | 'openFrom'>,
  entries: readonly LedgerEntry[],
): LedgerSeal {
  const unsealed = {
    ...of,
    number: (last?.number ?? 0) + 1,
    previous: last?.digest ?? '',
    lines: entries.map((entry) => [ledgerKey(entry), digestOfEntry(entry)] as const),
  };
  return { ...unsealed, digest: digestOfSeal(unsealed) };
}

/**
 * The entries that can be sealed: of releases that are over, and old enough that no hand is still at them.
 *
 * What is late, as a line that a function left unwritten which died, joins the next seal.
 */
export function isOver(
  { release, at }: LedgerEntry,
  { open, before }: { readonly open: ReadonlySet<string>; readonly before: string },
): boolean {
  return at < before && !open.has(release);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** JSON whose keys stand in their order, at every depth. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).filter(([, each]) => each !== undefined);
  fields.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(',')}}`;
}
