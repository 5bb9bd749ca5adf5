// Alarms that do less than they were meant to: which, by whom, until when, and what gives it back to them.

import type { QuietedView } from '../core/board/quieted-view.ts';
import { foreign, type Html, html } from './html.ts';
import { type Reader, timeElement, written } from './reader.ts';
import { signOf } from './sign.ts';

/** `of` is whose they are, where they are of several services; of many the first alone are shown, and counted. */
export function quietedPart(
  quieted: readonly (QuietedView & { readonly of?: Html })[],
  reader: Reader,
): Html | undefined {
  if (quieted.length === 0) return undefined;
  const { quieted: words, andMore } = reader.words;
  const more = quieted.length - MOST_SHOWN;
  const rows = quieted.slice(0, MOST_SHOWN).map((each) => row(each, reader));
  return html`<section class="tg-quieted" aria-labelledby="tg-quieted"><h2 id="tg-quieted">${words.title}</h2><ul>${rows}${more > 0 && html`<li>${andMore(more)}</li>`}</ul></section>`;
}

const MOST_SHOWN = 20;

function row(
  {
    alarms,
    alarm = alarms,
    targets,
    lost,
    by,
    reason,
    until,
    command,
    of,
  }: QuietedView & { readonly of?: Html },
  reader: Reader,
): Html {
  const { quieted: words } = reader.words;
  const till = words.until(timeElement(reader, until));
  const who =
    reason === undefined
      ? words.takenBack(foreign(by))
      : html`${words.by(foreign(by))}: ${written(reader, reason)}`;
  return html`<li>${signOf('hollow')}<div>${of && html`${of}: `}<b>${foreign(targets === undefined ? alarms : words.alarmOf(alarm, targets))}</b> ${words[lost]}, ${till}, ${who}<br><span class="tg-muted">${words.withdraws}:</span> <code>${command}</code></div></li>`;
}
