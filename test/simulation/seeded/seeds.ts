// Random bad days: whatever is lost, doubled, late, throttled or killed, what must hold holds at the end.
//
// The seeds were chosen by nobody: they are the first ones, in several files, so that several processors share them.
// More are played with `npm run simulate:many`.

import { playSeed } from '../../../simulation/seeded/play-case.ts';
import { shareOf } from '../../share.ts';

type Played = ReturnType<typeof playSeed>;

/** Plays the seeds, one test each; answers what was played of each, so that nothing is played for nothing. */
export function playSeeds(first: number, last: number): (seed: number) => Played {
  const played = new Map<number, Played>();
  const once = (seed: number) => {
    const known = played.get(seed) ?? playSeed(seed);
    played.set(seed, known);
    return known;
  };
  const seeds = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  test.each(shareOf(seeds, 4))(
    'a world of random faults ends as it must with seed %i',
    async (seed) => {
      const { problems } = await once(seed);

      expect({ seed, problems }).toEqual({ seed, problems: [] });
    },
  );
  return once;
}
