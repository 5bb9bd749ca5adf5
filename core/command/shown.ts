// What is told and kept of a command that concerns many: as many lines as a person reads, and a count of the rest.

import type { Intent } from './answer.ts';

/** A pipeline may have ten thousand targets; an item of the table and an answer have bounds. */
export const MOST_SHOWN = 100;

/**
 * The first of the lines, and a count of the rest.
 *
 *     3 lines      →  these
 *     10,000 lines →  the first 100, and: and 9900 more
 */
export function shownLines(lines: readonly string[]): string[] {
  const more = lines.length - MOST_SHOWN;
  return [...lines.slice(0, MOST_SHOWN), ...(more > 0 ? [`and ${more} more`] : [])];
}

/** What it would do, with so much of its changes and notes. What it goes by stays whole. */
export function shownOf({ changes, notes, ...rest }: Intent): Intent {
  const more = changes.length - MOST_SHOWN;
  const told = [
    ...(more > 0 ? [`${more} more change, ${changes.length} in all`] : []),
    ...shownLines(notes ?? []),
  ];
  return {
    ...rest,
    changes: changes.slice(0, MOST_SHOWN),
    ...(notes === undefined && told.length === 0 ? {} : { notes: told }),
  };
}
