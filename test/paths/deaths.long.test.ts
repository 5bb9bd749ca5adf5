// Functions that die before or after every kind of their calls: the ends stay the same.

import { shareOf } from '../share.ts';
import { callsByRound, expectTheSameEnds, pipeline, scenario } from './fault-rounds.ts';
import { play } from './played.ts';

describe.each(shareOf(callsByRound, 4))('round %i of calls', (_round, calls) => {
  test.each([['before'], ['after']])('a function that dies %s one is run again', async (dies) => {
    const deaths = calls.map((each) => ({ ...each, dies }));

    await expectTheSameEnds(await play(pipeline, { ...scenario, deaths }));
  });
});
