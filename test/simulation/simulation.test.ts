// Random bad days: whatever is lost, doubled, late, throttled or killed, what must hold holds at the end.

import { playSeed } from './run.ts';

/** Chosen by nobody: the first ones. More are played with `node test/simulation/run.ts FROM TO`. */
const SEEDS = Array.from({ length: 12 }, (_, index) => index + 1);

describe('a world of random faults', () => {
  test.each(SEEDS)('ends as it must with seed %i', async (seed) => {
    const { problems } = await playSeed(seed);

    expect({ seed, problems }).toEqual({ seed, problems: [] });
  });

  test('plays the same to the byte when it is played again', async () => {
    const [first, second] = [await playSeed(7), await playSeed(7)];

    expect(JSON.stringify(second.report)).toBe(JSON.stringify(first.report));
    expect(first.report.releases.length).toBeGreaterThan(1);
  });
});
