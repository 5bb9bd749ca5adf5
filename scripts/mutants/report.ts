// What is known of the mutants, by what they guard.

import { excuseOf } from './excused.ts';
import type { Mutant } from './mutant.ts';
import { isWorld } from './probes.ts';
import type { Finding } from './progress.ts';

interface Known {
  readonly mutant: Mutant;
  readonly finding: Finding | undefined;
}

export function reportLines(all: readonly Known[]): string[] {
  const known = all.filter(({ finding }) => finding !== undefined);
  const missed = known.filter(({ mutant, finding }) => !isFound(finding) && !excuseOf(mutant));
  return [
    ...[...Map.groupBy(known, ({ mutant }) => mutant.kind)].flatMap(([kind, ofKind]) => [
      `${kind}: ${countsOf(ofKind)}`,
      ...ofKind
        .filter((each) => missed.includes(each))
        .map(({ mutant, finding }) => `  ${wordOf(finding)}  ${mutant.id}`),
    ]),
    `All: ${countsOf(known)}; ${all.length - known.length} not tried yet.`,
    `Not found and not excused: ${missed.length}`,
  ];
}

function countsOf(all: readonly Known[]): string {
  const found = all.filter(({ finding }) => isFound(finding));
  const byWorlds = found.filter(({ finding }) => isWorld(finding?.foundBy ?? ''));
  const missed = all.filter((each) => !found.includes(each));
  const unreached = missed.filter(({ finding }) => finding?.tried.length === 0);
  const excused = missed.filter(({ mutant }) => excuseOf(mutant));
  const within = found.map(({ finding }) => finding?.tried.length ?? 0).sort((a, b) => a - b);
  return [
    `${found.length} of ${all.length} found, ${byWorlds.length} by worlds and ${found.length - byWorlds.length} by tests`,
    ...(found.length > 0
      ? [`half of them by the ${nth(within[Math.floor(within.length / 2)])} that was played`]
      : []),
    ...(found.length > 0 ? [`the last by the ${nth(within.at(-1))}`] : []),
    `${missed.length} not found, ${unreached.length} of them not reached and ${excused.length} excused`,
  ].join(', ');
}

function nth(number: number | undefined): string {
  return `${number ?? 0}.`;
}

function isFound(finding: Finding | undefined): boolean {
  return finding?.foundBy !== undefined;
}

export function wordOf(finding: Finding | undefined): string {
  if (finding?.foundBy !== undefined) return `found by ${finding.foundBy}`;
  const tried = finding?.tried ?? [];
  if (tried.length === 0) return 'not reached';
  const worlds = tried.filter(isWorld).length;
  return `not found by ${worlds} worlds and ${tried.length - worlds} files of tests`;
}
