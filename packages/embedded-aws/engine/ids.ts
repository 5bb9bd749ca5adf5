// Ids of executions, requests and events: a Map Run needs two for each of its children, so they are cheap.

import type { Chance } from '../chance.ts';

/** Gives ids in the form of a version 4 UUID: the seed draws the first part, the second counts. */
export type NextId = () => string;

export function newIds(chance: Chance): NextId {
  const drawn = chance.uuid().slice(0, 24);
  let count = 0;
  return () => {
    count += 1;
    return drawn + count.toString(16).padStart(12, '0');
  };
}
