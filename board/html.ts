// Markup in which everything is escaped unless it is markup already.

import { harmless } from '../core/harmless.ts';

/** Markup that is safe to stand where an element may. */
export interface Html {
  readonly markup: string;
}

type Part = Html | string | number | undefined | false | readonly Part[];

/**
 * A template of markup. What stands in it is made harmless and escaped, for text and for quoted attributes alike;
 * `Html` stands as it is, lists are joined, and undefined and false are nothing.
 *
 *     html`<b title="${'"'}">${'<i>'}</b>`  →  <b title="&quot;">&lt;i&gt;</b>
 */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const pieces = strings.map((string, index) =>
    index === 0 ? string : `${markupOf(parts[index - 1])}${string}`,
  );
  return { markup: pieces.join('') };
}

/** What somebody else wrote: whatever its direction, what stands beside it keeps its place. */
export function foreign(text: string): Html {
  return html`<bdi>${text}</bdi>`;
}

function markupOf(part: Part): string {
  if (part === undefined || part === false) return '';
  if (typeof part === 'string') return escaped(part);
  if (typeof part === 'number') return String(part);
  return isList(part) ? part.map(markupOf).join('') : part.markup;
}

function isList(part: Html | readonly Part[]): part is readonly Part[] {
  return Array.isArray(part);
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

function escaped(text: string): string {
  return harmless(text).replace(/[&<>"'`]/g, (character) => entities[character] ?? character);
}
