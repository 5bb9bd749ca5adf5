import { readFileSync } from 'node:fs';
import {
  CloudWatchClient,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  PutCompositeAlarmCommand,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import type { AwsEvent } from '../../../local/services/events/event.ts';
import { embedded, errorName, home } from '../embedded.ts';

const MINUTE = 60_000;
const errors = { namespace: 'Shop', name: 'Errors' };

/** A world whose error count per minute is what `level` says at that time. */
function watching() {
  const world = embedded();
  const events: AwsEvent[] = [];
  const since: { at: number; value: number | undefined }[] = [{ at: 0, value: 0 }];
  world.aws.events.subscribe((event) => events.push(event));
  world.aws.cloudWatch.metrics.source(
    errors,
    (from, to) => {
      const samples = [];
      for (let at = Math.ceil(from / MINUTE) * MINUTE; at < to; at += MINUTE) {
        const { value } = since.findLast((each) => each.at <= at)!;
        if (value !== undefined) samples.push({ at, value });
      }
      return samples;
    },
    home,
  );
  const become = (value: number | undefined) => {
    since.push({ at: world.clock.millis(), value });
  };
  const cloudwatch = new CloudWatchClient(world.aws.sdkConfig());
  const put = (name: string, more: Partial<PutMetricAlarmCommandInput> = {}) =>
    cloudwatch.send(
      new PutMetricAlarmCommand({
        AlarmName: name,
        Namespace: 'Shop',
        MetricName: 'Errors',
        Statistic: 'Sum',
        Period: 60,
        EvaluationPeriods: 2,
        Threshold: 5,
        ComparisonOperator: 'GreaterThanThreshold',
        ...more,
      }),
    );
  const state = (name: string) => world.aws.cloudWatch.alarms.find(name, home)!.state.value;
  return { ...world, events, become, cloudwatch, put, state };
}

test('an alarm starts without data, is OK, fires when enough periods breach, and recovers', async () => {
  const { clock, put, state, become, play } = watching();

  const states = await play(async () => {
    await put('5xx');
    const seen = [state('5xx')];
    const look = async (seconds: number) => {
      await clock.sleep(seconds);
      seen.push(state('5xx'));
    };
    await look(70);
    become(9);
    await look(70);
    await look(110);
    become(0);
    await look(130);
    return seen;
  });

  expect(states).toEqual(['INSUFFICIENT_DATA', 'OK', 'OK', 'ALARM', 'OK']);
});

test('the events of an alarm have the members and the words of AWS’s', async () => {
  const { clock, put, become, events, play } = watching();
  const sample = sampleEvent('cloudwatch-alarm-metric-to-alarm');

  await play(async () => {
    await put('5xx', { AlarmDescription: 'too many errors' });
    await clock.sleep(200);
    become(9);
    await clock.sleep(200);
  });

  const sent = events.at(-1)!;
  expect(namesOf(sent)).toEqual(namesOf(sample));
  const { state } = sent.detail as { state: { reason: string } };
  expect(state.reason).toBe(
    'Threshold Crossed: 2 out of the last 2 datapoints [9.0 (20/11/26 14:05:00), 9.0 (20/11/26 14:04:00)] were greater than the threshold (5.0) (minimum 2 datapoints for OK -> ALARM transition).',
  );
});

test('an alarm that fires and recovers between two looks is found in its history', async () => {
  const { aws, clock, put, cloudwatch, play } = watching();

  const items = await play(async () => {
    await put('5xx');
    await clock.sleep(300);
    const from = clock.millis() + 1000;
    aws.cloudWatch.alarms.force('5xx', home, 'ALARM', new Date(from), new Date(from + 500));
    await clock.sleep(300);
    const history = await cloudwatch.send(
      new DescribeAlarmHistoryCommand({
        AlarmName: '5xx',
        HistoryItemType: 'StateUpdate',
        StartDate: new Date(from),
      }),
    );
    return history.AlarmHistoryItems!.map(({ Timestamp, HistoryData }) => ({
      after: Timestamp!.getTime() - from,
      state: JSON.parse(HistoryData!).newState.stateValue,
    }));
  });

  expect(items).toEqual([
    { after: 500, state: 'OK' },
    { after: 0, state: 'ALARM' },
  ]);
});

test('a forced state holds whatever the metric says', async () => {
  const { aws, clock, put, state, become, play } = watching();

  const seen = await play(async () => {
    await put('5xx');
    await clock.sleep(200);
    aws.cloudWatch.alarms.force(
      '5xx',
      home,
      'OK',
      clock.now(),
      new Date(clock.millis() + 10 * MINUTE),
    );
    become(9);
    await clock.sleep(500);
    const during = state('5xx');
    await clock.sleep(200);
    return [during, state('5xx')];
  });

  expect(seen).toEqual(['OK', 'ALARM']);
});

test('a state set by hand lasts until the next evaluation', async () => {
  const { clock, put, state, cloudwatch, play } = watching();

  const states = await play(async () => {
    await put('5xx');
    await clock.sleep(130);
    await cloudwatch.send(
      new SetAlarmStateCommand({ AlarmName: '5xx', StateValue: 'ALARM', StateReason: 'drill' }),
    );
    const set = state('5xx');
    await clock.sleep(70);
    return [set, state('5xx')];
  });

  expect(states).toEqual(['ALARM', 'OK']);
});

test('dead telemetry is INSUFFICIENT_DATA, never OK', async () => {
  const { clock, put, state, become, play } = watching();

  const seen = await play(async () => {
    await put('5xx');
    await clock.sleep(300);
    become(undefined);
    await clock.sleep(400);
    return state('5xx');
  });

  expect(seen).toBe('INSUFFICIENT_DATA');
});

test('a data point that comes late still counts', async () => {
  const { clock, cloudwatch, put, state, play } = watching();

  const seen = await play(async () => {
    await put('late', { MetricName: 'Late', EvaluationPeriods: 1 });
    await clock.sleep(200);
    const Timestamp = new Date(clock.millis() - 2 * MINUTE);
    await cloudwatch.send(
      new PutMetricDataCommand({
        Namespace: 'Shop',
        MetricData: [{ MetricName: 'Late', Value: 9, Timestamp }],
      }),
    );
    await clock.sleep(61);
    return state('late');
  });

  expect(seen).toBe('ALARM');
});

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

test.each([
  ['a period that is not allowed', { Period: 45 }, 'ValidationException'],
  ['more datapoints than periods', { DatapointsToAlarm: 3 }, 'ValidationException'],
  [
    'a statistic that does not exist',
    { Statistic: 'Median' as 'Sum' },
    'InvalidParameterValueException',
  ],
])('%s is refused', async (_, change, name) => {
  const { put, play } = watching();

  expect(await play(() => errorName(put('5xx', change)))).toBe(name);
});

function everyMinute(value: number) {
  return (from: number, to: number) => {
    const samples = [];
    for (let at = Math.ceil(from / MINUTE) * MINUTE; at < to; at += MINUTE)
      samples.push({ at, value });
    return samples;
  };
}

/** The names in an event, however deep; a metric's dimensions are whatever they are. */
function namesOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(namesOf);
  if (typeof value !== 'object' || value === null) return '';
  const entries = Object.entries(value).map(([name, each]) => [
    name,
    name === 'dimensions' ? '' : namesOf(each),
  ]);
  return Object.fromEntries(entries.sort());
}

function sampleEvent(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../events/${name}.json`, import.meta.url), 'utf8'));
}
