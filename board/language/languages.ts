// The languages of the board, and which one a reader wants.

import { english, type Words } from './english.ts';
import { korean } from './korean.ts';
import { toldInKorean } from './told-in-korean.ts';

export const languageNames = ['en', 'ko'] as const;

export type Language = (typeof languageNames)[number];

interface Spoken {
  readonly words: Words;
  /** What was told in English once; what is none of our sentences stays as it is. */
  readonly told: (text: string) => string;
}

export const languages: Readonly<Record<Language, Spoken>> = {
  en: { words: english, told: (text) => text },
  ko: { words: korean, told: toldInKorean },
};

/** Whoever sends more of it wants nothing of ours. */
const LONGEST = 500;

/**
 * The language of a header `Accept-Language`, or of one name of a locale: the one that is wanted most of those that are
 * there, English where none is.
 *
 *     ko-KR,ko;q=0.9,en;q=0.8  →  ko
 *     en-GB, ko;q=0.5          →  en
 *     de, ko;q=0.3             →  ko
 *     ko;q=0                   →  en
 *     de, or nothing           →  en
 */
export function languageOf(accepted = ''): Language {
  const wanted = accepted
    .slice(0, LONGEST)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.split(';');
      const weight = parameters.map((each) => /^\s*q=([\d.]+)\s*$/i.exec(each)?.[1]).find(Boolean);
      return { language: languageNamed(tag), weight: Number(weight ?? 1) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  return wanted.find(({ language }) => language !== undefined)?.language ?? 'en';
}

/** `ko`, `ko-KR` and `KO_kr` are Korean. */
function languageNamed(tag: string): Language | undefined {
  const [primary] = tag.trim().toLowerCase().split(/[-_]/);
  return languageNames.find((each) => each === primary);
}
