// What stops: buttons in a widget, which bears no script and asks before it does anything; elsewhere the commands.
// What lets something through is a command everywhere.

import type { StopOffer } from '../core/board/stop-offer.ts';
import { resumeCommand, stopCommand } from '../core/command/scope-words.ts';
import type { Scope } from '../core/hold.ts';
import { type Html, html } from './html.ts';
import { type Reader, told, toldText } from './reader.ts';

/** CloudWatch calls the function with what stands in the element, and with the fields, as the onlooker. */
export function stopButtons(
  offers: readonly StopOffer[],
  functionArn: string,
  reader: Reader,
): Html | undefined {
  const { stopping } = reader.words;
  // What is held of a pipeline is told where its stages are.
  const shown = offers.filter(({ isHeld, scope }) => !isHeld || !('pipeline' in scope));
  if (shown.length === 0) return undefined;
  const isOffered = shown.some(({ isHeld }) => !isHeld);
  return html`<section class="tg-stops" aria-labelledby="tg-stop"><h2 id="tg-stop">${stopping.title}</h2>
${isOffered && html`<p class="tg-muted">${stopping.explained}</p><p class="tg-stop-fields"><label>${stopping.why} <input name="reason" maxlength="1000"></label><label>${stopping.who} <input name="who" maxlength="100"></label></p>`}
<ul class="tg-stop-list">${shown.map((offer) => (offer.isHeld ? heldRow(offer, reader) : buttonRow(offer, functionArn, reader)))}</ul></section>`;
}

function buttonRow(offer: StopOffer, functionArn: string, reader: Reader): Html {
  const { stopping } = reader.words;
  const { scope, stands, press } = offer;
  const what = pressed(scope, reader);
  const now = stands === 'open' ? stopping.open : toldText(reader, stands);
  const asks = stopping.confirm(what, now, resumeCommand(scope));
  return html`<li><button type="button" class="btn">${what}</button><cwdb-action action="call" display="popup" confirmation="${asks}" endpoint="${functionArn}">${{ markup: jsonIn({ stop: press }) }}</cwdb-action></li>`;
}

function heldRow({ scope, stands }: StopOffer, reader: Reader): Html {
  return html`<li><b>${scopeName(scope, reader)}</b>: ${told(reader, stands)}<br><span class="tg-muted">${reader.words.stopping.letsGoOn}:</span> <code>${resumeCommand(scope)}</code></li>`;
}

/** JSON that ends no element, and begins none. */
function jsonIn(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&'\u2028\u2029]/g,
    (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function pressed(scope: Scope, { words: { stopping } }: Reader): string {
  if (scope.kind === 'organisation') return stopping.organisation;
  if (scope.kind === 'team') return stopping.team(scope.team);
  return scope.kind === 'stage' ? stopping.stage(scope.stage) : stopping.pipeline(scope.pipeline);
}

export function scopeName(scope: Scope, { words: { stopping } }: Reader): string {
  const { scopes } = stopping;
  if (scope.kind === 'organisation') return scopes.organisation;
  if (scope.kind === 'team') return scopes.team(scope.team);
  return scope.kind === 'stage' ? scopes.stage(scope.stage) : scopes.pipeline(scope.pipeline);
}

/** For whoever has a terminal at hand: who gives a command there is known. */
export function stopCommands(scopes: readonly Scope[], { words }: Reader): Html {
  return html`<details class="tg-stops"><summary>${words.stopping.commands}</summary><ul class="tg-stop-list">${scopes.map((scope) => html`<li><code>${stopCommand(scope)}</code></li>`)}</ul></details>`;
}
