// One entry of the ledger as one line, for where there is no terminal.

import { harmless } from '../../core/harmless.ts';
import type { LedgerEntry } from '../../core/ledger.ts';

/** `2026-11-23 09:36:16  prod/one-box: wave started: one-box` */
export function ledgerLine(entry: LedgerEntry): string {
  return `${timeOf(entry.at)}  ${ledgerText(entry)}`;
}

/** What happened to what; a text that names it already is not told it twice. */
export function ledgerText({ release, subject, text }: LedgerEntry): string {
  const what = subject || release;
  const isTold = [': ', ' '].some((end) => text.startsWith(`${what}${end}`)) || BYTES.test(what);
  return harmless((isTold ? text : `${what}: ${text}`).replaceAll(BYTES_IN, '$1…'));
}

/** A digest or a commit: nobody reads all of it, and its text says whose it is. */
const BYTES = /^(?:sha256:)?[0-9a-f]{40,64}$/;
const BYTES_IN = /\b((?:sha256:)?[0-9a-f]{12})[0-9a-f]{28,52}\b/g;

/** To the second, in UTC, as everything is. */
export function timeOf(at: string): string {
  return at.slice(0, 19).replace('T', ' ');
}
