// Tries one mutant: plays what it would make a difference to, until something that must hold does not.

import type { Mutant } from './mutant.ts';
import { isWorld } from './probes.ts';
import type { Baseline, Finding, Played } from './progress.ts';
import { type Answer, type Lost, openWorkplace, type Workplace } from './workplace.ts';

export interface Limits {
  /** So many worlds, and so many files of tests. */
  readonly most: number;
  /** Of processor, as it was without a mutant. */
  readonly seconds: number;
}

/** What hangs has taken that much more of the processor than it takes without a mutant. */
const TIMES_AS_LONG = 10;
const SECONDS_MORE = 3;

export interface Tried {
  readonly mutant: Mutant;
  readonly number: number;
  /** What was known of it. */
  readonly before: Finding | undefined;
}

/** What is played next comes first; nothing where it is found, or where there is no more. */
export function probesFor(
  before: Finding | undefined,
  candidates: readonly string[],
  baseline: Baseline,
  limits: Limits,
): string[] {
  if (before?.foundBy !== undefined) return [];
  const most = { worlds: limits.most, tests: limits.most };
  let left = limits.seconds;
  const chosen = candidates.filter((probe) => {
    const kind = isWorld(probe) ? 'worlds' : 'tests';
    const { seconds = 0 } = baseline[probe] ?? {};
    // The first is played whatever it takes.
    if (most[kind] === 0 || (left < seconds && left < limits.seconds)) return false;
    most[kind] -= 1;
    left -= seconds;
    return true;
  });
  return chosen.filter((probe) => !before?.tried.includes(probe));
}

export async function tryMutant(
  { mutant, number, before }: Tried,
  probes: readonly string[],
  baseline: Baseline,
  shared: Workplace,
): Promise<Finding> {
  const isAlone = mutant.how === undefined && mutant.kind !== 'machine';
  const place = isAlone ? openWorkplace(number) : shared;
  const tried = [...(before?.tried ?? [])];
  try {
    for (const probe of probes) {
      tried.push(probe);
      const problem = await problemIn(place, probe, number, baseline[probe], isAlone);
      if (problem !== undefined) return { tried, foundBy: probe, problem };
    }
    return { tried };
  } finally {
    if (isAlone) place.close();
  }
}

async function problemIn(
  place: Workplace,
  probe: string,
  number: number,
  played: Played | undefined,
  isAlone: boolean,
): Promise<string | undefined> {
  const most = SECONDS_MORE + TIMES_AS_LONG * (played?.seconds ?? 0);
  const answer = await place.ask({ probe, number }, most);
  const found = problemOf(answer);
  // The first time that it was played, all that it needs was loaded.
  if (found === undefined && played) played.seconds = Math.min(played.seconds, answer.seconds);
  if (found === undefined || isAlone) return found;
  // What an earlier mutant has left in the process must not be taken for this one's doing.
  if (problemOf(await place.ask({ probe }, most)) === undefined && !/^its process/.test(found))
    return found;
  place.close();
  return problemOf(await place.ask({ probe, number }, most));
}

function problemOf(answer: Answer | Lost): string | undefined {
  return 'lost' in answer ? answer.lost : answer.problems[0];
}
