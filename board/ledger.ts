// The ledger, newest first.

import type { LedgerEntry } from '../core/ledger.ts';
import { foreign, type Html, html } from './html.ts';
import { type Reader, timeElement, told, zoneElement } from './reader.ts';

export function ledgerTable(ledger: readonly LedgerEntry[], reader: Reader): Html {
  const { words } = reader;
  if (ledger.length === 0) return html`<p class="tg-muted">${words.nothingHappened}</p>`;
  return html`<table class="tg-ledger">
<thead><tr><th scope="col">${words.when(zoneElement(reader))}</th><th scope="col">${words.where}</th><th scope="col">${words.what}</th></tr></thead>
<tbody>${ledger.map((entry) => row(entry, reader))}</tbody></table>`;
}

function row({ at, subject, text }: LedgerEntry, reader: Reader): Html {
  const what = text.startsWith(`${subject}: `) ? text.slice(subject.length + 2) : text;
  return html`<tr><td>${timeElement(reader, at)}</td><td>${foreign(subject || reader.words.release)}</td><td>${told(reader, what)}</td></tr>`;
}
