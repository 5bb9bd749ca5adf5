// Reads a source that may fail.

import { type Failure, isFailure } from '../core/failure.ts';
import type { Gathered } from '../core/judging/look.ts';
import type { Log, Ports } from './ports.ts';

/**
 * A source that fails is not an error here: it is something we do not know. `otherwise` is what is found then. A
 * permission that is missing is told: it does not come by itself.
 */
export async function gathered<Found>(
  { log }: Pick<Ports, 'log'>,
  what: string,
  otherwise: Found,
  read: () => Promise<Found>,
): Promise<Gathered<Found>> {
  try {
    return { found: await read(), unread: [] };
  } catch (thrown) {
    if (!isFailure(thrown, 'ServiceFailed') && !isFailure(thrown, 'Unreadable')) throw thrown;
    warnOfDenial(log, what, thrown as Failure);
    return { found: otherwise, unread: [what] };
  }
}

/** What each function's run has told already: its log is its own. */
const told = new WeakMap<Log, Set<string>>();

/** Once for each action: a look may need it for every target. */
/** Whether a call failed for want of a right: time alone mends that seldom. */
export function isDenial({ message }: Failure): boolean {
  return DENIED.test(message);
}

function warnOfDenial(log: Log, what: string, failure: Failure): void {
  const { message } = failure;
  if (!isDenial(failure)) return;
  const [, action = message] = ACTION.exec(message) ?? [];
  const before = told.get(log) ?? new Set();
  if (before.has(action)) return;
  told.set(log, before.add(action));
  log.warn(`${what} could not be read, for a permission is missing`, { action, reason: message });
}

const DENIED = /\b(AccessDenied|AccessDeniedException|UnauthorizedOperation|Forbidden)\b/;
const ACTION = /not authorized to perform:? ([\w-]+:\w+)/;

/** All that several readings found, in their order, and all that could not be read. */
export function together<Found>(
  all: readonly Gathered<readonly Found[]>[],
): Gathered<readonly Found[]> {
  return {
    found: all.flatMap(({ found }) => found),
    unread: all.flatMap(({ unread }) => unread),
  };
}
