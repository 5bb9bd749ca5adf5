// Numbers, names and sizes at their extremes: a verdict each time, the same each time.

import type { Case, Series } from '../case.ts';
import { judge } from '../judge.ts';
import { calm, caseOf, metricOf, repeat } from './making.ts';

const sick = repeat(30, 900, 930, 910);

function counted(failures: Series, requests: number, control: Series | null = null): Case {
  const traffic = repeat(30, requests);
  return caseOf([
    metricOf({
      name: 'errors',
      kind: 'errors',
      unit: 'Count',
      before: repeat(30, 0),
      canary: failures,
      control,
    }),
    metricOf({
      name: 'requests',
      kind: 'traffic',
      unit: 'Count',
      bad: 'none',
      before: traffic,
      canary: traffic,
      control: control?.map((it) => (it === null ? null : requests)) ?? null,
    }),
  ]);
}

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

test.each([
  ['NaN', nan, 'inconclusive'],
  ['infinity', infinity, 'inconclusive'],
  ['minus infinity', -infinity, 'inconclusive'],
  ['1e308', 1e308, 'inconclusive'],
  ['1e99', 1e99, 'fail'],
  ['-1e99', -1e99, 'pass'],
  ['-0', -0, 'pass'],
  ['the least there is', 5e-324, 'pass'],
  ['null', null, 'inconclusive'],
] as const)('a latency of 100 that turns to %s is %s', (_, value, expected) => {
  const it = caseOf([metricOf({ before: calm(30), canary: repeat(30, value) })]);

  const judgement = judge(it);

  expect(judgement.verdict).toBe(expected);
  expect(Number.isFinite(judgement.score)).toBe(true);
  expect(judge(it)).toEqual(judgement);
});

test.each([1e9, 1e16, 1e99])('of %d requests all failing, before and after, is a pass', (all) => {
  const failing = repeat(30, all);
  const [errors, requests] = counted(failing, all, failing).metrics;

  const { verdict, score } = judge(
    caseOf([metricOf({ ...errors, before: failing }), metricOf({ ...requests })]),
  );

  expect(verdict).toBe('pass');
  expect(Number.isFinite(score)).toBe(true);
});

test('counts below nothing are none', () => {
  expect(judge(counted(repeat(30, -5), 100)).verdict).toBe('pass');
});

test.each([
  ['of no points', []],
  ['of no data', repeat(30, null)],
] as const)('an old revision %s is nothing to hold counts against: inconclusive', (_, control) => {
  const { verdict, reasons } = judge(counted(repeat(30, 100), 100, control));

  expect(verdict).toBe('inconclusive');
  expect(reasons).toEqual(['no value of it met one to be held against']);
});

test.each([
  ['none', []],
  ['three points', calm(3)],
  ['ten times the points', calm(300)],
] as const)('a gauge beside an old revision of %s is held against what there is', (_, control) => {
  const of = (canary: Series) => caseOf([metricOf({ before: calm(30), control, canary })]);

  expect([judge(of(calm(30))).verdict, judge(of(sick)).verdict]).toEqual(['pass', 'fail']);
});

test.each([
  ['shorter than the bake', calm(3), calm(3)],
  ['longer than it', calm(100), calm(300)],
  ['all zero', repeat(100, 0), repeat(300, 0)],
  ['empty', [], []],
] as const)('a history %s changes no verdict', (_, before, after) => {
  const history = [{ lag: 86_400, before, after }];
  const of = (canary: Series) => caseOf([metricOf({ before: calm(30), canary, history })]);

  expect([judge(of(calm(30))).verdict, judge(of(sick)).verdict]).toEqual(['pass', 'fail']);
});

test('metrics of the same name on the same node are each their own', () => {
  const well = metricOf({ before: calm(30), canary: calm(30) });

  const { verdict, evidence } = judge(caseOf([well, metricOf({ ...well, canary: sick }), well]));

  expect(verdict).toBe('fail');
  expect(evidence).toHaveLength(1);
});

test('names that objects have already are names, and edges may go nowhere and round', () => {
  const named = (name: string, canary: Series) =>
    metricOf({ name, node: name, before: calm(30), canary });
  const edges = [
    ['__proto__', 'constructor'],
    ['constructor', 'toString'],
    ['toString', '__proto__'],
    ['constructor', 'unknown'],
    ['unknown', 'unknown'],
  ] as const;

  const { verdict, ranked } = judge(
    caseOf(
      [named('constructor', calm(30)), named('__proto__', sick), named('toString', calm(30))],
      { edges },
    ),
  );

  expect(verdict).toBe('fail');
  expect(ranked).toEqual(['__proto__', 'constructor', 'toString']);
});

describe('sizes', () => {
  test('ten thousand points, before and after', () => {
    const it = caseOf([metricOf({ before: calm(10_000), canary: calm(10_000) })]);

    expect(judge(it)).toMatchObject({ verdict: 'pass', at: 9999 });
  });

  test('five thousand metrics, one of them sick', () => {
    const metrics = Array.from({ length: 5000 }, (_, at) =>
      metricOf({ name: `m${at}`, node: `n${at}`, before: calm(30), canary: calm(12) }),
    );
    metrics[3210] = metricOf({ node: 'n3210', before: calm(30), canary: repeat(12, 900) });

    expect(judge(caseOf(metrics))).toMatchObject({ verdict: 'fail', at: 2 });
    expect(judge(caseOf(metrics)).ranked[0]).toBe('n3210');
  });

  test('two hundred thousand metrics do not end the stack', () => {
    const metrics = new Array<ReturnType<typeof metricOf>>(200_000).fill(metricOf({ canary: [1] }));

    expect(judge(caseOf(metrics)).verdict).toBe('inconclusive');
  });
});
