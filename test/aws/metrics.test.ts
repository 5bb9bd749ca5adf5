import type { CallFault } from '@tidegate/embedded-aws/transport/faults';
import type { Series } from '@tidegate/judge/case';
import { wholePoints } from '../../core/watch/span.ts';
import { adapters, home, now } from './played.ts';

const MINUTE = 60_000;

interface Asked {
  readonly MetricDataQueries: readonly object[];
}

function made(fault: () => CallFault | undefined = () => undefined) {
  const asked: number[] = [];
  const { aws, ports, run } = adapters({
    fault: ({ operation, input }) => {
      if (operation === 'GetMetricData') asked.push((input as Asked).MetricDataQueries.length);
      return fault();
    },
  });
  return { aws, metrics: ports.metrics, run, calls: asked };
}

const query = (metric: string, statistic = 'Sum') => ({
  namespace: 'Shop',
  metric,
  dimensions: { Till: '1' },
  statistic,
});
const span = (minutes: number) => wholePoints(new Date(now.getTime() - minutes * MINUTE), now, 60);

test('a series is on the grid, and its gaps are null', async () => {
  const { aws, metrics, run } = made();
  const metric = { namespace: 'Shop', name: 'Sold', dimensions: { Till: '1' } };
  for (const [minutesAgo, value] of [
    [4, 7],
    [4, 1],
    [2, 5],
  ] as const)
    aws.cloudWatch.metrics.put(metric, { at: now.getTime() - minutesAgo * MINUTE, value }, home);

  const series = await run(() =>
    metrics.series(home, [query('Sold'), query('Nothing'), query('Sold', 'Maximum')], span(5)),
  );

  expect(series).toEqual([
    [null, 8, null, 5, null],
    [null, null, null, null, null],
    [null, 7, null, 5, null],
  ]);
});

test('five hundred metrics are one call, and the same metric is asked once', async () => {
  const { metrics, run, calls } = made();
  const many = Array.from({ length: 750 }, (_, index) => query(`m${index % 700}`));

  const series = (await run(() => metrics.series(home, many, span(5)))) as Series[];

  expect(series).toHaveLength(750);
  expect(calls).toEqual([500, 200]);
});

test('a call asks no more points than one answer holds', async () => {
  const { aws, metrics, run, calls } = made();
  const minutes = 10_080;
  const metric = { namespace: 'Shop', name: 'm11', dimensions: { Till: '1' } };
  aws.cloudWatch.metrics.source(
    metric,
    function* source(from, to) {
      for (let at = from; at < to; at += MINUTE) yield { at, value: 1 };
    },
    home,
  );
  const many = Array.from({ length: 12 }, (_, index) => query(`m${index}`));

  const series = (await run(() => metrics.series(home, many, span(minutes)))) as Series[];

  expect(calls).toEqual([10, 2]);
  expect(series[11]!.every((value) => value === 1)).toBe(true);
  expect(series[11]).toHaveLength(minutes);
});

test('a span without a whole point is not asked for', async () => {
  const { metrics, run, calls } = made();

  expect(await run(() => metrics.series(home, [query('Sold')], span(0)))).toEqual([[]]);
  expect(calls).toEqual([]);
});

test('a throttled call is tried again; one that stays throttled is ServiceFailed', async () => {
  let left = 2;
  const passing = made(() => (left-- > 0 ? { throttle: true } : undefined));
  const failing = made(() => ({ throttle: true }));

  const series = await passing.run(() => passing.metrics.series(home, [query('Sold')], span(1)));
  const thrown = await failing.run(() => failing.metrics.series(home, [query('Sold')], span(1)));

  expect(series).toEqual([[null]]);
  expect(passing.calls).toHaveLength(3);
  expect(thrown).toMatchObject({ name: 'ServiceFailed' });
});
