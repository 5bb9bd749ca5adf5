// One budget for all the cases of a bake.

import type { Case } from '../case.ts';
import { judge } from '../judge.ts';
import { convictingAt, type JudgeOptions } from '../state.ts';
import { calm, caseOf, chance, metricOf, repeat } from './making.ts';
import { bakeOf, type Service } from './services.ts';

const targets = 10;
const bakes = 300;
const service: Service = { rate: 0.05, requests: 20, beside: 20, pastPoints: 20 };

/** As a bake does: each case may spend an equal part. */
function judgeTogether(cases: readonly Case[], options: JudgeOptions = {}) {
  return cases.map((it) => judge(it, { ...options, budgetShare: 1 / cases.length }));
}

function bakesOf(seed: number) {
  const random = chance(seed);
  return Array.from({ length: bakes }, () =>
    Array.from({ length: targets }, () => bakeOf(random, service)),
  );
}

test.each([
  ['normal', 1, 100],
  ['normal', 1 / 4, 400],
  ['sensitive', 1 / 10, 200],
] as const)('at %s a share of %d convicts at %d', (sensitivity, share, expected) => {
  expect(convictingAt(sensitivity, share)).toBeCloseTo(expected, 9);
});

test.each([0, -1, 1.01, 5e-324, Number.NaN, Number.POSITIVE_INFINITY])(
  'a share of %d is refused',
  (budgetShare) => {
    expect(() => judge(caseOf([metricOf({})]), { budgetShare })).toThrow(
      `expected a share of the budget from a millionth to 1, got ${budgetShare}`,
    );
  },
);

test('ten targets without harm keep the budget of one bake, which each alone would break', () => {
  const all = bakesOf(46);
  const isRolledBack = (verdicts: readonly { readonly verdict: string }[]) =>
    verdicts.some(({ verdict }) => verdict === 'fail');

  const together = all.filter((cases) =>
    isRolledBack(judgeTogether(cases, { sensitivity: 'sensitive' })),
  );
  const alone = all.filter((cases) =>
    isRolledBack(cases.map((it) => judge(it, { sensitivity: 'sensitive' }))),
  );

  expect(together.length).toBeLessThanOrEqual(0.05 * bakes);
  expect(alone.length).toBeGreaterThan(0.05 * bakes);
});

test('the one sick target of ten is named, and the others pass', () => {
  const sick = caseOf([metricOf({ before: calm(20), canary: repeat(20, 400) })]);
  const well = caseOf([metricOf({ before: calm(20), canary: calm(20) })]);

  const verdicts = judgeTogether([...new Array<typeof well>(9).fill(well), sick]);

  expect(verdicts.map(({ verdict }) => verdict)).toEqual([
    ...new Array<string>(9).fill('pass'),
    'fail',
  ]);
});

test('one case is judged as it is alone', () => {
  const it = bakeOf(chance(47), { ...service, canaryRate: 0.2 });

  expect(judgeTogether([it])).toEqual([judge(it)]);
});
