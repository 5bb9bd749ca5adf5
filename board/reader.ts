// Who reads a page: in which language, in which zone. What others wrote stays as it is, escaped; what Tidegate told is
// told in the reader's language.

import { type Html, html } from './html.ts';
import type { Words } from './language/english.ts';
import { type Language, languageNames, languageOf, languages } from './language/languages.ts';
import { utc, type Zone, zoneNamed } from './zone.ts';

export interface Reader {
  readonly language: Language;
  readonly words: Words;
  readonly zone: Zone;
  /** What the page was asked for by its address: it stays so, wherever the page leads. */
  readonly asked: Readonly<Record<string, string>>;
}

/** What a request tells of whoever makes it. */
export interface Wish {
  /** `?lang=`, which wins. */
  readonly lang?: string | undefined;
  /** `?tz=`, which wins too. */
  readonly tz?: string | undefined;
  /** `Accept-Language`, or a locale. */
  readonly accepted?: string | undefined;
  /** The zone that somebody else tells of them. */
  readonly zone?: string | undefined;
}

export function readerOf({ lang, tz, accepted, zone }: Wish = {}): Reader {
  const named = languageNames.find((each) => each === lang);
  const language = named ?? languageOf(accepted);
  const asked = tz === undefined ? undefined : zoneNamed(tz);
  return {
    language,
    words: languages[language].words,
    zone: asked ?? zoneNamed(zone ?? '') ?? utc,
    asked: { ...(named && { lang: named }), ...(asked && { tz: asked.name }) },
  };
}

/** Nobody has said who reads. */
export const anyReader = readerOf();

const TIME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d)(:\d\d(?:\.\d+)?)?Z$/;

/**
 * `24 Nov 12:55:03`, and without the seconds where there are none. What is no ISO 8601 time in UTC stands as it is.
 */
export function shortTime({ words, zone }: Reader, at: string): string {
  const match = TIME.exec(at);
  const millis = Date.parse(at);
  if (!match || Number.isNaN(millis)) return at;
  const there = new Date(millis + zone.offsetMinutes(millis) * 60_000);
  const clock = there.toISOString().slice(11, match[2] === undefined ? 16 : 19);
  return `${words.monthDay(there.getUTCMonth() + 1, there.getUTCDate())} ${clock}`;
}

export function timeElement(reader: Reader, at: string): Html {
  return html`<time datetime="${at}">${shortTime(reader, at)}</time>`;
}

/** Which zone the times are of; where there is a script, it says the reader's own. */
export function zoneElement({ zone }: Reader): Html {
  return html`<span data-zone>${zone.name}</span>`;
}

/** As evidence tells when something began: a minute, in UTC. */
const MINUTE = /(?<=, since )(\d{4}-\d\d-\d\d) (\d\d:\d\d)(?=[,;]|$)/g;
const TIMES = /(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z)/;

/** What was told, in the reader's language, with every ISO 8601 time in it as they read it. */
export function told(reader: Reader, text: string): Html {
  const parts = piecesOf(reader, text).map((piece, index) =>
    index % 2 === 1 ? timeElement(reader, piece) : html`${piece}`,
  );
  return html`<bdi>${parts}</bdi>`;
}

/** The same where no element may be. */
export function toldText(reader: Reader, text: string): string {
  return piecesOf(reader, text)
    .map((piece, index) => (index % 2 === 1 ? shortTime(reader, piece) : piece))
    .join('');
}

/** Every second piece is a time. */
function piecesOf({ language }: Reader, text: string): string[] {
  return languages[language].told(text.replace(MINUTE, '$1T$2Z')).split(TIMES);
}

/** What somebody has written, as it is, with its times. */
export function written(reader: Reader, text: string): Html {
  return told({ ...reader, language: 'en' }, text);
}
