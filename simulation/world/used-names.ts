// Names that a scenario uses, of things that must be there.

import { nearest } from '../../core/nearest.ts';
import type { Finding } from '../../core/strict-yaml.ts';

/** A name that is used, where it stands, and the names that would do. */
export type Use = readonly [
  path: readonly PropertyKey[],
  what: string,
  name: string | undefined,
  known: readonly string[],
];

export function findings(uses: readonly Use[]): Finding[] {
  return uses.flatMap(([path, what, name, known]) => {
    if (name === undefined || known.includes(name)) return [];
    const meant = nearest(name, known);
    const hint = meant ? `did you mean ${meant}?` : `known are ${known.join(', ') || 'none'}`;
    return [{ path, text: `expected a ${what} that is there, got ${name}; ${hint}` }];
  });
}
