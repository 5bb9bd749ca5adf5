// What a person applies is applied on the version that they saw.

import { Failure } from '../core/failure.ts';
import type { PersonTold } from '../core/ledger.ts';

/** Who applies it, when, on which version, and what the ledger says of it. */
export interface Given {
  readonly by: string;
  readonly at: string;
  readonly onVersion: number;
  readonly text: string;
  readonly person: PersonTold;
}

/** Throws `Stale` where somebody has applied another version since the person looked. */
export function refuseStale(name: string, seen: number, present: number): void {
  if (seen === present) return;
  throw new Failure(
    'Stale',
    `expected ${name} as it was seen, of version ${seen}, got version ${present}: look at it again`,
  );
}
