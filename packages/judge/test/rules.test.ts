import { readCase } from '../case.ts';
import { rankCauses } from '../cause.ts';
import { countsOf, ratiosToBefore, ratiosToControl } from '../counts.ts';
import { dispersionBeside, dispersionOf, greatestDispersion } from '../dispersion.ts';
import { ratiosAt, tempered } from '../gauge.ts';
import { incidentPoints } from '../incident.ts';
import { noiseOf } from '../sample.ts';
import { doubtOf } from '../silence.ts';
import { addTally, noRequests, tallyOf } from '../tally.ts';
import { watch } from '../watch.ts';
import { metricOf, repeat } from './making.ts';

describe('reading a case', () => {
  const metric = {
    name: 'a',
    node: 'n',
    kind: 'latency',
    bad: 'up',
    unit: 's',
    before: [1, 2],
    control: null,
    canary: [1],
  };
  const whole = { id: 'x', step: 60, metrics: [metric] };

  test.each([
    ['nothing', null, 'expected object, got null'],
    ['a list', [], 'expected object, got []'],
    ['no name', { ...whole, id: undefined }, 'expected string, got nothing at id'],
    ['a step of 0', { ...whole, step: 0 }, 'got 0 at step'],
    ['no metrics', { ...whole, metrics: [] }, 'got [] at metrics'],
    [
      'an unknown direction',
      { ...whole, metrics: [{ ...metric, bad: 'sideways' }] },
      'got "sideways" at metrics[0].bad',
    ],
    [
      'a word among numbers',
      { ...whole, metrics: [{ ...metric, canary: [1, 'NaN'] }] },
      'expected a number or null, got "NaN" at metrics[0].canary[1]',
    ],
    ['half an edge', { ...whole, edges: [['a']] }, 'got ["a"] at edges[0]'],
  ])('refuses %s and says what it got', (_, it, problem) => {
    const reading = readCase(it);

    expect(reading.ok).toBe(false);
    if (!reading.ok) expect(reading.problem).toContain(problem);
  });

  test('takes what is not finite as no data, and what it does not use as not there', () => {
    const it = {
      ...whole,
      suite: 'x',
      metrics: [{ ...metric, canary: [1, Number.POSITIVE_INFINITY, 1e200] }],
    };

    const reading = readCase(it);

    expect(reading.ok && reading.case.metrics[0]?.canary).toEqual([1, null, null]);
    expect(reading.ok && 'suite' in reading.case).toBe(false);
  });
});

describe('the cause', () => {
  const edges = [['shop', 'cart']] as const;

  test.each([
    ['a sick callee explains its caller', { shop: 900, cart: 50 }, edges, ['cart', 'shop']],
    ['a healthy callee does not', { shop: 900, cart: 2 }, edges, ['shop', 'cart']],
    ['what reports itself leads', { cart_remote: 900, cart: 50 }, [], ['cart', 'cart_remote']],
    ['a node that calls itself explains nothing', { a: 90, b: 50 }, [['a', 'a']], ['a', 'b']],
    [
      'two that call each other go by evidence',
      { a: 50, b: 90 },
      [
        ['a', 'b'],
        ['b', 'a'],
      ],
      ['b', 'a'],
    ],
  ] as const)('%s', (_, evidence, graph, expected) => {
    expect(rankCauses(new Map(Object.entries(evidence)), graph)).toEqual(expected);
  });
});

