import {
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  PutCompositeAlarmCommand,
  PutMetricAlarmCommand,
} from '@aws-sdk/client-cloudwatch';
import { errorName, home } from '../embedded.ts';
import { everyMinute, MINUTE, namesOf, sampleEvent, watching } from './cloudwatch-world.ts';

test('an alarm on metric math watches the rate', async () => {
  const { aws, clock, cloudwatch, state, become, play } = watching();
  aws.cloudWatch.metrics.source({ namespace: 'Shop', name: 'Requests' }, everyMinute(100), home);
  const stat = (MetricName: string) => ({
    Metric: { Namespace: 'Shop', MetricName },
    Period: 60,
    Stat: 'Sum',
  });
  const alarm = new PutMetricAlarmCommand({
    AlarmName: 'rate',
    EvaluationPeriods: 1,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanThreshold',
    Metrics: [
      { Id: 'e1', Expression: '100*(m1/m2)', ReturnData: true },
      { Id: 'm1', MetricStat: stat('Errors'), ReturnData: false },
      { Id: 'm2', MetricStat: stat('Requests'), ReturnData: false },
    ],
  });

  const states = await play(async () => {
    await cloudwatch.send(alarm);
    await clock.sleep(130);
    const before = state('rate');
    become(2);
    await clock.sleep(130);
    return [before, state('rate')];
  });

  expect(states).toEqual(['OK', 'ALARM']);
});

test('a composite alarm follows its rule', async () => {
  const { clock, put, cloudwatch, state, become, events, play } = watching();
  const rule = '(ALARM(5xx) OR ALARM("slow down")) AND NOT ALARM(maintenance)';

  const states = await play(async () => {
    await put('5xx');
    await put('slow down');
    await put('maintenance', { Threshold: 50 });
    await clock.sleep(130);
    await cloudwatch.send(new PutCompositeAlarmCommand({ AlarmName: 'health', AlarmRule: rule }));
    const seen = [state('health')];
    become(9);
    await clock.sleep(200);
    seen.push(state('health'));
    become(99);
    await clock.sleep(200);
    seen.push(state('health'));
    return seen;
  });

  expect(states).toEqual(['OK', 'ALARM', 'OK']);
  const [sent] = events.filter(({ resources }) => resources[0]!.endsWith(':health')).slice(-1);
  expect(namesOf(sent)).toEqual(namesOf(sampleEvent('cloudwatch-alarm-composite-to-alarm')));
});

test('alarms are described by name, by kind, and page by page', async () => {
  const { cloudwatch, put, play } = watching();
  const names = async (input: object) => {
    const { MetricAlarms, CompositeAlarms, NextToken } = await cloudwatch.send(
      new DescribeAlarmsCommand(input),
    );
    return {
      names: [...MetricAlarms!, ...CompositeAlarms!].map(({ AlarmName }) => AlarmName),
      NextToken,
    };
  };

  const [first, second, named, composite] = await play(async () => {
    for (const name of ['c', 'a', 'b']) await put(name);
    await cloudwatch.send(new PutCompositeAlarmCommand({ AlarmName: 'z', AlarmRule: 'ALARM(a)' }));
    const page = await names({ MaxRecords: 2 });
    return [
      page,
      await names({ MaxRecords: 2, NextToken: page.NextToken }),
      await names({ AlarmNames: ['b', 'missing'] }),
      await names({ AlarmTypes: ['CompositeAlarm'] }),
    ];
  });

  expect([first, second, named, composite].map((page) => page!.names)).toEqual([
    ['a', 'b'],
    ['c'],
    ['b'],
    ['z'],
  ]);
});

test('metric data comes newest first, and in pages', async () => {
  const { clock, cloudwatch, play } = watching();
  const query = {
    MetricDataQueries: [
      {
        Id: 'm1',
        MetricStat: {
          Metric: { Namespace: 'Shop', MetricName: 'Errors' },
          Period: 60,
          Stat: 'SampleCount',
        },
      },
    ],
    StartTime: clock.now(),
    EndTime: new Date(clock.millis() + 5 * MINUTE),
    MaxDatapoints: 3,
  };

  const [first, second] = await play(async () => {
    const page = await cloudwatch.send(new GetMetricDataCommand(query));
    return [
      page,
      await cloudwatch.send(new GetMetricDataCommand({ ...query, NextToken: page.NextToken })),
    ];
  });

  const minutes = (page: typeof first) =>
    page!.MetricDataResults![0]!.Timestamps!.map((time) => time.getUTCMinutes());
  expect([minutes(first), minutes(second)]).toEqual([
    [4, 3, 2],
    [1, 0],
  ]);
  expect(first!.MetricDataResults![0]!.StatusCode).toBe('PartialData');
});

test.each([
  ['Sum', 5050],
  ['Average', 50.5],
  ['Minimum', 1],
  ['Maximum', 100],
  ['SampleCount', 100],
  ['p99', 99],
  ['p50', 50],
  ['TC(90:)', 10],
  ['PR(:10)', 10],
  ['TM(0%:10%)', 5.5],
])('%s of 1 to 100 is %d', async (statistic, expected) => {
  const { aws, clock, cloudwatch, play } = watching();
  const at = clock.millis();
  const values = Array.from({ length: 100 }, (_, index) => 100 - index);
  aws.cloudWatch.metrics.put({ namespace: 'Shop', name: 'Latency' }, { at, values }, home);
  const plain = /^[A-Z][a-zA-Z]+$/.test(statistic);
  const command = new GetMetricStatisticsCommand({
    Namespace: 'Shop',
    MetricName: 'Latency',
    StartTime: clock.now(),
    EndTime: new Date(at + MINUTE),
    Period: 60,
    ...(plain ? { Statistics: [statistic as 'Sum'] } : { ExtendedStatistics: [statistic] }),
  });

  const { Datapoints } = await play(() => cloudwatch.send(command));

  const [point] = Datapoints!;
  expect(plain ? point![statistic as 'Sum'] : point!.ExtendedStatistics![statistic]).toBeCloseTo(
    expected,
  );
});

test('an alarm on a band of anomaly detection is refused', async () => {
  const { put, play } = watching();

  const refused = await play(() => errorName(put('orders', { ThresholdMetricId: 'ad1' })));

  expect(refused).toBe('ValidationException');
});
