// The ledger as lines of JSON, for whoever keeps it elsewhere: each entry with its cause, and the seals between them.

import * as z from 'zod';
import { Failure } from '../failure.ts';
import { type LedgerEntry, ledgerEntrySchema, ledgerKey } from '../ledger.ts';
import { causeKeyOf, causesIn } from './cause.ts';
import { type LedgerSeal, ledgerSealSchema } from './ledger-seal.ts';

const entryLineSchema = z.strictObject({
  kind: z.literal('entry'),
  /** Its key among the lines of its pipeline. */
  key: z.string(),
  ...ledgerEntrySchema.unwrap().shape,
  /** The key of what made it happen; null where it began by itself, or by a person’s hand. */
  cause: z.string().nullable(),
});

const sealLineSchema = z.strictObject({
  kind: z.literal('seal'),
  ...ledgerSealSchema.unwrap().shape,
});

const ledgerLineSchema = z.discriminatedUnion('kind', [entryLineSchema, sealLineSchema]);

export type LedgerLine = z.output<typeof ledgerLineSchema>;

/**
 * All lines of a pipeline: those of each seal in its order, then the seal, and behind the last one what none holds yet.
 * A seal's line says which lines it holds, so that what was taken out shows.
 */
export function ledgerLines(
  entries: readonly LedgerEntry[],
  seals: readonly LedgerSeal[],
): LedgerLine[] {
  const causes = causesIn(entries);
  const lineOf = (entry: LedgerEntry): LedgerLine => ({
    kind: 'entry',
    key: ledgerKey(entry),
    ...entry,
    cause: causeKeyOf(causes, entry) ?? null,
  });
  const left = new Map(entries.map((entry) => [ledgerKey(entry), entry]));
  const sealed = seals.flatMap((seal): LedgerLine[] => {
    const own = seal.lines.flatMap(([key]) => {
      const entry = left.get(key);
      left.delete(key);
      return entry ? [lineOf(entry)] : [];
    });
    return [...own, { kind: 'seal', ...seal }];
  });
  return [...sealed, ...[...left.values()].map(lineOf)];
}

/** The lines of an export, by their pipelines. Throws `Refused` with the number of the line that is none. */
export function parseLedgerLines(
  text: string,
): ReadonlyMap<string, { readonly entries: LedgerEntry[]; readonly seals: LedgerSeal[] }> {
  const found = new Map<string, { entries: LedgerEntry[]; seals: LedgerSeal[] }>();
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const read = readLine(line, index + 1);
    const own = found.get(read.pipeline) ?? { entries: [], seals: [] };
    found.set(read.pipeline, own);
    if (read.kind === 'seal') {
      const { kind: _, ...seal } = read;
      own.seals.push(seal);
    } else {
      const { kind: _, key: __, cause: ___, ...entry } = read;
      own.entries.push(entry);
    }
  }
  return found;
}

function readLine(line: string, number: number): LedgerLine {
  try {
    return ledgerLineSchema.parse(JSON.parse(line));
  } catch (thrown) {
    throw new Failure(
      'Refused',
      `expected line ${number} to be one of tidegate ledger export, got ${JSON.stringify(line.slice(0, 80))}`,
      { cause: thrown },
    );
  }
}

/** An entry as CloudEvents 1.0 has it, in its structured mode: a line alone. */
export interface CloudEvent {
  readonly specversion: '1.0';
  /** One of its source has it alone. */
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject?: string;
  readonly time: string;
  readonly datacontenttype: 'application/json';
  /** The id of the event that it was caused by: the extension *causation*. */
  readonly causationid?: string;
  readonly data: object;
}

const TYPE = 'dev.tidegate.ledger';

/**
 * A line as a CloudEvent. Its source is the pipeline's ledger, its id the line's key; a seal is an event of its own.
 *
 *     BakeEnded of checkout  →  type dev.tidegate.ledger.BakeEnded, source /tidegate/checkout
 */
export function cloudEventOf(line: LedgerLine): CloudEvent {
  const of = {
    specversion: '1.0',
    source: `/tidegate/${encodeURIComponent(line.pipeline)}`,
    datacontenttype: 'application/json',
    time: line.at,
  } as const;
  if (line.kind === 'seal') {
    const { kind: _, ...data } = line;
    return { ...of, id: `seal#${line.number}`, type: `${TYPE}.Sealed`, data };
  }
  const { kind: _, key, cause, ...data } = line;
  const subject = [line.release, line.subject].filter(Boolean).join('/');
  return {
    ...of,
    id: key,
    type: `${TYPE}.${line.event}`,
    ...(subject && { subject }),
    ...(cause !== null && { causationid: cause }),
    data,
  };
}
