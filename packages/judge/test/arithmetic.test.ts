import { noEvidence, observeNothing, observeRatios } from '../evidence.ts';
import { exp, ln, lnGamma } from '../logarithm.ts';
import { excess, memoryOf, mostOf, noiseOf, quantile, rising } from '../sample.ts';

describe('logarithms from the four operations', () => {
  test.each([
    [1, 0],
    [2, Math.LN2],
    [1e-300, -690.7755278982137],
    [5e-324, -744.4400719213812],
    [1.7e308, 709.7268368932282],
  ])('ln %d is %d', (x, expected) => {
    expect(ln(x)).toBeCloseTo(expected, 4);
  });

  test('ln and exp agree with the standard library to a part in 1e14', () => {
    for (let x = 1e-9; x < 1e9; x *= 1.37) {
      expect(Math.abs(ln(x) - Math.log(x))).toBeLessThan(
        1e-14 * Math.max(1, Math.abs(Math.log(x))),
      );
      expect(Math.abs(exp(ln(x)) / x - 1)).toBeLessThan(1e-13);
    }
  });

  test.each([
    [0, 1],
    [1, Math.E],
    [-9999, 1e-300],
    [9999, 1e300],
  ])('exp(%d) is %d', (x, expected) => {
    expect(exp(x) / expected).toBeCloseTo(1, 12);
  });

  test.each([
    [1, 0],
    [0.5, 0.5723649429247001],
    [10, 12.801827480081469],
    [3358.5, 23906.8595389117],
  ])('ln Γ(%d) is %d', (x, expected) => {
    expect(lnGamma(x)).toBeCloseTo(expected, 1);
  });

  test('ln Γ grows by ln x from x to x + 1', () => {
    for (let x = 0.25; x < 1e6; x *= 1.7)
      expect(lnGamma(x + 1) - lnGamma(x) - ln(x)).toBeCloseTo(0, 8);
  });
});

describe('samples', () => {
  test.each([
    [[1, 2, 3, 4], 0.5, 2.5],
    [[1, 2, 3, 4], 1, 4],
    [[7], 0.9, 7],
  ])('of %j the quantile %d is %d', (values, part, expected) => {
    expect(quantile(rising(values), part)).toBe(expected);
  });

  test.each([
    ['up', 9, 5, 4],
    ['down', 9, 5, -4],
    ['both', 1, 5, 4],
  ] as const)('%s, %d is beyond %d by %d', (bad, value, centre, expected) => {
    expect(excess(value, centre, bad)).toBe(expected);
  });

  test.each([
    [[1, 2, 3, 4, 5], 'up', 3, 1.4826],
    [[1, 1, 1, 1, 1, 1, 9, 9], 'up', 1, 6.25],
    [[5, 5, 5], 'both', 5, 0],
    [[9, 1], 'down', 5, 5.9304],
    [[...new Array<number>(99).fill(0), 1], 'up', 0, 0.1],
  ] as const)('%j, %s, is noise about %d with spread %d', (values, bad, centre, spread) => {
    const noise = noiseOf(values, bad);

    expect(noise.centre).toBe(centre);
    expect(noise.spread).toBeCloseTo(spread, 4);
  });

  test('excesses rise in every direction, and long samples sort like short ones', () => {
    const values = Array.from({ length: 100 }, (_, at) => (at * 37) % 101);
    for (const bad of ['up', 'down', 'both'] as const) {
      const { excesses } = noiseOf(values, bad);
      expect([...excesses]).toEqual([...excesses].sort((a, b) => a - b));
    }
  });

  test.each([
    [[1, 2, 1, 2, 1, 2, 1, 2], 0],
    [[1, 1, 1, 1, 1, 2, 2, 2, 2, 2], 0.95],
    [[3, 3, 3, 3], 0],
  ])('%j remembers %d', (values, expected) => {
    const { centre, spread } = noiseOf(values, 'both');

    expect(memoryOf(values, centre, spread)).toBeCloseTo(expected, 1);
  });

  test.each([
    ['5 of 25 were as far', 25, 5, 26 / 6],
    ['none of 25 was', 25, 0, 1000],
    ['none of 5 was', 5, 0, 54],
  ])('where %s, one point is worth at most so much', (_, all, near, expected) => {
    const excesses = Float64Array.from({ length: all }, (_, at) => (at >= all - near ? 10 : 0));

    expect(mostOf([{ excesses, worth: all }], 10, 1000)).toBeCloseTo(expected, 10);
  });
});

describe('evidence', () => {
  test('grows by the mixture over onsets, as worked out by hand', () => {
    const evidence = noEvidence(1);

    observeRatios(evidence, [4], 1000);
    expect(evidence.e).toBeCloseTo(2.5, 12);

    observeRatios(evidence, [4], 1000);
    expect(evidence.e).toBeCloseTo(9, 12);
  });

  test('of one point is worth no more than its cap', () => {
    const evidence = noEvidence(1);

    observeRatios(evidence, [1e9], 10);

    expect(evidence.e).toBe(5.5);
  });

  test('knows since when it runs, and forgets it when healthy', () => {
    const evidence = noEvidence(1);

    for (const ratio of [0.5, 3, 3]) observeRatios(evidence, [ratio], 1000);
    expect(evidence.since).toBe(1);

    observeRatios(evidence, [0.01], 1000);
    expect(evidence.since).toBeNull();
  });

  test('is dated by the size that explains it, not by a chance bad point that a smaller one remembers', () => {
    const evidence = noEvidence(2);

    for (const ratios of [
      [3, 3],
      [0.95, 0.1],
      [0.95, 0.1],
      [3, 9],
    ]) {
      observeRatios(evidence, ratios, 1000);
    }

    expect(evidence.since).toBe(3);
  });

  test('does not move where there is no data', () => {
    const evidence = noEvidence(1);
    observeRatios(evidence, [4], 1000);

    observeNothing(evidence);

    expect(evidence.e).toBe(2.5);
    expect(evidence.points).toBe(2);
  });
});
