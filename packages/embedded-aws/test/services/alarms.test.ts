import {
  DescribeAlarmHistoryCommand,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { errorName, home } from '../embedded.ts';
import { MINUTE, namesOf, sampleEvent, watching } from './cloudwatch-world.ts';

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

test.each([
  ['a period that is not allowed', { Period: 45 }, 'ValidationException'],
  ['more datapoints than periods', { DatapointsToAlarm: 3 }, 'ValidationException'],
  ['a statistic that does not exist', { Statistic: 'Median' as 'Sum' }, 'ValidationException'],
])('%s is refused', async (_, change, name) => {
  const { put, play } = watching();

  expect(await play(() => errorName(put('5xx', change)))).toBe(name);
});
