// Seals what is over in every ledger: its lines, chained by their hashes to all that were sealed before.

import { ranges } from '../core/keys.ts';
import type { LedgerEntry } from '../core/ledger.ts';
import { ledgerKey } from '../core/ledger.ts';
import { isOver, type LedgerSeal, LINES_A_SEAL, sealAfter } from '../core/record/ledger-seal.ts';
import type { ToSeal } from '../core/record/to-seal.ts';
import { recordKeys, recordRanges } from '../core/record-keys.ts';
import { inTime } from './in-time.ts';
import { readableItems } from './one-by-one.ts';
import type { Ports } from './ports.ts';
import { ledgerPages } from './read-ledger.ts';

/** A line younger than this may still have one beside it that was decided before and is written after. */
const SETTLED_MILLIS = 10 * 60_000;
/** A line that is written later than this after its moment is in no seal: `tidegate ledger verify` tells of it. */
const LATE_MILLIS = 7 * 86_400_000;
/** The function's time and memory are not without end; what is left is sealed the next time. */
const LINES_AT_ONCE = 10_000;

/** One ledger that is broken keeps no other from being sealed; what was thrown first is thrown at the end. */
export async function sealLedgers(ports: Ports): Promise<void> {
  const names = await readableItems(ports, ranges.pipelineNames());
  const left = await readableItems(ports, recordRanges.toSeal());
  const { items, unreadable } = await ports.table.readable(ranges.open());
  for (const { message, code } of unreadable) ports.log.error(message, { code });
  const open = new Set(items.map(({ release }) => release));
  // What concerns all pipelines stands in a ledger of no name.
  const all = new Set([...names, ...left].map(({ pipeline }) => pipeline)).add('');
  const turns = [...all].map((pipeline) => ({
    key: pipeline,
    look: () => sealLedger(ports, pipeline, open),
  }));
  const { thrown, left: unsealed } = await inTime(ports, {
    name: 'seals',
    turns,
    sparesSeconds: 30,
  });
  if (thrown.length > 0) throw thrown[0];
  if (unsealed === 0) await forgetSealed(ports, left);
}

/** No line comes so late any more: what is there is sealed, since none was thrown on. */
async function forgetSealed({ table, clock }: Ports, left: readonly ToSeal[]): Promise<void> {
  const late = new Date(clock.now().getTime() - LATE_MILLIS - SETTLED_MILLIS).toISOString();
  for (const { pipeline, since } of left.filter((each) => each.since < late))
    await table.remove(recordKeys.toSeal(pipeline), { since });
}

async function sealLedger(
  ports: Ports,
  pipeline: string,
  open: ReadonlySet<string>,
): Promise<void> {
  const now = ports.clock.now().getTime();
  const before = new Date(now - SETTLED_MILLIS).toISOString();
  const { last, sealed, from } = await sealedSince(ports, pipeline);
  const over: LedgerEntry[] = [];
  let openFrom = before;
  for await (const page of ledgerPages(ports, pipeline, from, before)) {
    for (const entry of page) {
      if (sealed.has(ledgerKey(entry))) continue;
      if (isOver(entry, { open, before }) && over.length < LINES_AT_ONCE) over.push(entry);
      else if (entry.at < openFrom) openFrom = entry.at;
    }
    if (over.length >= LINES_AT_ONCE && openFrom < before) break;
  }
  await keepSeals(ports, { pipeline, openFrom }, last, over);
}

/** What the last seals hold of the time in which lines may still come late, and from where on to look. */
async function sealedSince(
  { table }: Ports,
  pipeline: string,
): Promise<{ last: LedgerSeal | undefined; sealed: ReadonlySet<string>; from: string }> {
  const range = recordRanges.seals(pipeline);
  const [last] = await table.latest(range, 1);
  if (last === undefined) return { last, sealed: new Set(), from: '0' };
  const late = new Date(Date.parse(last.at) - LATE_MILLIS).toISOString();
  const [from = late] = [last.openFrom, late].sort();
  const sealed = new Set<string>();
  // A seal is younger than all that it holds: one that is older than the first line asked for holds none of them.
  for (let number = last.number; number > 0; number -= 1) {
    const seal = number === last.number ? last : await table.get(recordKeys.seal(pipeline, number));
    if (seal === undefined) continue;
    if (seal.at < from) break;
    for (const [key] of seal.lines) sealed.add(key);
  }
  return { last, sealed, from };
}

/** Where another hand has written a seal of that number, it has sealed these lines: what is left waits for the next. */
async function keepSeals(
  { table, clock, log }: Ports,
  of: Pick<LedgerSeal, 'pipeline' | 'openFrom'>,
  last: LedgerSeal | undefined,
  over: readonly LedgerEntry[],
): Promise<void> {
  const at = clock.now().toISOString();
  let before = last;
  for (let start = 0; start < over.length; start += LINES_A_SEAL) {
    const entries = over.slice(start, start + LINES_A_SEAL);
    const left = over[start + LINES_A_SEAL]?.at;
    const openFrom = left !== undefined && left < of.openFrom ? left : of.openFrom;
    const seal = sealAfter(before, { pipeline: of.pipeline, openFrom, at }, entries);
    if (!(await table.create(recordKeys.seal(of.pipeline, seal.number), seal))) return;
    const { number, digest } = seal;
    // The log is kept elsewhere: whoever cuts the ledger off would have to cut there, too.
    log.info('sealed', { pipeline: of.pipeline, seal: number, lines: entries.length, digest });
    before = seal;
  }
}
