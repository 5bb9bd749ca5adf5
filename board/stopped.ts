// What a press came to, in the window that CloudWatch opens for it.

import type { Pressed, StopOffer } from '../core/board/stop-offer.ts';
import { resumeCommand } from '../core/command/scope-words.ts';
import { type Html, html } from './html.ts';
import { type Reader, told } from './reader.ts';
import { scopeName } from './stopping.ts';
import { style } from './style.ts';

export function renderPressed(
  { came, why, notes, now }: Pressed,
  theme: 'light' | 'dark',
  reader: Reader,
): string {
  const { stopping } = reader.words;
  const isGood = came === 'done' || came === 'again';
  return html`<div class="cwdb-theme-${theme}" lang="${reader.language}"><style>${{ markup: style }}</style><div class="tg tg-pressed">
<h1>${stopping.title}</h1><p role="status" class="tg-${isGood ? 'good' : 'bad'}"><strong>${stopping[came]}</strong></p>
${why !== undefined && html`<p>${told(reader, why)}</p>`}
${now && nowPart(now, reader)}
${notes.map((note) => html`<p class="tg-muted">${told(reader, note)}</p>`)}
<p class="tg-muted">${stopping.loadsAgain}</p></div></div>`.markup;
}

function nowPart({ scope, stands, isHeld }: StopOffer, reader: Reader): Html {
  const { stopping } = reader.words;
  const state = stands === 'open' ? html`${stopping.open}` : told(reader, stands);
  return html`<p>${stopping.now}: <b>${scopeName(scope, reader)}</b>: ${state}</p>
${isHeld && html`<p>${stopping.letsGoOn}: <code>${resumeCommand(scope)}</code></p>`}`;
}
