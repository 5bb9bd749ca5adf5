// Puts the lines of a pipeline's ledger on a bus that wants them, as they come.

import { ledgerKey } from '../../core/ledger.ts';
import { messageKeys } from '../../core/message-keys.ts';
import type { Route } from '../../core/messages/route-schema.ts';
import { causeKeyOf, causesIn } from '../../core/record/cause.ts';
import { cloudEventOf } from '../../core/record/ledger-line.ts';
import type { Ports } from '../ports.ts';
import { ledgerSince } from '../read-ledger.ts';

/** A line may be written so much after its moment and still be told; later ones are in exports alone. */
const LATE_MILLIS = 5 * 60_000;
const MOST_KEPT = 500;

/** Each line comes at least once, under an id of its own: its key. */
export async function tellLedger(ports: Ports, route: Route, pipeline: string): Promise<void> {
  const { bus, ledger = false } = route.eventBridge ?? {};
  if (!ledger || bus === undefined) return;
  const { table, buses, clock } = ports;
  const key = messageKeys.cursor(pipeline, bus);
  const before = await table.get(key);
  const from = before?.from ?? new Date(clock.now().getTime() - LATE_MILLIS).toISOString();
  const entries = await ledgerSince(ports, pipeline, from);
  const known = new Set(before?.told);
  const fresh = entries.filter((entry) => !known.has(ledgerKey(entry)));
  if (fresh.length === 0) return;
  const causes = causesIn(entries);
  const events = fresh.map((entry) => ({
    source: 'tidegate',
    type: `Tidegate Ledger ${entry.event}`,
    time: entry.at,
    detail: cloudEventOf({
      kind: 'entry',
      key: ledgerKey(entry),
      ...entry,
      cause: causeKeyOf(causes, entry) ?? null,
    }),
  }));
  await buses.put(bus, events);
  const newest = Date.parse(entries.at(-1)?.at ?? from) - LATE_MILLIS;
  const next = new Date(Math.max(newest, Date.parse(from))).toISOString();
  const told = entries.filter(({ at }) => at >= next).map(ledgerKey);
  await table.put(key, { from: next, told: told.slice(-MOST_KEPT) });
}
