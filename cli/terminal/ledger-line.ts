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
  return harmless(text.startsWith(`${what}: `) ? text : `${what}: ${text}`);
}

/** To the second, in UTC, as everything is. */
export function timeOf(at: string): string {
  return at.slice(0, 19).replace('T', ' ');
}
