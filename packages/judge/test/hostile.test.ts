// The shapes that break judges, each with the answer it must get.

import * as fc from 'fast-check';
import type { Case, Metric } from '../case.ts';
import { judge } from '../judge.ts';
import { calm, caseOf, chance, metricOf, poisson, repeat } from './making.ts';
import { autoregressive } from './noises.ts';

const minutes = 30;

const healthy = metricOf({ before: calm(minutes), canary: calm(minutes) });
const slow = metricOf({ before: calm(minutes), canary: repeat(minutes, 400, 430, 410) });

function counted(requests: number, failures: Pick<Metric, 'before' | 'canary'>): Metric[] {
  const traffic = { before: repeat(60, requests), canary: repeat(60, requests) };
  return [
    metricOf({ name: 'errors', kind: 'errors', unit: 'Count', ...failures }),
    metricOf({ name: 'requests', kind: 'traffic', unit: 'Count', bad: 'none', ...traffic }),
  ];
}

describe('silence', () => {
  const beside = { control: calm(minutes) };

  test('a revision that reports nothing beside one that does is inconclusive, never a pass', () => {
    const silent = metricOf({ before: calm(minutes), ...beside, canary: repeat(minutes, null) });

    const { verdict, reasons } = judge(caseOf([silent]));

    expect(verdict).toBe('inconclusive');
    expect(reasons).toEqual(['nothing was reported at any of 30 points']);
  });

  test('a revision that lives and serves nothing while the old one serves fails at its third point', () => {
    const unserved = metricOf({ before: calm(minutes), ...beside, canary: repeat(minutes, null) });
    const memory = metricOf({ name: 'memory', kind: 'memory', ...beside, canary: calm(minutes) });

    const { verdict, at, reasons } = judge(caseOf([unserved, memory]));

    expect(verdict).toBe('fail');
    expect(at).toBe(2);
    expect(reasons[0]).toBe('it lives, and serves none of its requests');
  });

  test('a revision that falls silent half way is inconclusive', () => {
    const canary = [...calm(minutes / 2), ...repeat(minutes / 2, null)];

    expect(judge(caseOf([metricOf({ ...healthy, canary })])).verdict).toBe('inconclusive');
  });

  test('a revision that no request reaches is inconclusive, whatever its counters say', () => {
    const [errors, traffic] = counted(100, { before: repeat(60, 1), canary: repeat(60, 0) });
    const idle = metricOf({ ...traffic, canary: repeat(60, 0) });

    expect(judge(caseOf([metricOf({ ...errors }), idle])).verdict).toBe('inconclusive');
  });

  test('a bake of no points is inconclusive', () => {
    expect(judge(caseOf([metricOf({ before: calm(9) })])).verdict).toBe('inconclusive');
  });

  test('dead telemetry is not healthy even where memory still reports', () => {
    const lost = metricOf({ before: calm(minutes), canary: repeat(minutes, null) });
    const memory = metricOf({ name: 'memory', kind: 'memory', canary: calm(minutes) });

    expect(judge(caseOf([lost, memory])).verdict).toBe('inconclusive');
  });
});

