// One process of many: plays the seeds that it is told, one after the other.

import { playSeed } from './play-case.ts';

/** What a seed came to; a defect that ended its world is a problem like others. */
export interface SeedResult {
  readonly seed: number;
  readonly problems: readonly string[];
  readonly outcomes: readonly string[];
}

async function resultOf(seed: number): Promise<SeedResult> {
  const { problems, report } = await playSeed(seed).catch(thrown);
  return {
    seed,
    problems,
    outcomes: report?.releases.map(({ outcome }) => outcome ?? 'none') ?? [],
  };
}

function thrown(
  error: unknown,
): { readonly problems: readonly string[] } & { readonly report?: undefined } {
  return { problems: [error instanceof Error ? (error.stack ?? error.message) : String(error)] };
}

process.on('message', async (seed: number) => {
  process.send?.(await resultOf(seed));
});
