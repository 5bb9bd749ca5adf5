// Times as people read them. All are UTC.

import { foreign, type Html, html } from './html.ts';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * `24 Nov 12:55:03`. What is no ISO 8601 time stands as it is.
 */
export function shortTime(at: string): string {
  const match = /^\d{4}-(\d\d)-(\d\d)T(\d\d:\d\d:\d\d)/.exec(at);
  const month = match && months[Number(match[1]) - 1];
  return match && month ? `${Number(match[2])} ${month} ${match[3]}` : at;
}

export function timeElement(at: string): Html {
  return html`<time datetime="${at}">${shortTime(at)}</time>`;
}

/** What somebody else wrote, with every ISO 8601 time in it as people read it. */
export function told(text: string): Html {
  return foreign(withShortTimes(text));
}

/** The text with every ISO 8601 time in it as people read it. */
export function withShortTimes(text: string): string {
  return text.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, shortTime);
}
