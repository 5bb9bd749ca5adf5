// GetMetricData's expressions, statistics, labels and limits, through the SDK.

import {
  CloudWatchClient,
  GetMetricDataCommand,
  type GetMetricDataCommandInput,
  GetMetricStatisticsCommand,
  type MetricDataQuery,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import { embedded, errorName } from '../embedded.ts';

const MINUTE = 60_000;

function measured() {
  const world = embedded();
  const cloudwatch = new CloudWatchClient(world.aws.sdkConfig());
  const start = world.clock.millis() - 10 * MINUTE;
  const put = (MetricName: string, values: readonly (number | undefined)[]) =>
    cloudwatch.send(
      new PutMetricDataCommand({
        Namespace: 'Shop',
        MetricData: values.flatMap((Value, index) =>
          Value === undefined
            ? []
            : [{ MetricName, Value, Timestamp: new Date(start + index * MINUTE) }],
        ),
      }),
    );
  const read = (queries: MetricDataQuery[], more: Partial<GetMetricDataCommandInput> = {}) =>
    cloudwatch.send(
      new GetMetricDataCommand({
        StartTime: new Date(start),
        EndTime: new Date(start + 5 * MINUTE),
        ScanBy: 'TimestampAscending',
        MetricDataQueries: queries,
        ...more,
      }),
    );
  return { ...world, cloudwatch, put, read };
}

const stat = (Id: string, MetricName: string, Stat = 'Sum'): MetricDataQuery => ({
  Id,
  MetricStat: { Metric: { Namespace: 'Shop', MetricName }, Period: 60, Stat },
  ReturnData: false,
});

test.each([
  ['a + b * 2', [3, 6, 9]],
  ['a / b', [1, 1, 1]],
  ['SUM([a, b])', [2, 4, 6]],
  ['SUM(a) + 0 * b', [6, 6, 6]],
  ['FILL(gap, 0)', [5, 0, 9, 0, 0]],
  ['FILL(gap, REPEAT)', [5, 5, 9, 9, 9]],
  ['FILL(gap, LINEAR)', [5, 7, 9]],
  ['FILL(gap, a)', [5, 2, 9]],
  ['IF(a > 1, 100, 0)', [0, 100, 100]],
  ['DIFF(a)', [1, 1]],
  ['RATE(a) * 60', [1, 1]],
  ['MAX(METRICS())', [5, 2, 9]],
  ['SUM(METRICS("a"))', [6, 2, 12]],
  ['7', [7, 7, 7, 7, 7]],
])('%s is %j', async (Expression, values) => {
  const { play, put, read } = measured();

  const { MetricDataResults } = await play(async () => {
    await put('A', [1, 2, 3]);
    await put('B', [1, 2, 3]);
    await put('Gap', [5, undefined, 9]);
    return read([stat('a', 'A'), stat('b', 'B'), stat('gap', 'Gap'), { Id: 'e', Expression }]);
  });

  expect(MetricDataResults).toHaveLength(1);
  expect(MetricDataResults![0]!.Values).toEqual(values);
});

test.each([
  ['p50', 5],
  ['p100', 10],
  ['TM(10%:90%)', 5.5],
  ['TC(2:5)', 3],
  ['TS(:3)', 6],
  ['PR(:2)', 20],
  ['WM(:90%)', 5.4],
])('the statistic %s of one to ten is %d', async (Stat, value) => {
  const { cloudwatch, clock, play, read } = measured();
  const at = new Date(clock.millis() - 10 * MINUTE);

  const { MetricDataResults } = await play(async () => {
    const Values = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    const MetricData = [{ MetricName: 'A', Values, Timestamp: at }];
    await cloudwatch.send(new PutMetricDataCommand({ Namespace: 'Shop', MetricData }));
    return read([{ ...stat('a', 'A', Stat), ReturnData: true }]);
  });

  expect(MetricDataResults![0]!.Values![0]).toBeCloseTo(value, 10);
});

test('a series is labelled as it was asked, or as its metric is called, or its query', async () => {
  const { play, put, read } = measured();
  const returned = { ...stat('a', 'A'), ReturnData: true };

  const { MetricDataResults } = await play(async () => {
    await put('A', [1, 9, 3]);
    return read([
      { ...returned, Label: 'mine' },
      { ...returned, Id: 'b' },
      { Id: 'c', Expression: 'a + b' },
    ]);
  });

  expect(MetricDataResults!.map(({ Label }) => Label)).toEqual(['mine', 'A', 'c']);
});

test('a page ends where it must, and the next one goes on', async () => {
  const { play, put, read } = measured();
  const queries = [
    { ...stat('a', 'A'), ReturnData: true },
    { ...stat('b', 'B'), ReturnData: true },
  ];

  const [first, second] = await play(async () => {
    await put('A', [1, 2, 3]);
    await put('B', [4, 5, 6]);
    const page = await read(queries, { MaxDatapoints: 4 });
    const { NextToken } = page;
    return [page, await read(queries, { MaxDatapoints: 4, NextToken: NextToken! })];
  });

  const shown = ({ MetricDataResults = [] }: typeof first) =>
    MetricDataResults.map(({ Values, StatusCode }) => [Values, StatusCode]);
  expect(shown(first)).toEqual([
    [[1, 2, 3], 'Complete'],
    [[4], 'PartialData'],
  ]);
  expect(shown(second)).toEqual([
    [[], 'Complete'],
    [[5, 6], 'Complete'],
  ]);
  expect(second.NextToken).toBeUndefined();
});

const a = { ...stat('a', 'A'), ReturnData: true };

test.each<[string, MetricDataQuery[], Partial<GetMetricDataCommandInput>]>([
  ['more points than there can be', [a], { MaxDatapoints: 100_801 }],
  ['two queries of one id', [a, a], {}],
  ['nothing to return', [stat('a', 'A')], {}],
  ['an expression of nothing', [{ Id: 'e', Expression: 'nope + 1' }], {}],
  ['an expression of itself', [{ Id: 'e', Expression: 'e + 1' }], {}],
  ['an id in upper case', [{ ...a, Id: 'A' }], {}],
  ['an end before the start', [a], { EndTime: new Date(0) }],
  [
    'more points than one process should hold',
    Array.from({ length: 300 }, (_, index) => ({
      Id: `e${index}`,
      Expression: '1',
    })),
    { StartTime: new Date('2026-01-01') },
  ],
  ['an order that is none', [a], { ScanBy: 'Sideways' as 'TimestampAscending' }],
])('%s is refused', async (_, queries, more) => {
  const { play, read } = measured();

  expect(await play(() => errorName(read(queries, more)))).toBe('ValidationException');
});

test.each<[string, object, string]>([
  ['a number that is none', { Value: Number.NaN }, 'InvalidParameterValueException'],
  [
    'values without as many counts',
    { Values: [1, 2], Counts: [1] },
    'InvalidParameterValueException',
  ],
  ['a value and values', { Value: 1, Values: [1] }, 'InvalidParameterValueException'],
  ['no value', {}, 'MissingRequiredParameterException'],
  ['a time long ago', { Value: 1, Timestamp: new Date(0) }, 'InvalidParameterValueException'],
  [
    'a time to come',
    { Value: 1, Timestamp: new Date('2026-11-21') },
    'InvalidParameterValueException',
  ],
  ['a unit that is none', { Value: 1, Unit: 'Parsecs' }, 'InvalidParameterValueException'],
])('data with %s is refused', async (_, datum, name) => {
  const { cloudwatch, play } = measured();
  const MetricData = [{ MetricName: 'A', ...datum }];
  const put = () => cloudwatch.send(new PutMetricDataCommand({ Namespace: 'Shop', MetricData }));

  expect(await play(() => errorName(put()))).toBe(name);
});

test('data of one unit is told from data of another', async () => {
  const { cloudwatch, clock, play } = measured();
  const Timestamp = new Date(clock.millis() - 5 * MINUTE);

  const { Datapoints } = await play(async () => {
    const MetricData = [
      { MetricName: 'A', Value: 1, Unit: 'Count' as const, Timestamp },
      { MetricName: 'A', Value: 500, Unit: 'Milliseconds' as const, Timestamp },
    ];
    await cloudwatch.send(new PutMetricDataCommand({ Namespace: 'Shop', MetricData }));
    return cloudwatch.send(
      new GetMetricStatisticsCommand({
        Namespace: 'Shop',
        MetricName: 'A',
        StartTime: new Date(clock.millis() - 10 * MINUTE),
        EndTime: clock.now(),
        Period: 60,
        Statistics: ['Sum'],
        Unit: 'Milliseconds',
      }),
    );
  });

  expect(Datapoints).toMatchObject([{ Sum: 500, Unit: 'Milliseconds' }]);
});
