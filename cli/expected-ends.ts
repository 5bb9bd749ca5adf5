// Whether releases ended as was expected, for those who let a machine look.

import type { Outcome } from '../core/outcome.ts';

interface Ended {
  readonly id: string;
  readonly revision: string;
  readonly outcome: Outcome | null;
  readonly reason: string;
}

/**
 * What was not as expected, a line each: one outcome is that of all releases; several are those of the releases in
 * their order.
 *
 *     Promoted              of good: Promoted                    →  nothing
 *     Promoted              of good: Promoted, bad: RolledBack   →  bad
 *     Promoted, RolledBack  of good: Promoted, bad: RolledBack   →  nothing
 *     Promoted              of none                              →  that there was none
 */
export function unexpectedEnds(wanted: readonly Outcome[], releases: readonly Ended[]): string[] {
  const [only, ...more] = wanted;
  if (only === undefined) return [];
  const outcomes = more.length === 0 ? releases.map(() => only) : wanted;
  const counted =
    releases.length === 0
      ? [`expected a release that ends ${only}, got none`]
      : outcomes.length === releases.length
        ? []
        : [`expected ${outcomes.length} releases, got ${releases.length}`];
  const differing = releases.flatMap(({ id, revision, outcome, reason }, at) => {
    const expected = outcomes[at];
    if (expected === undefined || expected === outcome) return [];
    const got = outcome === null ? 'no end' : `${outcome}${reason && `: ${reason}`}`;
    return [`expected ${revision} (${id}) to end ${expected}, got ${got}`];
  });
  return [...counted, ...differing];
}
