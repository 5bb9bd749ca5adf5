// A sentence where a page could not be made.

import { documentOf } from './document.ts';
import { html } from './html.ts';
import { servedLinksFor } from './links.ts';
import { anyReader, type Reader, told } from './reader.ts';
import { style } from './style.ts';

/** With the way back to the fleet. */
export function renderNotice(
  text: string,
  reader: Reader = anyReader,
  fleet = servedLinksFor(reader.asked).fleet(),
): string {
  const body = html`<style>${{ markup: style }}</style><div class="tg"><p role="alert">${told(reader, text)}</p></div>`;
  return documentOf({
    reader,
    title: reader.words.board,
    links: html`<a href="${fleet}">${reader.words.fleet}</a>`,
    body: body.markup,
  });
}
