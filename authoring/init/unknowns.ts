// What init could not know: a placeholder in the file, and beside it what belongs there.

import { unknownAccount } from '../../core/pipeline/placeholders.ts';
import { UNKNOWN_REGION } from '../../core/pipeline/regions.ts';

export interface Unknowns {
  /** A placeholder for a name. The same word is the same placeholder. */
  named(word: string, reason: string): string;
  account(number: number, reason: string): string;
  region(): string;
  /** What belongs where a placeholder stands; undefined for anything else. */
  reasonOf(value: unknown): string | undefined;
}

export function newUnknowns(): Unknowns {
  const reasons = new Map<string, string>();
  const noted = (placeholder: string, reason: string) => {
    if (!reasons.has(placeholder)) reasons.set(placeholder, reason);
    return placeholder;
  };
  return {
    named: (word, reason) => noted(`TODO-${word}`, reason),
    account: (number, reason) => noted(unknownAccount(number), reason),
    region: () => noted(UNKNOWN_REGION, 'the region it is deployed to'),
    reasonOf: (value) => (typeof value === 'string' ? reasons.get(value) : undefined),
  };
}
