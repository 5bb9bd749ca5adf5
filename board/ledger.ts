// The ledger, newest first.

import type { LedgerEntry } from '../core/ledger.ts';
import { foreign, type Html, html } from './html.ts';
import { timeElement, told } from './times.ts';

export function ledgerTable(ledger: readonly LedgerEntry[]): Html {
  if (ledger.length === 0) return html`<p class="tg-muted">Nothing has happened yet.</p>`;
  return html`<table class="tg-ledger">
<thead><tr><th scope="col">When (UTC)</th><th scope="col">Where</th><th scope="col">What</th></tr></thead>
<tbody>${ledger.map(row)}</tbody></table>`;
}

function row({ at, subject, text }: LedgerEntry): Html {
  const what = text.startsWith(`${subject}: `) ? text.slice(subject.length + 2) : text;
  return html`<tr><td>${timeElement(at)}</td><td>${foreign(subject || 'release')}</td><td>${told(what)}</td></tr>`;
}
