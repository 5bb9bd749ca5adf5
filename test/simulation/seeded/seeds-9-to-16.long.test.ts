import { playSeed } from '../../../simulation/seeded/play-case.ts';
import { playSeeds } from './seeds.ts';

const once = playSeeds(9, 16);

test('a world plays the same to the byte when it is played again', async () => {
  const [first, second] = [await once(13), await playSeed(13)];

  expect(JSON.stringify(second.report)).toBe(JSON.stringify(first.report));
  expect(first.report.releases.length).toBeGreaterThan(1);
});
