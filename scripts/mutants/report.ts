// What is known of the mutants, by what they guard.

import type { Mutant } from './mutant.ts';
import type { Finding } from './progress.ts';

interface Tried {
  readonly mutant: Mutant;
  readonly finding: Finding | undefined;
}

export function reportLines(tried: readonly Tried[]): string[] {
  const known = tried.filter(({ finding }) => finding !== undefined);
  return [
    ...[...Map.groupBy(known, ({ mutant }) => mutant.kind)].flatMap(([kind, all]) => [
      `${kind}: ${countsOf(all)}`,
      ...all.filter(isMissed).map(({ mutant, finding }) => `  ${howMissed(finding)}  ${mutant.id}`),
    ]),
    `All: ${countsOf(known)}; ${tried.length - known.length} not tried yet.`,
  ];
}

function countsOf(all: readonly Tried[]): string {
  const found = all.filter((each) => !isMissed(each));
  const unreached = all.filter(
    ({ finding }) => finding?.played === 0 && finding.foundBy === undefined,
  );
  const within = found.map(({ finding }) => finding?.played ?? 0).sort((a, b) => a - b);
  const median = within[Math.floor(within.length / 2)];
  const most = within.at(-1);
  const seeds = found.length > 0 ? `, half of them within ${median} seeds, all within ${most}` : '';
  return `${found.length} of ${all.length} found${seeds}; ${unreached.length} not reached by any seed`;
}

function isMissed({ finding }: Tried): boolean {
  return finding?.foundBy === undefined;
}

function howMissed(finding: Finding | undefined): string {
  return finding?.played ? `not found by ${finding.played} seeds` : 'not reached';
}
