// Small worlds with faults that are aimed at a release's own calls.

import { drawAimed } from '../../../simulation/seeded/draw-aimed.ts';
import { playCase } from '../../../simulation/seeded/play-case.ts';
import { worldOf } from '../../../simulation/seeded/seeded-case.ts';
import { shareOf } from '../../share.ts';

test('what is drawn is a function of the seed, and can be played', () => {
  const seeds = Array.from({ length: 100 }, (_, index) => index + 1);

  expect(seeds.map(drawAimed)).toEqual(seeds.map(drawAimed));
  for (const seed of seeds) worldOf(drawAimed(seed));
});

test.each(shareOf([1, 2, 3, 4, 5, 6, 7, 8], 4))(
  'nothing is wrong in aimed world %i',
  async (seed) => {
    const { problems } = await playCase(drawAimed(seed));

    expect(problems).toEqual([]);
  },
);
