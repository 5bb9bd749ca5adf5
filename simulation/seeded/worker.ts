// One process of many: plays what it is told, one case after the other.

import { type Branches, watchBranches } from './branches.ts';
import { caseOfLine, caseOfSeed } from './case-of-seed.ts';
import { type PlayedCase, playCase } from './play-case.ts';
import { reachedBy } from './reached.ts';
import { saveCase } from './saved-case.ts';
import type { SeededCase } from './seeded-case.ts';
import { shrunk } from './shrink.ts';
import { smallCases } from './small-cases.ts';
import { timelineOf } from './timeline.ts';

/** What is asked: to play a seed, or to make it smaller too, and to write it into a folder. */
export interface Ask {
  readonly seed: number;
  /** The seed is the number of one of the small world's cases. */
  readonly isSmall?: boolean;
  /** How the case is drawn, where what it reaches is asked for. */
  readonly line?: readonly number[];
  readonly shrinkInto?: string;
}

/** What a seed came to; a defect that ended its world is a problem like others. */
export interface SeedResult {
  readonly seed: number;
  readonly problems: readonly string[];
  readonly outcomes: readonly string[];
  /** The command that plays the smallest case again. */
  readonly replay?: string;
  readonly reached?: readonly string[];
}

type Ended = Pick<PlayedCase, 'problems' | 'broken'> & Partial<Pick<PlayedCase, 'record'>>;

/** At most so many cases are played to find a smaller one. */
const MOST_SHRINKING = 160;

let branches: Promise<Branches> | undefined;

async function reachedIn({ record }: Ended): Promise<string[]> {
  branches ??= watchBranches();
  return [...(record ? reachedBy(record) : []), ...(await (await branches).taken())];
}

let small: Promise<SeededCase[]> | undefined;

async function caseOf({ seed, isSmall, line }: Ask): Promise<SeededCase | undefined> {
  if (line) return caseOfLine(line);
  if (!isSmall) return caseOfSeed(seed);
  small ??= smallCases();
  return (await small)[seed - 1];
}

async function resultOf(asked: Ask): Promise<SeedResult> {
  const { seed, shrinkInto } = asked;
  const drawn = await caseOf(asked);
  if (drawn === undefined) return { seed, problems: [], outcomes: [] };
  const ended = await played(drawn);
  const outcomes = ended.record?.report.releases.map(({ outcome }) => outcome ?? 'none') ?? [];
  const reached = asked.line ? await reachedIn(ended) : undefined;
  const result = { seed, problems: ended.problems, outcomes, ...(reached && { reached }) };
  if (shrinkInto === undefined || ended.problems.length === 0) return result;
  return { ...result, replay: await shrinkAndSave(drawn, ended, shrinkInto) };
}

async function shrinkAndSave(drawn: SeededCase, ended: Ended, folder: string): Promise<string> {
  const smallest = await shrunk(drawn, {
    most: MOST_SHRINKING,
    // Something else that is wrong would be another failure's smallest case.
    fails: async (smaller) =>
      (await played(smaller)).broken.some((holds) => ended.broken.includes(holds)),
  });
  const { problems, record } = await played(smallest);
  const timeline = record ? timelineOf(record, problems) : `${problems.join('\n')}\n`;
  return saveCase(folder, smallest, { problems, timeline });
}

async function played(given: SeededCase): Promise<Ended> {
  try {
    return await playCase(given);
  } catch (error) {
    const { name, stack, message } = error instanceof Error ? error : new Error(String(error));
    // A smaller case may be refused: that is no failure of what it was made of.
    if (name === 'Refused') return { problems: [], broken: [] };
    return { problems: [stack ?? message], broken: [message.slice(0, 60)] };
  }
}

process.on('message', async (asked: Ask) => {
  process.send?.(await resultOf(asked));
});
