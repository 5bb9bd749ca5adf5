// A sentence where a page could not be made.

import { documentOf } from './document.ts';
import { foreign, html } from './html.ts';
import { servedLinks } from './links.ts';
import { style } from './style.ts';

/** With the way back to the fleet. */
export function renderNotice(text: string, fleet = servedLinks.fleet()): string {
  const body = html`<style>${{ markup: style }}</style><div class="tg"><p role="alert">${foreign(text)}</p></div>`;
  return documentOf({
    title: 'Board',
    links: html`<a href="${fleet}">Fleet</a>`,
    body: body.markup,
  });
}
