// Statistics of what is over are kept, and are what they would be if nothing were kept: late samples, sources and all.

import fc from 'fast-check';
import { type Metrics, metricStore, type Sample } from '../../services/cloudwatch/metrics.ts';
import { overBuckets } from '../../services/cloudwatch/over-buckets.ts';
import { bucketOf } from '../../services/cloudwatch/statistics.ts';
import { home } from '../embedded.ts';

const MINUTE = 60_000;
const metric = { namespace: 'Tried', name: 'Requests' };

/** What happens to a metric, and how many seconds after the step before. */
type Step = { readonly after: number } & (
  | { readonly puts: Sample; readonly ago: number }
  | { readonly adds: number }
  | { readonly reads: { readonly period: number; readonly from: number; readonly to: number } }
);

const number = fc.integer({ min: -3, max: 9 });
const sample = fc.oneof(
  number.map((value) => ({ at: 0, value })),
  fc.array(number, { minLength: 1, maxLength: 3 }).map((values) => ({ at: 0, values })),
  number.map((value) => ({ at: 0, sum: value, count: 1, minimum: value, maximum: value })),
  number.map((value) => ({ at: 0, value, unit: 'Count' })),
);

const after = fc.integer({ min: 0, max: 200 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ after, puts: sample, ago: fc.constantFrom(0, 0, 5, 70, 400, 4_000) }),
  },
  { weight: 1, arbitrary: fc.record({ after, adds: number }) },
  {
    weight: 6,
    arbitrary: fc.record({
      after,
      reads: fc.record({
        period: fc.constantFrom(10, 60, 300),
        from: fc.integer({ min: 100, max: 3_000 }),
        to: fc.integer({ min: -100, max: 90 }),
      }),
    }),
  },
);

/** One value each minute that is over, the same whenever it is asked. */
const source = (value: number, now: () => number) => (from: number, to: number) => {
  const first = Math.ceil(from / MINUTE);
  const last = Math.min(Math.ceil(to / MINUTE), Math.floor(now() / MINUTE));
  const minutes = Math.max(0, last - first);
  return Array.from({ length: minutes }, (_, index) => {
    const at = (first + index) * MINUTE;
    return { at, value: value + ((at / MINUTE) % 7) };
  });
};

/** What every look sees; a store that is not kept is made anew for each, of all that has been put until then. */
function looks(steps: readonly Step[], isKept: boolean): unknown[] {
  let now = 1_000 * MINUTE;
  const fresh = () => metricStore(() => now);
  const kept = fresh();
  const changes: ((store: Metrics) => void)[] = [];
  const seen: unknown[] = [];
  for (const it of steps) {
    now += it.after * 1000;
    if ('reads' in it) {
      const store = isKept ? kept : fresh();
      if (!isKept) for (const change of changes) change(store);
      const { period, from, to } = it.reads;
      const asked = { ...metric, ...(period === 300 && { unit: 'Count' }) };
      seen.push(store.buckets(asked, period, now - from * 1000, now - to * 1000, home));
      continue;
    }
    const at = 'ago' in it ? now - it.ago * 1000 : 0;
    const change = (store: Metrics) =>
      'adds' in it
        ? void store.source(
            metric,
            source(it.adds, () => now),
            home,
          )
        : store.put(metric, { ...it.puts, at }, home);
    changes.push(change);
    change(kept);
  }
  return seen;
}

test('every look at a metric sees what it would if nothing had been looked at before', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 3, maxLength: 40 }), (steps) => {
      expect(looks(steps, true)).toEqual(looks(steps, false));
    }),
    { numRuns: 300, seed: 3 },
  );
});

test('a source that is taken away is not heard of any more', () => {
  const store = metricStore(() => 10 * MINUTE);
  const remove = store.source(
    metric,
    source(1, () => 10 * MINUTE),
    home,
  );
  const before = store.buckets(metric, 60, 0, 5 * MINUTE, home);
  remove();

  const found = store.buckets(metric, 60, 0, 5 * MINUTE, home);

  expect(before).toHaveLength(5);
  expect(found).toEqual([]);
});

test('what nobody asks for any more is kept no longer, and is the same when it is asked for again', () => {
  const over = overBuckets();
  const asked: number[] = [];
  const bucket = (at: number) => bucketOf({ at, value: at / MINUTE }, at);
  const collect = (from: number, until: number) => {
    asked.push((until - from) / MINUTE);
    const minutes = Array.from({ length: (until - from) / MINUTE }, (_, index) => index);
    return minutes.map((index) => bucket(from + index * MINUTE));
  };
  const kind = { period: MINUTE, unit: undefined };
  const between = (from: number, until: number) =>
    over.between(kind, from * MINUTE, until * MINUTE, collect);
  for (let now = 5; now < 10_000; now += 1) between(now - 5, now);
  const lately = Math.max(...asked.slice(1));

  const earlier = between(9_000, 10_000);

  expect(lately).toBe(1);
  // But for a few minutes, all of it is made again.
  expect(asked.at(-2)! + asked.at(-1)!).toBeGreaterThan(900);
  expect(earlier).toEqual(Array.from({ length: 1_000 }, (_, at) => bucket((9_000 + at) * MINUTE)));
});
