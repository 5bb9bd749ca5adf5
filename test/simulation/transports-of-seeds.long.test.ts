// Both transports and both tables carry the same drawn worlds: the same calls at the same times, and a report of the
// same bytes.

import { drawCase } from '../../simulation/seeded/draw-case.ts';
import { worldOf } from '../../simulation/seeded/seeded-case.ts';
import { shareOf } from '../share.ts';
import { type Case, expectAlike } from './carried.ts';

function drawn(seed: number): Case {
  const it = drawCase(seed);
  return { ...worldOf(it), seed, readFile: (name) => it.files[name] ?? '' };
}

test.each(shareOf([3, 6, 20], 3))(
  'seed %d is played alike on both transports, with either table',
  (seed) => expectAlike(drawn(seed)),
);
