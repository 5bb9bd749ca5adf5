// A rollback by hand is kept with the names of all that it takes back, in one item of the table.

import { bytesOf } from './bytes-of.ts';
import { Failure } from './failure.ts';

/** DynamoDB takes 400 KB, and the rest of the release needs its share. */
const MOST_BYTES = 340_000;

/** Throws `Refused` before anything is done where it could not be kept; some 9,000 targets can. */
export function refuseTooLarge(
  targets: readonly string[],
  staying: Readonly<Record<string, string>>,
): void {
  const bytes = bytesOf(targets) + bytesOf(staying);
  if (bytes <= MOST_BYTES) return;
  throw new Failure(
    'Refused',
    `expected a rollback whose targets take at most ${MOST_BYTES} bytes to be named, got ${bytes} for ` +
      `${targets.length + Object.keys(staying).length} targets: take it back stage by stage (--stage NAME), the ` +
      'one that serves users first',
  );
}