describe('counts', () => {
  const errors = metricOf({ name: 'errors', kind: 'errors', unit: 'Count' });
  const available = metricOf({ kind: 'availability', unit: '%', bad: 'down' });

  test.each([
    [errors, 3, 100, { failures: 3, requests: 100 }],
    [errors, 300, 100, { failures: 100, requests: 100 }],
    [available, 98, 50, { failures: 1, requests: 50 }],
    [available, 98, 0, null],
    [available, null, 50, null],
  ])('are read from failures or from an availability (%#)', (metric, value, requests, expected) => {
    expect(tallyOf(metric, value, requests)).toEqual(expected);
  });

  const hundreds = (failures: readonly number[]) =>
    failures.map((it) => ({ failures: it, requests: 100 }));

  test.each([
    [[0, 0], 0, 1],
    [[2, 2, 2], 0, 2],
    [[0, 0, 0, 20], 20.6, 3],
  ])('%j of a hundred each are dispersed by %d', (failures, times, freedom) => {
    const dispersion = dispersionOf(hundreds(failures).reduce(addTally, noRequests));

    expect(dispersion.times).toBeCloseTo(times, 0);
    expect(dispersion.freedom).toBe(freedom);
  });

  test('what a short past does not rule out is more than what a long one does not', () => {
    const steady = [0, 2, 1, 0, 1, 3, 0, 1, 2, 0];
    const long = [steady, steady, steady, steady, steady, steady].flat();

    expect(greatestDispersion(hundreds(steady))).toBeCloseTo(2, 0);
    expect(greatestDispersion(hundreds(long))).toBeCloseTo(1.4, 1);
    expect(greatestDispersion([])).toBe(1);
  });

  test('of the first point of the first release nobody knows whether it is a burst', () => {
    const point = {
      canary: { failures: 30, requests: 100 },
      control: { failures: 0, requests: 100 },
    };
    const seen = [0, 1, 0].map((failures) => ({ failures, requests: 100 }));

    expect(dispersionBeside(noRequests, noRequests, point)).toBeNull();
    expect(dispersionBeside(noRequests, seen.reduce(addTally, noRequests), point)).toBeCloseTo(
      2,
      0,
    );
  });

  test('bursts disperse the new revision more where it has more of the requests', () => {
    const seen = hundreds([0, 20, 0, 20]).reduce(addTally, noRequests);
    const control = { failures: 0, requests: 100 };
    const of = (requests: number) =>
      dispersionBeside(noRequests, seen, { canary: { failures: 0, requests }, control });

    expect(of(10)).toBe(of(100));
    expect((of(900) as number) / (of(100) as number)).toBeGreaterThan(8);
  });

  test('side by side, ten failures of a hundred against none', () => {
    const ratios = ratiosToControl(
      { failures: 10, requests: 100 },
      { failures: 0, requests: 100 },
      1,
    );

    [(4 / 3) ** 10, (5 / 3) ** 10, (40 / 21) ** 10].forEach((expected, at) => {
      expect((ratios[at] as number) / expected).toBeCloseTo(1, 10);
    });
  });

  test('side by side, no failure at all says nothing', () => {
    const none = { failures: 0, requests: 100 };

    expect(ratiosToControl(none, none, 1)).toEqual([1, 1, 1]);
  });

  test('side by side, the ratio has a mean of at most 1 when both are alike', () => {
    const [mine, theirs, failures] = [4, 6, 5];
    const choose = (n: number, k: number): number =>
      k === 0 ? 1 : (choose(n, k - 1) * (n - k + 1)) / k;
    let means = [0, 0, 0];
    for (let k = 0; k <= mine; k++) {
      if (failures - k > theirs) continue;
      const likelihood =
        (choose(mine, k) * choose(theirs, failures - k)) / choose(mine + theirs, failures);
      const ratios = ratiosToControl(
        { failures: k, requests: mine },
        { failures: failures - k, requests: theirs },
        1,
      );
      means = means.map((mean, at) => mean + likelihood * (ratios[at] as number));
    }

    for (const mean of means) expect(mean).toBeLessThanOrEqual(1);
  });

  const countsAfter = (before: number, requests: number, failures = 0) =>
    countsOf(
      metricOf({ ...errors, before: repeat(before, failures) }),
      {
        index: 1,
        metric: metricOf({ kind: 'traffic', unit: 'Count', before: repeat(before, requests) }),
      },
      new Set(),
    );
  const nothing = { failures: 0, requests: 0 };

  test('after a long clean past a few failures weigh much, none weighs against harm', () => {
    const counts = countsAfter(25, 134);

    const few = ratiosToBefore(counts, { failures: 3, requests: 136 }, nothing);
    const none = ratiosToBefore(counts, { failures: 0, requests: 136 }, nothing);

    expect(Math.max(...few)).toBeGreaterThan(1000);
    expect(Math.max(...none)).toBeLessThan(1);
  });

  test('after a past of ten requests a steady rate is learned, not convicted', () => {
    const ratios = ratiosToBefore(
      countsAfter(1, 10),
      { failures: 3, requests: 100 },
      { failures: 9, requests: 300 },
    );

    expect(Math.max(...ratios)).toBeLessThan(2);
  });
});

