// Plays each probe as the tree is: whether it is clean, what it takes, and which mutants would have made a difference.

import type { Mutant } from './mutant.ts';
import { isOwnTest } from './probes.ts';
import type { Baseline, Played } from './progress.ts';
import type { Workplace } from './workplace.ts';

/** Plays one probe. What takes longer than it may, or is not clean by itself, tells nothing of a mutant. */
export async function playAsItIs(
  place: Workplace,
  probe: string,
  mostSeconds: number,
): Promise<Played> {
  const answer = await place.ask({ probe }, mostSeconds);
  if ('lost' in answer) return { isClean: false, seconds: answer.seconds, reached: [] };
  const { problems, reached, loaded } = answer;
  // What had to be loaded is loaded now: what it takes again and again is less.
  const again =
    loaded > 1 && problems.length === 0 ? await place.ask({ probe }, mostSeconds) : answer;
  const seconds = Math.min(answer.seconds, again.seconds);
  return { isClean: problems.length === 0, seconds, reached };
}

/** Of each mutant, what it would make a difference to. */
export function reachingIn(
  mutants: readonly Mutant[],
  baseline: Baseline,
): (number: number) => readonly string[] {
  const clean = Object.entries(baseline).filter(([, { isClean }]) => isClean);
  const byNumber = new Map<number, Set<string>>();
  const byFile = new Map<string, Set<string>>();
  for (const [probe, { reached }] of clean)
    for (const number of reached) {
      added(byNumber, number, probe);
      added(byFile, mutants[number]?.file ?? '', probe);
    }
  return (number) => {
    const mutant = mutants[number];
    // What is read as a file is loaded may matter to whoever needs something of the file.
    const isRead = mutant !== undefined && mutant.kind !== 'machine' && !isAsked(mutant);
    const found = isRead ? byFile.get(mutant.file) : byNumber.get(number);
    return [...(found ?? [])];
  };
}

function isAsked({ how }: Mutant): boolean {
  return how !== undefined && how.what !== 'bound';
}

function added<Key>(to: Map<Key, Set<string>>, key: Key, probe: string): void {
  const all = to.get(key) ?? new Set();
  all.add(probe);
  to.set(key, all);
}

/** The file's own tests count for less than they take, and so does what has found others of the file. */
const OWN = 5;

/** The cheapest first, for a mutant of a file. */
export function cheapestFirst(
  probes: readonly string[],
  baseline: Baseline,
  file: string,
  found: ReadonlyMap<string, number>,
): string[] {
  const weight = (probe: string) =>
    (baseline[probe]?.seconds ?? 0) /
    (isOwnTest(probe, file) ? OWN : 1) /
    (1 + 2 * (found.get(probe) ?? 0));
  return [...probes].sort((one, other) => weight(one) - weight(other));
}
