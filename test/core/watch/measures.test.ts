import type { Series } from '@tidegate/judge/case';
import type { TargetDefinition } from '../../../core/pipeline/target-schema.ts';
import type { WatchedResource } from '../../../core/pipeline/watch-schema.ts';
import {
  type Measure,
  measuresOf,
  ofVersion,
  thresholdOf,
  withThresholds,
} from '../../../core/watch/measures.ts';
import { metricsOf } from '../../../core/watch/metric-catalog.ts';
import { metricsOfLook, metricsOfPast, metricsOfShift } from '../../../core/watch/metrics-read.ts';
import { readSeries, seriesOf, valuesOf } from '../../../core/watch/series.ts';

const place = { name: 't', account: '111122223333', region: 'eu-west-1', alarms: [] };
const group = { application: 'a', deploymentGroup: 'g' };
const lambda: TargetDefinition = { ...place, lambda: { function: 'f', alias: 'live', ...group } };
const instances: TargetDefinition = { ...place, ec2: group };

const everyKind: readonly WatchedResource[] = [
  { lambda: { function: 'f', alias: 'live' } },
  { ecs: { cluster: 'c', service: 's' } },
  { loadBalancer: { name: 'app/a/1' } },
  { loadBalancer: { name: 'app/a/1', targetGroup: 'targetgroup/a/1' } },
  { apiGateway: { api: 'x', type: 'REST' } },
  { apiGateway: { api: 'x', type: 'HTTP' } },
  { sqs: { queue: 'orders', deadLetterQueue: 'dead-orders' } },
  { dynamodb: { table: 'orders' } },
  { ec2: { autoScalingGroup: 'workers' } },
];

test.each(everyKind)(
  'the metrics of %j are of kinds that the judge knows, each named once',
  (it) => {
    const metrics = metricsOf(it);

    const names = metrics.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(metrics.length).toBeGreaterThan(1);
    expect(metrics.filter(({ kind }) => kind === 'other')).toEqual([]);
    for (const { slowerThan } of metrics) expect([undefined, ...names]).toContain(slowerThan);
  },
);

test('errors are counted where requests are counted, so that they are tested as counts', () => {
  const counted = everyKind.filter((it) => metricsOf(it).some(({ kind }) => kind === 'traffic'));

  expect(counted).toHaveLength(7);
  for (const it of counted) {
    const errors = metricsOf(it).filter(({ kind }) => kind === 'errors');
    expect(errors.length).toBeGreaterThan(0);
    expect(errors.every(({ unit, bad }) => unit === 'Count' && bad === 'up')).toBe(true);
  }
});

test('a target without resources or metrics has nothing to measure', () => {
  expect(measuresOf(instances)).toEqual([]);
  expect(metricsOfLook(instances)).toBe(0);
});

test('a metric of one’s own is asked as it is named', () => {
  const own = { namespace: 'Shop', metric: 'Refused', dimensions: { Way: 'card' } };
  const [measure] = measuresOf({
    ...instances,
    metrics: [{ ...own, statistic: 'Sum', bad: 'up' }],
  });

  expect(measure).toMatchObject({ node: 'metric Shop/Refused', unit: 'Count', bad: 'up' });
  expect(measure!.queries).toEqual([{ ...own, statistic: 'Sum' }]);
});

test('the metrics of a look and of a shift are counted', () => {
  expect(metricsOfLook(lambda)).toBe(7);
  expect(metricsOfPast(lambda)).toBe(14);
  expect(metricsOfLook({ ...lambda, watch: [{ sqs: { queue: 'orders' } }] })).toBe(9);
  expect(metricsOfShift(lambda)).toBe(15);
  expect(metricsOfShift(instances)).toBe(0);
});

test('of a version, only what Lambda splits by version is asked', () => {
  const own = measuresOf(lambda)
    .filter(({ perVersion }) => perVersion)
    .map((measure) => ofVersion(measure, '7'));

  expect(own.map(({ name }) => name)).toEqual([
    'requests',
    'errors',
    'latency p50',
    'latency p99',
    'slow requests',
  ]);
  expect(own[0]?.queries[0]?.dimensions).toEqual({
    FunctionName: 'f',
    Resource: 'f:live',
    ExecutedVersion: '7',
  });
});

const pasts: readonly [Series, number | undefined][] = [
  [[100, 120, 130, null], 240],
  [[0.123], 0.25],
  [[null], undefined],
  [[], undefined],
];

test.each(pasts)('after %j, slow is what is above %s', (past, threshold) => {
  expect(thresholdOf(past)).toBe(threshold);
});

test('slow requests are counted beyond twice the usual 99th percentile, and not without a past', () => {
  const measures = measuresOf(lambda);
  const p99 = measures.find(({ name }) => name === 'latency p99')!;

  const known = withThresholds(measures, new Map([[p99, [100]]]));
  const unknown = withThresholds(measures, new Map());

  expect(known.find(({ name }) => name === 'slow requests')!.queries[0]!.statistic).toBe(
    'TC(200:)',
  );
  expect(unknown.map(({ name }) => name)).not.toContain('slow requests');
});

const readings: readonly [string, Parameters<typeof readSeries>[0]['reading'], Series[], Series][] =
  [
    [
      'parts are added up',
      {},
      [
        [1, null, null],
        [null, 2, null],
      ],
      [1, 2, null],
    ],
    [
      'a part in per cent',
      { isPercentOfLast: true },
      [
        [3, 1, 1],
        [4, 0, null],
      ],
      [75, null, null],
    ],
    ['what is not so', { complement: true }, [[0, 0.25, null]], [100, 75, null]],
    ['a rise', { increase: true }, [[2, 2, 5, 1, null, 4]], [null, 0, 3, 0, null, null]],
    [
      'a point that stands for three',
      { standsForMinutes: 3 },
      [[7, null, null, null]],
      [7, 7, 7, null],
    ],
    ['at least 60', { least: 60 }, [[0, 75, null]], [60, 75, null]],
  ];

test.each(readings)('%s', (_name, reading, series, values) => {
  expect(readSeries({ reading }, series, 60)).toEqual(values);
});

test('an absent count is zero where requests were counted, and unknown elsewhere', () => {
  const [requests, errors] = measuresOf(lambda) as [never, never];
  const asked = new Map<Measure, Series[]>([
    [requests, [[100, null, 100]]],
    [errors, [[3, null, null]]],
  ]);

  const values = valuesOf(asked, 60);

  expect(values.get(errors)).toEqual([3, null, 0]);
});

test('a measure that was not asked for fails, and is not taken for one without a problem', () => {
  const [requests, errors] = measuresOf(lambda) as [Measure, Measure];
  const values = valuesOf(new Map([[requests, [[100]]]]), 60);

  expect(seriesOf(values, requests)).toEqual([100]);
  expect(() => seriesOf(values, errors)).toThrow('expected the values of errors');
});
