import {
  CloudWatchClient,
  type CloudWatchClientConfig,
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  PutMetricAlarmCommand,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { AwsQueryProtocol } from '@aws-sdk/core/protocols';
import { SmithyRpcV2CborProtocol } from '@smithy/core/cbor';
import { parseForm } from '../../transport/protocols/query.ts';
import { embedded } from '../embedded.ts';

/** Older and newer CloudWatch clients speak all three. */
const protocols: [string, Partial<CloudWatchClientConfig>][] = [
  ['JSON', {}],
  ['Query', { protocol: AwsQueryProtocol }],
  ['CBOR', { protocol: SmithyRpcV2CborProtocol }],
];

test.each(protocols)('CloudWatch speaks %s', async (_, protocol) => {
  const { aws, clock, play } = embedded();
  const cloudwatch = new CloudWatchClient({ ...aws.sdkConfig(), ...protocol });
  const Timestamp = new Date('2026-11-20T13:59:30.250Z');
  const Metric = {
    Namespace: 'Shop',
    MetricName: 'Errors',
    Dimensions: [{ Name: 'Stage', Value: 'p & q' }],
  };

  const [alarm, data] = await play(async () => {
    await cloudwatch.send(
      new PutMetricDataCommand({
        Namespace: 'Shop',
        MetricData: [{ ...Metric, Value: 2.5, Timestamp }],
      }),
    );
    await cloudwatch.send(
      new PutMetricAlarmCommand({
        AlarmName: '5xx',
        ...Metric,
        Statistic: 'Sum',
        Period: 60,
        EvaluationPeriods: 2,
        Threshold: 1.5,
        ComparisonOperator: 'GreaterThanThreshold',
        ActionsEnabled: false,
      }),
    );
    await cloudwatch.send(
      new SetAlarmStateCommand({ AlarmName: '5xx', StateValue: 'ALARM', StateReason: 'a < b' }),
    );
    const { MetricAlarms } = await cloudwatch.send(new DescribeAlarmsCommand({}));
    const query = { Id: 'm1', MetricStat: { Metric, Period: 60, Stat: 'Sum' } };
    const StartTime = new Date(clock.millis() - 300_000);
    return [
      MetricAlarms![0]!,
      (
        await cloudwatch.send(
          new GetMetricDataCommand({ StartTime, EndTime: clock.now(), MetricDataQueries: [query] }),
        )
      ).MetricDataResults![0]!,
    ];
  });

  expect(alarm).toMatchObject({
    StateValue: 'ALARM',
    StateReason: 'a < b',
    Threshold: 1.5,
    ActionsEnabled: false,
    Dimensions: Metric.Dimensions,
  });
  expect(alarm.StateUpdatedTimestamp!.toISOString()).toMatch(/^2026-11-20T14:00:00\.\d{3}Z$/);
  expect(data).toMatchObject({
    Timestamps: [new Date('2026-11-20T13:59:00Z')],
    Values: [2.5],
    StatusCode: 'Complete',
  });
});

test.each(protocols)('an error of CloudWatch keeps its name in %s', async (_, protocol) => {
  const { aws, play } = embedded();
  const cloudwatch = new CloudWatchClient({ ...aws.sdkConfig(), ...protocol });
  const command = new SetAlarmStateCommand({
    AlarmName: 'none',
    StateValue: 'OK',
    StateReason: '',
  });

  const error = await play(() =>
    cloudwatch.send(command).then(
      () => undefined,
      (caught: Error) => caught,
    ),
  );

  expect(error).toMatchObject({
    name: expect.stringMatching(/^ResourceNotFound/),
    message: expect.stringContaining('none'),
  });
});

test('a form becomes a tree', () => {
  const pairs = [
    ['Tags.member.1.Key', 'a'],
    ['Tags.member.2.Key', 'b'],
    ['Names.member.1', 'x'],
    ['Plain', 'y'],
    ['__proto__.polluted', 'z'],
  ] as const;

  const tree = parseForm(pairs) as Record<string, unknown>;

  expect(tree.Tags).toEqual([{ Key: 'a' }, { Key: 'b' }]);
  expect(tree.Names).toEqual(['x']);
  expect(tree.Plain).toBe('y');
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});