describe('shapes in time', () => {
  test('flapping harm, bad every second point, fails within a dozen', () => {
    const flapping = metricOf({ before: calm(minutes), canary: repeat(minutes, 500, 100) });

    const { verdict, at } = judge(caseOf([flapping]));

    expect(verdict).toBe('fail');
    expect(at).toBeLessThan(12);
  });

  test('one wild point is never harm', () => {
    const canary = calm(minutes).map((it, at) => (at === 7 ? 1e6 : it));

    expect(judge(caseOf([metricOf({ ...healthy, canary })])).verdict).toBe('pass');
  });

  test('a metric that wanders is caught within half an hour when it goes where it never was', () => {
    const random = chance(12);
    const wandering = autoregressive(0.9)(random, 120);
    const canary = wandering.slice(60).map((it) => 5 * it);

    const { verdict, at } = judge(caseOf([metricOf({ before: wandering.slice(0, 60), canary })]));

    expect(verdict).toBe('fail');
    expect(at).toBeLessThan(30);
  });

  const peak = Array.from({ length: minutes }, (_, at) => 100 + 10 * at);

  test('a daily peak that yesterday had too is a pass', () => {
    const history = [{ lag: 86_400, before: calm(minutes), after: peak }];

    expect(judge(caseOf([metricOf({ ...healthy, canary: peak, history })])).verdict).toBe('pass');
  });

  test('the same climb without a yesterday that had it fails', () => {
    const history = [{ lag: 86_400, before: calm(minutes), after: calm(minutes) }];

    expect(judge(caseOf([metricOf({ ...healthy, canary: peak, history })])).verdict).toBe('fail');
  });

  test('a peak an hour earlier than yesterday passes when last week had it then', () => {
    const history = [
      { lag: 86_400, before: calm(minutes), after: calm(minutes) },
      { lag: 604_800, before: calm(minutes), after: peak },
    ];

    expect(judge(caseOf([metricOf({ ...healthy, canary: peak, history })])).verdict).toBe('pass');
  });

  test('gaps change nothing but the delay', () => {
    const gappy = (metric: Metric) =>
      metricOf({ ...metric, canary: metric.canary.map((it, at) => (at % 3 === 1 ? null : it)) });

    expect(judge(caseOf([gappy(healthy)])).verdict).toBe('pass');
    expect(judge(caseOf([gappy(slow)])).verdict).toBe('fail');
  });

  test('a counter that resets to zero is not harm where more is worse', () => {
    const counter = Array.from({ length: 2 * minutes }, (_, at) => 1000 + 10 * at);
    const canary = counter.slice(minutes).map((it, at) => (at < 5 ? it : 10 * at));

    const reset = metricOf({ kind: 'other', unit: '', before: counter.slice(0, minutes), canary });

    expect(judge(caseOf([reset])).verdict).toBe('pass');
  });
});

describe('little to go by', () => {
  test('the first release ever has nothing to be held against and is inconclusive', () => {
    const { verdict, reasons } = judge(caseOf([metricOf({ canary: calm(minutes) })]));

    expect(verdict).toBe('inconclusive');
    expect(reasons).toContain('there is nothing to hold the revision against');
  });

  test('the first release ever beside an old one is judged by that alone', () => {
    const control = calm(minutes);
    const canary = repeat(minutes, 900, 950, 910);

    expect(judge(caseOf([metricOf({ control, canary: calm(minutes) })])).verdict).toBe('pass');
    expect(judge(caseOf([metricOf({ control, canary })])).verdict).toBe('fail');
  });

  test('one request an hour, all well, passes and says that it would have seen little', () => {
    const metrics = counted(1, { before: repeat(60, 0), canary: repeat(60, 0) });

    const { verdict, power } = judge(caseOf(metrics, { stepSeconds: 3600 }));

    expect(verdict).toBe('pass');
    expect(power[0]?.wouldSee).toBeGreaterThan(0.05);
  });

  test('one request an hour looked at every minute is too little to pass', () => {
    const [errors, traffic] = counted(1, { before: repeat(60, 0), canary: repeat(60, 0) });
    const rare = (it: number | null, at: number) => (at % 60 === 0 ? it : 0);
    const seldom = metricOf({ ...traffic, canary: repeat(60, 1).map(rare) });

    const { verdict, reasons } = judge(caseOf([metricOf({ ...errors }), seldom]));

    expect([verdict, reasons]).toEqual(['inconclusive', ['heard at 1 of 60 points only']]);
  });

  test('one request an hour, all failing after sixty that did not, fails in a few', () => {
    const metrics = counted(1, { before: repeat(60, 0), canary: repeat(60, 1) });

    const { verdict, at } = judge(caseOf(metrics, { stepSeconds: 3600 }));

    expect(verdict).toBe('fail');
    expect(at).toBeLessThan(6);
  });

  test('one failure among rare requests is not proof', () => {
    const canary = repeat(60, 0).map((it, at) => (at === 10 ? 1 : it));

    expect(judge(caseOf(counted(1, { before: repeat(60, 0), canary }))).verdict).toBe('pass');
  });
});

