import {
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  type DescribeAlarmsCommandInput,
  DescribeAlarmsForMetricCommand,
  DisableAlarmActionsCommand,
  PutCompositeAlarmCommand,
  SetAlarmStateCommand,
  type StateValue,
} from '@aws-sdk/client-cloudwatch';
import { errorName, home } from '../embedded.ts';
import { watching } from './cloudwatch-world.ts';

const topic = `arn:aws:sns:us-east-1:${home.account}:pages`;

/** Alarms whose function notes what it was told. */
function acting() {
  const world = watching();
  const told: unknown[] = [];
  const pager = world.aws.lambda.register({
    ...home,
    name: 'pager',
    handler: async (event) => void told.push(event),
  }).arn;
  const become = (AlarmName: string, StateValue: StateValue) =>
    world.cloudwatch.send(
      new SetAlarmStateCommand({ AlarmName, StateValue, StateReason: 'by hand' }),
    );
  const toldOf = () =>
    (told as { alarmData: { alarmName: string; state: { value: string } } }[]).map(
      ({ alarmData: { alarmName, state } }) => `${alarmName} ${state.value}`,
    );
  return { ...world, told, pager, become, toldOf };
}

test('an alarm tells its function of each state that it should', async () => {
  const { clock, play, put, become, pager, told } = acting();

  await play(async () => {
    await put('5xx', { AlarmActions: [pager], AlarmDescription: 'too many' });
    await become('5xx', 'ALARM');
    await become('5xx', 'OK');
    await clock.sleep(5);
  });

  expect(told).toEqual([
    expect.objectContaining({
      source: 'aws.cloudwatch',
      accountId: home.account,
      alarmArn: `arn:aws:cloudwatch:us-east-1:${home.account}:alarm:5xx`,
      alarmData: expect.objectContaining({
        alarmName: '5xx',
        configuration: expect.objectContaining({ description: 'too many' }),
        state: expect.objectContaining({ value: 'ALARM', reason: 'by hand' }),
      }),
    }),
  ]);
});

test('the history tells of actions: done, and failed', async () => {
  const { cloudwatch, play, put, become } = acting();
  const nobody = `arn:aws:lambda:us-east-1:${home.account}:function:nobody`;

  const { AlarmHistoryItems } = await play(async () => {
    await put('5xx', { AlarmActions: [topic, nobody] });
    await become('5xx', 'ALARM');
    return cloudwatch.send(
      new DescribeAlarmHistoryCommand({
        AlarmName: '5xx',
        HistoryItemType: 'Action',
        ScanBy: 'TimestampAscending',
      }),
    );
  });

  expect(AlarmHistoryItems!.map(({ HistorySummary }) => HistorySummary)).toEqual([
    `Successfully executed action ${topic}`,
    `Failed to execute action ${nobody}. Received error: "Function not found: ${nobody}"`,
  ]);
});

test('an alarm whose actions are disabled tells nobody', async () => {
  const { clock, cloudwatch, play, put, become, pager, told } = acting();

  await play(async () => {
    await put('5xx', { AlarmActions: [pager] });
    await cloudwatch.send(new DisableAlarmActionsCommand({ AlarmNames: ['5xx'] }));
    await become('5xx', 'ALARM');
    await clock.sleep(5);
  });

  expect(told).toEqual([]);
});

/** A composite alarm that another one may silence. */
async function suppressible(waitSeconds: number) {
  const world = acting();
  const { cloudwatch, play, put, pager } = world;
  await play(async () => {
    await put('5xx', { TreatMissingData: 'ignore', MetricName: 'Nothing' });
    await put('deploying', { TreatMissingData: 'ignore', MetricName: 'Nothing' });
    await cloudwatch.send(
      new PutCompositeAlarmCommand({
        AlarmName: 'service',
        AlarmRule: 'ALARM(5xx)',
        AlarmActions: [pager],
        ActionsSuppressor: 'deploying',
        ActionsSuppressorWaitPeriod: waitSeconds,
        ActionsSuppressorExtensionPeriod: 60,
      }),
    );
  });
  const describe = async () => {
    const { CompositeAlarms } = await cloudwatch.send(
      new DescribeAlarmsCommand({ AlarmTypes: ['CompositeAlarm'] }),
    );
    return CompositeAlarms![0]!;
  };
  return { ...world, describe };
}

