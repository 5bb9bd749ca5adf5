// Plays a case, and says what is wrong with how it went.

import type { Report } from '../report.ts';
import { makeWorld } from '../world/world.ts';
import { caseOfSeed } from './case-of-seed.ts';
import { brokenBy, problemsOf } from './invariants.ts';
import type { RunRecord } from './record/run-record.ts';
import { takeRecord } from './record/take-record.ts';
import { type SeededCase, worldOf } from './seeded-case.ts';

export interface PlayedCase {
  readonly problems: readonly string[];
  /** What did not hold, in the words of the invariants. */
  readonly broken: readonly string[];
  readonly record: RunRecord;
}

/** One in so many is played on the wire, and with the table that is the default elsewhere. */
const ON_THE_WIRE = 20;
/** What is larger takes minutes there: waves in slices are made of many words. */
const MOST_ON_THE_WIRE = 100_000;

export async function playCase(played: SeededCase): Promise<PlayedCase> {
  const { pipelines, scenario } = worldOf(played);
  const taking = takeRecord();
  const world = await makeWorld({
    pipelines,
    scenario,
    seed: played.seed,
    readFile: (name) => played.files[name] ?? '',
    onCall: taking.onCall,
    onEffect: taking.onEffect,
    onFault: taking.onFault,
    onCount: taking.onCount,
    ...(isOnTheWire(played)
      ? { transport: 'wire', tables: 'dynalite' }
      : { transport: 'direct', tables: 'memory' }),
  });
  try {
    await taking.follow(world, scenario);
    const record = await taking.record(world, scenario, await world.play());
    return { problems: problemsOf(record), broken: brokenBy(record), record };
  } finally {
    await world.close();
  }
}

function isOnTheWire({ seed, pipeline }: SeededCase): boolean {
  return seed % ON_THE_WIRE === 0 && JSON.stringify(pipeline).length <= MOST_ON_THE_WIRE;
}

export async function playSeed(
  seed: number,
): Promise<{ readonly problems: readonly string[]; readonly report: Report }> {
  const { problems, record } = await playCase(caseOfSeed(seed));
  return { problems, report: record.report };
}
