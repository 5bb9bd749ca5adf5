// Alarms that watch each other, and alarms that cannot be worked out: each ends, and harms no other.

import { PutCompositeAlarmCommand, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { home } from '../embedded.ts';
import { watching } from './cloudwatch-world.ts';

function composed() {
  const world = watching();
  const compose = (AlarmName: string, AlarmRule: string) =>
    world.cloudwatch.send(new PutCompositeAlarmCommand({ AlarmName, AlarmRule }));
  const set = (AlarmName: string, StateValue: 'OK' | 'ALARM') =>
    world.cloudwatch.send(
      new SetAlarmStateCommand({ AlarmName, StateValue, StateReason: 'by hand' }),
    );
  const changes = (name: string) =>
    world.aws.cloudWatch.alarms
      .find(name, home)!
      .history.filter(({ type }) => type === 'StateUpdate').length;
  return { ...world, compose, set, changes };
}

test('two composite alarms in a circle are evaluated until the circle closes', async () => {
  const { play, put, compose, set, state, changes } = composed();

  await play(async () => {
    await put('5xx');
    await compose('a', 'ALARM(5xx)');
    await compose('b', 'NOT ALARM(a)');
    await compose('a', 'ALARM(5xx) OR ALARM(b)');
    await set('5xx', 'ALARM');
  });

  expect(['ALARM', 'OK']).toContain(state('a'));
  expect(changes('a') + changes('b')).toBeLessThan(10);
});

test('a long line of composite alarms all follow the first', async () => {
  const { aws, play, put, set, state } = composed();
  const compose = (AlarmName: string, AlarmRule: string) =>
    aws.operate('cloudwatch', 'PutCompositeAlarm', { AlarmName, AlarmRule });

  await play(async () => {
    await put('c0');
    for (let n = 1; n <= 1_500; n += 1) await compose(`c${n}`, `ALARM(c${n - 1})`);
    await set('c0', 'ALARM');
  });

  expect(state('c1500')).toBe('ALARM');
});

test('composite alarms that two ways lead to change once, not twice as often at each level', async () => {
  const { play, put, compose, set, changes } = composed();

  await play(async () => {
    await put('x0');
    for (let n = 1; n <= 20; n += 1) {
      await compose(`l${n}`, `ALARM(x${n - 1})`);
      await compose(`r${n}`, `NOT ALARM(x${n - 1})`);
      await compose(`x${n}`, `(ALARM(l${n}) AND NOT ALARM(r${n}))`);
    }
    await set('x0', 'ALARM');
  });

  expect(changes('x20')).toBeLessThan(4);
});

test('an alarm that cannot be worked out has no data, and the others are evaluated all the same', async () => {
  const { clock, play, put, state, become } = composed();

  await play(async () => {
    await put('broken', {
      Namespace: undefined,
      MetricName: undefined,
      Statistic: undefined,
      Period: undefined,
      Metrics: [
        {
          Id: 'm',
          ReturnData: false,
          MetricStat: {
            Metric: { Namespace: 'Shop', MetricName: 'Errors' },
            Period: 60,
            Stat: 'Sum',
          },
        },
        { Id: 'e', Expression: 'm + nobody', ReturnData: true },
      ],
    });
    await put('sound');
    become(9);
    await clock.sleep(300);
  });

  expect(state('broken')).toBe('INSUFFICIENT_DATA');
  expect(state('sound')).toBe('ALARM');
});
