// Holds a ledger against its seals: a line that is missing, changed, or in another place shows.

import { type LedgerEntry, ledgerKey } from '../ledger.ts';
import { digestOfEntry, digestOfSeal, type LedgerSeal } from './ledger-seal.ts';

export interface LedgerFinding {
  readonly is: 'missing' | 'changed' | 'moved' | 'twice' | 'added' | 'brokenSeal' | 'lostSeal';
  /** The seal's number. */
  readonly seal: number;
  /** The key of the line, where it is about one. */
  readonly line: string | null;
  /** What a person reads. */
  readonly text: string;
}

export interface CheckedLedger {
  readonly pipeline: string;
  readonly lines: number;
  readonly sealed: number;
  readonly seals: number;
  /** The hash of the last seal: whoever keeps it elsewhere notices a ledger that was cut off. */
  readonly head: string | null;
  readonly findings: readonly LedgerFinding[];
}

interface Ledger {
  readonly pipeline: string;
  readonly entries: readonly LedgerEntry[];
  /** In the order of their numbers. */
  readonly seals: readonly LedgerSeal[];
  /** Whether the entries stand in the order of their seals, as an export has them. */
  readonly inOrder?: boolean;
  /** The first seal may follow others that were not asked for. */
  readonly isPart?: boolean;
}

export function checkLedger({ pipeline, entries, seals, inOrder, isPart }: Ledger): CheckedLedger {
  const byKey = Map.groupBy(entries, ledgerKey);
  const sealed = new Map<string, number>();
  const findings = [
    ...chainFindings(seals, isPart ?? false),
    ...seals.flatMap((seal) => lineFindings(seal, byKey, sealed)),
    ...(inOrder ? orderFindings(entries, seals) : []),
  ];
  return {
    pipeline,
    lines: entries.length,
    sealed: sealed.size,
    seals: seals.length,
    head: seals.at(-1)?.digest ?? null,
    findings,
  };
}

/** Each seal says of itself what it holds, and which one it follows. */
function chainFindings(seals: readonly LedgerSeal[], isPart: boolean): LedgerFinding[] {
  return seals.flatMap((seal, index): LedgerFinding[] => {
    const { number, previous, digest } = seal;
    const before = seals[index - 1];
    const wanted = before ? before.number + 1 : 1;
    const findings: LedgerFinding[] = [];
    const told = (is: LedgerFinding['is'], text: string) =>
      findings.push({ is, seal: number, line: null, text });
    if (digestOfSeal(seal) !== digest)
      told('brokenSeal', `expected seal ${number} to hash to ${digest}, got something else`);
    if (number !== wanted && (before || !isPart))
      told('lostSeal', `expected seal ${wanted} next, got ${number}: there are seals missing`);
    else if (previous !== (before?.digest ?? '') && (before || !isPart))
      told(
        'brokenSeal',
        `expected seal ${number} to follow ${before?.digest ?? 'none'}, got ${previous || 'none'}`,
      );
    return findings;
  });
}

function lineFindings(
  { number, lines }: LedgerSeal,
  byKey: ReadonlyMap<string, readonly LedgerEntry[]>,
  sealed: Map<string, number>,
): LedgerFinding[] {
  return lines.flatMap(([line, digest]): LedgerFinding[] => {
    const of = { seal: number, line };
    const earlier = sealed.get(line);
    sealed.set(line, number);
    if (earlier !== undefined)
      return [{ ...of, is: 'twice', text: `line ${line} is in seal ${earlier} and in ${number}` }];
    const [entry, other] = byKey.get(line) ?? [];
    if (entry === undefined)
      return [{ ...of, is: 'missing', text: `line ${line} of seal ${number} is missing` }];
    if (other !== undefined)
      return [{ ...of, is: 'twice', text: `line ${line} of seal ${number} is there twice` }];
    if (digestOfEntry(entry) === digest) return [];
    return [{ ...of, is: 'changed', text: `line ${line} of seal ${number} was changed` }];
  });
}

/** An export has the lines of each seal one after the other, and what no seal holds behind the last of them. */
function orderFindings(
  entries: readonly LedgerEntry[],
  seals: readonly LedgerSeal[],
): LedgerFinding[] {
  const place = new Map<string, { readonly at: number; readonly seal: number }>();
  for (const { number, lines } of seals)
    for (const [line] of lines) place.set(line, { at: place.size, seal: number });
  let last = -1;
  const findings: LedgerFinding[] = [];
  const lastSealed = entries.findLastIndex((entry) => place.has(ledgerKey(entry)));
  for (const [index, entry] of entries.entries()) {
    const line = ledgerKey(entry);
    const found = place.get(line);
    if (found === undefined) {
      if (index < lastSealed)
        findings.push({
          is: 'added',
          seal: 0,
          line,
          text: `line ${line} stands among sealed lines, and no seal holds it`,
        });
      continue;
    }
    if (found.at < last) {
      const text = `line ${line} of seal ${found.seal} stands in another place`;
      findings.push({ is: 'moved', seal: found.seal, line, text });
    } else last = found.at;
  }
  return findings;
}
