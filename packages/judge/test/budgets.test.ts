// The promise of the sensitivities: streams of counts with known rates, looked at after every point.

import { judge } from '../judge.ts';
import { falseRollbackBudget, type Sensitivity } from '../settings.ts';
import { type Beside, countedBake, type Kind } from './counted.ts';
import { type Chance, caseOf, chance, metricOf, normal } from './making.ts';
import { bakeOf, type Service } from './services.ts';

// Few enough for every day; docs/judge.md has the figures of thousands.
const bakes = 300;

function failedOf(service: Service, sensitivity: Sensitivity, seed: number): number {
  const random = chance(seed);
  let failed = 0;
  for (let bake = 0; bake < bakes; bake++)
    failed += judge(bakeOf(random, service), { sensitivity }).verdict === 'fail' ? 1 : 0;
  return failed;
}

/** Within the budget, or above it by what chance does once in ten thousand times. */
function allowed(sensitivity: Sensitivity): number {
  const mean = bakes * falseRollbackBudget[sensitivity];
  return mean + 3.7 * Math.sqrt(mean) + 1;
}

const services: readonly (readonly [string, Service])[] = [
  [
    'a busy service beside its old revision',
    { rate: 0.01, requests: 100, beside: 900, pastPoints: 60 },
  ],
  ['a quiet one beside its old revision', { rate: 0.05, requests: 5, beside: 45, pastPoints: 60 }],
  ['a service against its past', { rate: 0.01, requests: 100, pastPoints: 60 }],
  ['a quiet one against its past', { rate: 0.02, requests: 10, pastPoints: 60 }],
  ['one that hardly fails', { rate: 0.0005, requests: 100, pastPoints: 60 }],
  ['one with a past of five points', { rate: 0.01, requests: 100, pastPoints: 5 }],
];

describe.each(['quiet', 'normal', 'sensitive'] as const)('at %s', (sensitivity) => {
  test.each(services)('%s is rolled back within the budget when nothing is wrong', (_, service) => {
    expect(failedOf(service, sensitivity, 42)).toBeLessThanOrEqual(allowed(sensitivity));
  });
});

test('errors three times as frequent are caught in nearly every bake, even at quiet', () => {
  const [, service] = services[0] as (typeof services)[number];

  expect(failedOf({ ...service, canaryRate: 0.03 }, 'quiet', 43)).toBeGreaterThan(0.98 * bakes);
});

test('errors four times as frequent as in the past are caught in nearly every bake', () => {
  const [, , service] = services;

  expect(
    failedOf({ ...(service as (typeof services)[number])[1], canaryRate: 0.04 }, 'quiet', 44),
  ).toBeGreaterThan(0.98 * bakes);
});

describe('failures in bursts, each revision its own', () => {
  const bursty: readonly (readonly [string, Partial<Kind>, Beside, number])[] = [
    ['beside the old revision', { past: 60 }, 'the old revision', 0.01],
    ['beside it, of the first release ever', { past: 0, bursts: 5 }, 'the old revision', 0.03],
    ['against the past', { past: 60 }, 'the past', 0.01],
    ['against a short past', { past: 10, bursts: 5 }, 'the past', 0.04],
  ];

  test.each(bursty)('%s are rolled back seldom when nothing is wrong', (_, words, beside, most) => {
    const kind = { name: '', requests: 10_000, rate: 0.02, bursts: 1, past: 60, points: 60 };
    const random = chance(48);
    let failed = 0;
    for (let bake = 0; bake < bakes; bake++) {
      const it = countedBake(random, { ...kind, ...words, part: 0.5 }, beside);
      failed += judge(it).verdict === 'fail' ? 1 : 0;
    }

    expect(failed / bakes).toBeLessThanOrEqual(most);
  });
});

describe('gauges, measured and not promised: A/A bakes of ten metrics', () => {
  const laws: readonly (readonly [string, (random: Chance) => number, number])[] = [
    ['normal', (random) => 100 + 10 * normal(random), 0.01],
    ['log-normal', (random) => 100 * Math.exp(0.5 * normal(random)), 0.01],
    ['Pareto, without a variance', (random) => 10 * (random() + 1e-9) ** (-1 / 1.5), 0.02],
    [
      'ten times as slow one time in ten',
      (random) => (random() < 0.1 ? 1000 : 100 + normal(random)),
      0.06,
    ],
  ];

  test.each(laws)('%s noise', (_, draw, most) => {
    const random = chance(45);
    const series = (points: number) => Array.from({ length: points }, () => draw(random));
    let failed = 0;
    for (let bake = 0; bake < bakes; bake++) {
      const metrics = Array.from({ length: 10 }, (_, at) =>
        metricOf({ name: `m${at}`, node: `n${at}`, before: series(30), canary: series(60) }),
      );
      failed += judge(caseOf(metrics)).verdict === 'fail' ? 1 : 0;
    }

    expect(failed / bakes).toBeLessThanOrEqual(most);
  });
});

test.each([
  [5, 0.1, 0.85, 1],
  [20, 0.1, 0, 0.05],
  [5, 0.5, 0, 0.05],
])(
  'of harmless bakes at %d requests a minute, %d of them for the new revision, %d to %d end undecided',
  (requests, part, least, most) => {
    const random = chance(7);
    const kind: Kind = { name: 'few', requests, part, rate: 0.01, past: 60, points: 60 };

    const verdicts = Array.from(
      { length: 100 },
      () => judge(countedBake(random, kind, 'the old revision')).verdict,
    );

    const undecided = verdicts.filter((verdict) => verdict === 'inconclusive').length / 100;
    expect(undecided).toBeGreaterThanOrEqual(least);
    expect(undecided).toBeLessThanOrEqual(most);
  },
);