describe('what is not the release', () => {
  test('what old and new suffer alike is inconclusive, not a rollback', () => {
    const alike = repeat(minutes, 600, 630, 610);

    const { verdict, reasons } = judge(
      caseOf([metricOf({ before: calm(minutes), control: alike, canary: alike })]),
    );

    expect(verdict).toBe('inconclusive');
    expect(reasons).toEqual(['the old revision suffers too: it is not this release alone']);
  });

  test('a daily peak that old and new have alike, and yesterday had, is a pass', () => {
    const peak = Array.from({ length: minutes }, (_, at) => 100 + 20 * at);
    const history = [{ lag: 86_400, before: calm(minutes), after: peak }];
    const beside = metricOf({ before: calm(minutes), control: peak, canary: peak });

    expect(judge(caseOf([metricOf({ ...beside, history })])).verdict).toBe('pass');
    expect(judge(caseOf([beside])).verdict).toBe('inconclusive');
  });

  test('failures that the old revision counts too are inconclusive, and those it does not fail', () => {
    const [errors, traffic] = counted(100, { before: repeat(60, 0), canary: repeat(60, 20) });
    const beside = (failures: number) =>
      caseOf([
        metricOf({ ...errors, control: repeat(60, failures) }),
        metricOf({ ...traffic, control: repeat(60, 100) }),
      ]);

    expect(judge(beside(20)).verdict).toBe('inconclusive');
    expect(judge(beside(0)).verdict).toBe('fail');
  });

  test('an alarm of the user fails the bake at once, whatever the rest says', () => {
    const { verdict, at, reasons } = judge(caseOf([healthy]), { alarms: ['checkout-5xx'] });

    expect([verdict, at, reasons[0]]).toEqual(['fail', 0, 'alarm checkout-5xx was in ALARM']);
  });
});

describe('any input at all', () => {
  const wild = fc.oneof(
    fc.constant(null),
    fc.double({ min: -1e3, max: 1e3, noNaN: true }),
    fc.constantFrom(0, 100, -1, 1e100, -1e100, 5e-324, 1e308, Number.NaN, Number.POSITIVE_INFINITY),
  );
  const series = fc.array(wild, { maxLength: 12 });
  const metric = fc.record({
    name: fc.constantFrom('a', 'b'),
    node: fc.constantFrom('x', 'y_remote', 'z'),
    kind: fc.constantFrom('availability', 'errors', 'latency', 'cpu', 'memory', 'traffic', 'other'),
    bad: fc.constantFrom('up' as const, 'down' as const, 'both' as const, 'none' as const),
    unit: fc.constantFrom('%', 'Count', 'ms', ''),
    before: series,
    control: fc.option(series),
    canary: series,
    history: fc.array(fc.record({ lag: fc.constant(86_400), before: series, after: series }), {
      maxLength: 2,
    }),
  });

  test('gets a verdict, a finite score and numbers that are numbers', () => {
    fc.assert(
      fc.property(fc.array(metric, { minLength: 1, maxLength: 5 }), (metrics) => {
        const { verdict, at, score, evidence, power } = judge(caseOf(metrics));

        expect(['pass', 'fail', 'inconclusive']).toContain(verdict);
        expect(Number.isInteger(at)).toBe(true);
        expect(Number.isFinite(score)).toBe(true);
        for (const { e, weight } of evidence) expect(Number.isFinite(e + weight)).toBe(true);
        for (const { wouldSee } of power) expect(Number.isNaN(wouldSee ?? 0)).toBe(false);
      }),
      { seed: 6, numRuns: 500 },
    );
  });

  test('at no point depends on a later one', () => {
    fc.assert(
      fc.property(fc.array(metric, { minLength: 1, maxLength: 4 }), fc.nat(12), (metrics, cut) => {
        const whole = caseOf(metrics);
        const shown = upTo(whole, cut);

        const [late, early] = [judge(whole), judge(shown)];

        if (early.verdict === 'fail') expect([late.verdict, late.at]).toEqual(['fail', early.at]);
        else if (late.verdict === 'fail') expect(late.at).toBeGreaterThanOrEqual(cut);
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});

/** What is known after so many points: nothing later of the new revision, the old one beside it. */
function upTo({ metrics, ...rest }: Case, points: number): Case {
  return {
    ...rest,
    metrics: metrics.map((it) => ({
      ...it,
      canary: it.canary.slice(0, points),
      control: it.control?.slice(0, points) ?? null,
    })),
  };
}

test('bursts of failures like those of the past are not harm', () => {
  const random = chance(11);
  const burst = () => (random() < 0.15 ? 5 + poisson(random, 5) : 0);
  const bursts = () => Array.from({ length: 60 }, burst);

  const { verdict } = judge(caseOf(counted(200, { before: bursts(), canary: bursts() })));

  expect(verdict).toBe('pass');
});
