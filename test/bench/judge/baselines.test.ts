// The baselines against what is published of them.

import { caseOf, metricOf, repeat } from '../../../packages/judge/test/making.ts';
import { classify, kayenta } from './kayenta.ts';
import { shiftOf } from './mann-whitney.ts';
import { sigmaRule } from './sigma.ts';

/** A sample from how often each value stands in it. */
function sample(counts: Readonly<Record<string, number>>): number[] {
  return Object.entries(counts).flatMap(([value, times]) =>
    repeat(times, Number(value)),
  ) as number[];
}

describe('Mann-Whitney', () => {
  // "tie out with R version again" of Kayenta's MannWhitneySuite: 180 values each, and what R says of them at 98%.
  const control = sample({
    0: 1,
    '0.5': 7,
    1: 32,
    '1.5': 70,
    2: 33,
    '2.5': 22,
    3: 6,
    '3.5': 2,
    4: 3,
    '4.5': 1,
    '5.5': 1,
    7: 1,
    '7.5': 1,
  });
  const experiment = sample({
    '0.5': 20,
    1: 41,
    '1.5': 67,
    2: 37,
    '2.5': 3,
    3: 2,
    '3.5': 3,
    4: 1,
    5: 1,
    '5.5': 3,
    '8.5': 1,
    19: 1,
  });

  test('has the interval that R has for heavily tied data', () => {
    const shift = shiftOf(experiment, control, 2.3263478740408408);

    expect(shift?.low).toBeCloseTo(-0.4999173250549087, 3);
    expect(shift?.high).toBeCloseTo(-6.912685789769486e-6, 3);
    expect(shift?.estimate).toBeCloseTo(-3.45044082729315e-5, 3);
  });

  test('estimates the shift of a shifted sample', () => {
    const sample = [1.1, 2.3, 3.9, 4.2, 5.8, 6.4, 7.7];

    expect(
      shiftOf(
        sample.map((it) => it + 10),
        sample,
        1.96,
      )?.estimate,
    ).toBeCloseTo(10, 2);
  });

  test('has nothing to say of values that are all tied', () => {
    expect(shiftOf([5, 5, 5], [5, 5, 5], 1.96)).toBeNull();
  });
});

describe("Kayenta's rule", () => {
  const low = Array.from({ length: 30 }, (_, at) => 10 + ((at * 7) % 5));
  const high = low.map((it) => it + 10);

  test.each([
    [low, low, 'pass'],
    [high, low, 'high'],
    [low, high, 'low'],
    [low, [...low].reverse(), 'pass'],
    [[], low, 'no data'],
  ])('classifies (%#)', (experiment, control, expected) => {
    expect(classify(experiment, control)).toBe(expected);
  });

  const bake = (bad: number) =>
    caseOf(
      Array.from({ length: 10 }, (_, at) =>
        metricOf({ name: `m${at}`, control: low, canary: at < bad ? high : low }),
      ),
    );

  test.each([
    [0, 'pass'],
    [1, 'inconclusive'],
    [3, 'fail'],
  ])('with %d of 10 metrics bad the score is a %s', (bad, expected) => {
    expect(kayenta({ critical: [], everyPoint: false })(bake(bad)).verdict).toBe(expected);
  });

  test('one critical metric fails it whatever the score', () => {
    expect(kayenta({ critical: ['latency'], everyPoint: false })(bake(1)).verdict).toBe('fail');
  });
});

describe('sigma rules', () => {
  const before = repeat(20, 9, 11);
  const rule = sigmaRule({ sigmas: 3, points: 3 });

  test.each([
    [[10, 10, 10], 'pass', 2],
    [[20, 20, 20], 'fail', 2],
    [[20, 20, 10, 20], 'pass', 3],
  ])('%j is a %s at %d', (canary, verdict, at) => {
    expect(rule(caseOf([metricOf({ before, canary })]))).toMatchObject({ verdict, at });
  });
});
