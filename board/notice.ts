// A sentence where a page could not be made.

import { documentOf } from './document.ts';
import { foreign, html } from './html.ts';
import { style } from './style.ts';

export function renderNotice(text: string): string {
  const body = html`<style>${{ markup: style }}</style><div class="tg"><p role="alert">${foreign(text)}</p></div>`;
  return documentOf({ title: 'Board', links: html`<a href="/board">Fleet</a>`, body: body.markup });
}