describe('gauges', () => {
  test('a healthy point takes evidence away, a far one adds to it', () => {
    const inverse = ratiosAt(-5, 1000).map((it) => 1 / it);

    expect(inverse[0]).toBeCloseTo(9.5, 1);
    expect(ratiosAt(-5, 1000)).toEqual(ratiosAt(0, 1000));
    expect(Math.min(...ratiosAt(9, 1000))).toBeGreaterThan(1);
    expect(ratiosAt(1e9, 1000)).toEqual(ratiosAt(9, 1000));
    expect(Math.max(...ratiosAt(9, 10))).toBe(10);
  });

  test.each([
    [[9, 0.5], 0, [9, 0.5]],
    [[9, 0.25], 0.5, [3, 0.5]],
  ])('ratios %j with a memory of %d are worth %j', (ratios, memory, expected) => {
    tempered(ratios, memory).forEach((it, at) => {
      expect(it).toBeCloseTo(expected[at] as number, 12);
    });
  });
});

describe('incidents of the past', () => {
  const past = (sick: number) =>
    new Map(
      Array.from({ length: 40 }, (_, at) => {
        const before = [1, 2, 1, 2, at < sick ? 500 : 1, 2, 1, 2, 1, 2];
        return [metricOf({ name: `m${at}`, before }), noiseOf(before, 'up')] as const;
      }),
    );

  test.each([
    [2, []],
    [30, [4]],
  ])('%d of 40 metrics far out at point 4 make %j', (sick, expected) => {
    expect([...incidentPoints(past(sick))]).toEqual(expected);
  });
});

describe('silence', () => {
  test.each([
    [{ points: 15, heard: 15, silent: 0, deaf: 0 }, null],
    [{ points: 15, heard: 4, silent: 0, deaf: 0 }, 'heard at 4 of 15 points only'],
    [{ points: 15, heard: 10, silent: 5, deaf: 0 }, 'silent for the last 5 points'],
    [{ points: 0, heard: 0, silent: 0, deaf: 0 }, 'no whole point to judge'],
    [{ points: 9, heard: 0, silent: 9, deaf: 9 }, 'nothing was reported at any of 9 points'],
  ])('%j is doubted: %s', (hearing, expected) => {
    expect(doubtOf({ skipped: 0, ...hearing })).toBe(expected);
  });
});

describe('what is watched', () => {
  test('shares are at most 1 together, and symptoms have the most', () => {
    const watched = watch({
      sparseBaseline: false,
      metrics: [
        metricOf({ name: 'a', before: [1, 2, 3] }),
        metricOf({ name: 'b', kind: 'cpu', before: [1, 2, 3] }),
        metricOf({ name: 'c', kind: 'memory', before: [1, 2, 3] }),
        metricOf({ name: 'd', bad: 'none', before: [1, 2, 3] }),
      ],
    });

    expect(watched.map(({ metric }) => metric.name)).toEqual(['a', 'b']);
    expect(watched.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
    expect((watched[0]?.share ?? 0) > (watched[1]?.share ?? 0)).toBe(true);
  });

  test('what callers see of old and new together convicts no one', () => {
    const watched = watch({
      sparseBaseline: false,
      metrics: [
        metricOf({ name: 'own', before: [1, 2, 3], control: [1, 2] }),
        metricOf({ name: 'seen by callers', before: [1, 2, 3] }),
      ],
    });

    expect(watched.map(({ metric }) => metric.name)).toEqual(['own']);
  });

  test('a tenth of the requests beside the old revision is no harm: the router chose it', () => {
    const traffic = { kind: 'traffic', unit: 'Count', bad: 'both', before: [100, 90] } as const;

    const beside = watch({
      sparseBaseline: false,
      metrics: [metricOf({ ...traffic, control: [90] }), metricOf({ control: [1, 2] })],
    });
    const alone = watch({ sparseBaseline: false, metrics: [metricOf(traffic)] });

    expect([beside.length, alone.length]).toEqual([1, 1]);
  });
});
