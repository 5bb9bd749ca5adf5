// How far a run got that did not come to its end: the next one goes on from there.

import * as z from 'zod';
import { noun } from './noun.ts';

const progressSchema = z
  .strictObject({
    /** What was begun last, by its key among all that the run works through. */
    after: z.string(),
    at: z.string(),
  })
  .readonly();

export type Progress = z.output<typeof progressSchema>;

export const progressNoun = noun('progress', progressSchema);

/**
 * All of them in the order of their keys, from the first one after that on, and round again: whoever is always cut
 * short comes to each in turn.
 *
 *     a b c d, after b  →  c d a b
 *     a b c d, after x  →  a b c d
 */
export function fromThere<Item extends { readonly key: string }>(
  items: readonly Item[],
  after: string | undefined,
): Item[] {
  const sorted = [...items].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  if (after === undefined) return sorted;
  const next = sorted.findIndex(({ key }) => key > after);
  return next <= 0 ? sorted : [...sorted.slice(next), ...sorted.slice(0, next)];
}
