// Reads a source that may fail.

import { isFailure } from '../core/failure.ts';
import type { Gathered } from '../core/judging/look.ts';

/** A source that fails is not an error here: it is something we do not know. `otherwise` is what is found then. */
export async function gathered<Found>(
  what: string,
  otherwise: Found,
  read: () => Promise<Found>,
): Promise<Gathered<Found>> {
  try {
    return { found: await read(), unread: [] };
  } catch (thrown) {
    if (!isFailure(thrown, 'ServiceFailed') && !isFailure(thrown, 'Unreadable')) throw thrown;
    return { found: otherwise, unread: [what] };
  }
}

/** All that several readings found, in their order, and all that could not be read. */
export function together<Found>(
  all: readonly Gathered<readonly Found[]>[],
): Gathered<readonly Found[]> {
  return {
    found: all.flatMap(({ found }) => found),
    unread: all.flatMap(({ unread }) => unread),
  };
}
