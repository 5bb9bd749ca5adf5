// A branch as a line of commits: each that was asked for has its place.

import * as z from 'zod';
import { noun } from '../noun.ts';

const lineSchema = z
  .strictObject({
    /** The places of the commits that were released last, by their ids. */
    places: z.record(z.string(), z.int()).readonly(),
    /** The newest commit that had a release: what a later one changed is told from there. */
    released: z.strictObject({ commit: z.string(), at: z.int() }).readonly().exactOptional(),
  })
  .readonly();

export type Line = z.output<typeof lineSchema>;

export const lineNoun = noun('line of commits', lineSchema);

/** How far a walk along first parents goes. */
export const LONGEST_WALK = 100;

/** A commit, as far as its place needs it. */
export interface Step {
  readonly id: string;
  /** ISO 8601, of its committer. */
  readonly at: string;
}

/** What a walk back from a commit has met, the commit itself first. */
export type Walk = readonly Step[];

export interface Walks {
  /** From the commit that is asked for. */
  readonly own: Walk;
  /** From the newest of the line, where the first has met none of it. */
  readonly newest: Walk;
}

/** The commit of the line that stands last; undefined in one that is empty. */
export function newestOf({ places }: Line): string | undefined {
  return Object.keys(places).reduce<string | undefined>(
    (last, each) => (last !== undefined && places[last]! >= places[each]! ? last : each),
    undefined,
  );
}

/**
 * The place of a commit in the line: how many first parents it is from one whose place is known.
 *
 * Where neither walk meets the other's beginning (history that was written anew, or a long way) the commit's own time
 * says on which side it stands, further away than any walk goes.
 *
 *     the line is empty                          →  0
 *     a walk of 3 meets one at 7                 →  10
 *     the newest, at 7, meets it after 2         →  5
 *     they do not meet, and it was made later    →  beyond the newest
 */
export function placeIn({ places }: Line, { own, newest }: Walks): number {
  const [commit] = own;
  const met = own.findIndex(({ id }) => places[id] !== undefined);
  if (met >= 0) return places[own[met]!.id]! + met;
  const all = Object.values(places);
  const [last] = newest;
  if (last === undefined || all.length === 0) return 0;
  const back = newest.findIndex(({ id }) => id === commit!.id);
  if (back >= 0) return places[last.id]! - back;
  const isLater = Date.parse(commit!.at) > Date.parse(last.at);
  return isLater ? Math.max(...all) + LONGEST_WALK : Math.min(...all) - LONGEST_WALK;
}

/** More than this many are not remembered: those that stand first are forgotten. */
const MOST_PLACES = 200;

export function withPlace(line: Line, commit: string, at: number): Line {
  const places = Object.entries({ ...line.places, [commit]: at }).sort((a, b) => b[1] - a[1]);
  return { ...line, places: Object.fromEntries(places.slice(0, MOST_PLACES)) };
}

/** The line after a commit of it had a release. */
export function withReleased(line: Line, commit: string, at: number): Line {
  if (line.released && line.released.at >= at) return line;
  return { ...line, released: { commit, at } };
}
