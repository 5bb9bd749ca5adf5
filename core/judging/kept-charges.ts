// What is kept of all that speaks against a revision: the item of a wave has room for a share of it, whatever its plan.

import type { Charge } from './charge.ts';

/** A person reads no more of them. */
const MOST_KEPT = 20;

/** The longest names of an alarm and of its target have room in it, with the time. */
const LONGEST = 1_000;

export function shortText(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1).toWellFormed()}…`;
}

/**
 * The first of several reasons, and how many more there are.
 *
 *     20 reasons   →  all of them
 *     950 reasons  →  the first 20, then 'and 930 more'
 */
export function keptTexts(texts: readonly string[]): string[] {
  const more = texts.length - MOST_KEPT;
  const kept = texts.slice(0, MOST_KEPT).map(shortText);
  return more > 0 ? [...kept, `and ${more} more`] : kept;
}

export interface KeptCharges {
  readonly charges: readonly Charge[];
  /** How many there are besides. */
  readonly more?: number;
}

/**
 * So many charges as there is room for: the earliest, which tells since when there was harm, then one of each name,
 * then the others.
 */
export function keptCharges(all: readonly Charge[]): KeptCharges {
  const more = all.length - MOST_KEPT;
  if (more <= 0) return { charges: all.map(shortened) };
  const [earliest] = all
    .filter(({ since }) => since !== undefined)
    .toSorted((a, b) => Date.parse(a.since ?? '') - Date.parse(b.since ?? ''));
  const ofEach = Map.groupBy(all, ({ by, name }) => JSON.stringify([by, name])).values();
  const first = [...ofEach].flatMap(([charge]) => charge ?? []);
  const chosen = new Set([...(earliest ? [earliest] : []), ...first, ...all]);
  return { charges: [...chosen].slice(0, MOST_KEPT).map(shortened), more };
}

function shortened(charge: Charge): Charge {
  return { ...charge, name: shortText(charge.name), text: shortText(charge.text) };
}

/** A verdict as a wave keeps it. */
export function keptVerdict<Said extends Partial<KeptCharges> & { reasons: readonly string[] }>(
  said: Said,
): Said {
  const reasons = keptTexts(said.reasons);
  return { ...said, reasons, ...(said.charges && keptCharges(said.charges)) };
}