test('a composite alarm is silent while its suppressor is in ALARM, and a while longer', async () => {
  const { clock, play, become, toldOf, describe } = await suppressible(0);

  const [during, after, atLast] = await play(async () => {
    await become('deploying', 'ALARM');
    await become('5xx', 'ALARM');
    const suppressed = { by: (await describe()).ActionsSuppressedBy, told: toldOf() };
    await become('deploying', 'OK');
    const extended = { by: (await describe()).ActionsSuppressedBy, told: toldOf() };
    await clock.sleep(70);
    return [suppressed, extended, { by: (await describe()).ActionsSuppressedBy, told: toldOf() }];
  });

  expect(during).toEqual({ by: 'Alarm', told: [] });
  expect(after).toEqual({ by: 'ExtensionPeriod', told: [] });
  expect(atLast).toEqual({ by: undefined, told: ['service ALARM'] });
});

test('a composite alarm waits for its suppressor, and acts if that stays calm', async () => {
  const { clock, play, become, toldOf, describe } = await suppressible(120);

  const [early, late] = await play(async () => {
    await become('5xx', 'ALARM');
    await clock.sleep(60);
    const waiting = { by: (await describe()).ActionsSuppressedBy, told: toldOf() };
    await clock.sleep(70);
    return [waiting, { by: (await describe()).ActionsSuppressedBy, told: toldOf() }];
  });

  expect(early).toEqual({ by: 'WaitPeriod', told: [] });
  expect(late).toEqual({ by: undefined, told: ['service ALARM'] });
});

test('alarms are found by metric, by relatives and by action', async () => {
  const { cloudwatch, play, put } = acting();
  const names = async (input: DescribeAlarmsCommandInput) => {
    const { MetricAlarms = [], CompositeAlarms = [] } = await cloudwatch.send(
      new DescribeAlarmsCommand(input),
    );
    return [...MetricAlarms, ...CompositeAlarms].map(({ AlarmName }) => AlarmName);
  };

  const found = await play(async () => {
    await put('a', { OKActions: [topic] });
    await put('b', { MetricName: 'Other' });
    await cloudwatch.send(new PutCompositeAlarmCommand({ AlarmName: 'c', AlarmRule: 'ALARM(a)' }));
    const ofMetric = new DescribeAlarmsForMetricCommand({ Namespace: 'Shop', MetricName: 'Other' });
    const { MetricAlarms } = await cloudwatch.send(ofMetric);
    return [
      MetricAlarms!.map(({ AlarmName }) => AlarmName),
      await names({ ChildrenOfAlarmName: 'c' }),
      await names({ ParentsOfAlarmName: 'a' }),
      await names({ ActionPrefix: 'arn:aws:sns' }),
    ];
  });

  expect(found).toEqual([['b'], ['a'], ['c'], ['a']]);
});

test.each([
  ['a look back over more than a day', { Period: 300, EvaluationPeriods: 300 }],
  ['a metric and queries', { Metrics: [{ Id: 'm', Expression: '1' }] }],
  ['two statistics', { ExtendedStatistic: 'p99' }],
  ['an action that is no ARN', { AlarmActions: ['page me'] }],
  ['six actions', { AlarmActions: Array.from({ length: 6 }, () => topic) }],
  ['a name that is too long', { AlarmName: 'x'.repeat(256) }],
])('an alarm with %s is refused', async (_, change) => {
  const { put, play } = acting();

  expect(await play(() => errorName(put('5xx', change)))).toBe('ValidationException');
});
