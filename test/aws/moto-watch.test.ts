// The adapters of what watches and what is told over HTTP against moto: real clients, the real signer.

import {
  CloudWatchClient,
  GetDashboardCommand,
  PutMetricAlarmCommand,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { callerOf } from '../../aws/caller.ts';
import { realClock } from '../../aws/clock.ts';
import { deadLetters } from '../../aws/dead-letters.ts';
import { signWith } from '../../aws/kms.ts';
import {
  accessOn,
  hasMoto,
  helpersOn,
  home,
  portsOn,
  sdkOf,
  startMoto,
  UNREACHABLE,
  wireOf,
} from './moto-server.ts';

const moto = hasMoto ? await startMoto() : UNREACHABLE;
const wire = wireOf(moto);
const ports = portsOn(moto);
const { askJson, askForm } = helpersOn(moto);

afterAll(() => moto.stop());

const played = hasMoto ? test : test.skip;

const MINUTE = 60_000;

/** It makes no composite alarms. */
played('CloudWatch: a metric on its grid, and what an alarm watches and does', async () => {
  const client = new CloudWatchClient(wire);
  const start = Math.floor(Date.now() / MINUTE) * MINUTE - 5 * MINUTE;
  const at = (minute: number) => new Date(start + minute * MINUTE);
  const Dimensions = [{ Name: 'Version', Value: '7' }];
  const of = { MetricName: 'Errors', Dimensions };
  const MetricData = [0, 0, 2].map((minute, value) => ({
    ...of,
    Timestamp: at(minute),
    Value: value + 1,
  }));
  await client.send(new PutMetricDataCommand({ Namespace: 'Shop', MetricData }));
  const AlarmActions = [`arn:aws:sns:${home.region}:${home.account}:told`];
  const alarm = {
    ...{ ...of, Namespace: 'Shop', Period: 60, EvaluationPeriods: 1, Threshold: 1 },
    Statistic: 'Sum' as const,
    ComparisonOperator: 'GreaterThanThreshold' as const,
  };
  await client.send(new PutMetricAlarmCommand({ ...alarm, AlarmName: 'loud', AlarmActions }));
  await client.send(new PutMetricAlarmCommand({ ...alarm, AlarmName: 'quiet' }));
  const names = ['loud', 'quiet', 'gone'];

  const asked = { namespace: 'Shop', metric: 'Errors', statistic: 'Sum' } as const;
  const span = { from: at(0), to: at(4), periodSeconds: 60 };
  const queries = [
    { ...asked, dimensions: { Version: '7' } },
    { ...asked, dimensions: { Version: '8' } },
  ];
  const series = await ports.metrics.series(home, queries, span);

  expect(series).toEqual([
    [3, null, 3, null],
    [null, null, null, null],
  ]);
  expect(await ports.muteRules.acting(home, names)).toEqual(['loud']);
  const facts = await ports.alarmFacts.describe(home, names);
  expect([...facts.keys()].toSorted()).toEqual(['loud', 'quiet']);
  expect(facts.get('loud')?.metrics).toEqual(['Errors']);
});

played(
  'CloudWatch: a dashboard is written, written anew with what is there, and removed',
  async () => {
    const client = new CloudWatchClient(wire);
    const DashboardName = 'tidegate-test-shop';
    const read = async () => {
      const { DashboardBody = '' } = await client.send(new GetDashboardCommand({ DashboardName }));
      return JSON.parse(DashboardBody) as unknown;
    };
    const seen: unknown[] = [];
    const body = (text: string) => (_board: string, there: unknown) => {
      seen.push(there);
      return { widgets: [{ type: 'text', properties: { markdown: text } }] };
    };

    await ports.dashboards.keep('shop', body('“one” & <two>'));
    const first = await read();
    await ports.dashboards.keep('shop', body('later'));

    expect(seen).toEqual([undefined, first]);
    expect(first).toEqual(body('“one” & <two>')('', undefined));
    expect(await read()).toEqual(body('later')('', undefined));
    await ports.dashboards.remove('shop');
    await expect(read()).rejects.toMatchObject({ name: 'ResourceNotFound' });
  },
);

async function queueOf(name: string): Promise<{ readonly QueueUrl: string; readonly arn: string }> {
  const client = new SQSClient(wire);
  const made = await client.send(new CreateQueueCommand({ QueueName: name }));
  const QueueUrl = made.QueueUrl ?? '';
  const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] });
  const { Attributes } = await client.send(asked);
  return { QueueUrl, arn: Attributes?.QueueArn ?? '' };
}

async function bodiesIn(QueueUrl: string): Promise<Record<string, unknown>[]> {
  const command = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 });
  const { Messages = [] } = await new SQSClient(wire).send(command);
  return Messages.map(({ Body = '' }) => JSON.parse(Body) as Record<string, unknown>);
}

played('SNS: what is published arrives with its subject and its attributes', async () => {
  const { QueueUrl, arn } = await queueOf('heard');
  await askForm('sns', { Action: 'CreateTopic', Name: 'told' });
  const topic = `arn:aws:sns:${home.region}:${home.account}:told`;
  await askForm('sns', {
    ...{ Action: 'Subscribe', TopicArn: topic, Protocol: 'sqs', Endpoint: arn },
  });
  const text = '100 % of “checkout” & more+less=<all>\nsecond line';

  const id = await ports.topics.publish(topic, {
    ...{ subject: 'Released: a+b & c', text, attributes: { pipeline: 'shop', event: 'a b' } },
  });
  const [heard] = await bodiesIn(QueueUrl);

  expect(heard).toMatchObject({
    ...{ MessageId: id, Subject: 'Released: a+b & c', Message: text },
    MessageAttributes: { pipeline: { Value: 'shop' }, event: { Value: 'a b' } },
  });
  await expect(
    ports.topics.publish(`${topic}-none`, { text, attributes: {} }),
  ).rejects.toMatchObject({ name: 'ServiceFailed' });
});

played(
  'EventBridge: events arrive with their details and times, more than a call takes',
  async () => {
    const { QueueUrl, arn } = await queueOf('events');
    const pattern = { source: ['tidegate.test'] };
    const rule = { Name: 'all', EventPattern: JSON.stringify(pattern) };
    await askJson('events', 'AWSEvents.PutRule', rule);
    const Targets = [{ Id: 'queue', Arn: arn }];
    await askJson('events', 'AWSEvents.PutTargets', { Rule: 'all', Targets });
    const event = (at: number) => ({
      ...{ source: 'tidegate.test', type: 'Released “ü”', detail: { at } },
      time: '2026-01-02T03:04:05.000Z',
    });

    await ports.buses.hint(event(0));
    const hinted = await bodiesIn(QueueUrl);
    await ports.buses.put(
      'default',
      Array.from({ length: 11 }, (_, at) => event(at + 1)),
    );
    const put = [...(await bodiesIn(QueueUrl)), ...(await bodiesIn(QueueUrl))];

    expect(hinted).toMatchObject([
      { 'detail-type': 'Released “ü”', detail: { at: 0 }, time: '2026-01-02T03:04:05Z' },
    ]);
    expect(put).toHaveLength(11);
    await expect(ports.buses.put('none', [event(1)])).rejects.toMatchObject({
      name: 'ServiceFailed',
    });
  },
);

played('SSM: a secret parameter is read in plain text', async () => {
  const secret = { Name: '/tidegate/hook', Value: 'ü“=', Type: 'SecureString' };
  await askJson('ssm', 'AmazonSSM.PutParameter', secret);

  expect(await ports.parameters.read('/tidegate/hook')).toBe('ü“=');
  expect(await ports.parameters.read('/tidegate/none')).toBeUndefined();
});

played('KMS: a signature is good for its text and its key alone', async () => {
  const spec = { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' };
  const keyOf = async () => {
    const made = await askJson('kms', 'TrentService.CreateKey', spec);
    return (made.KeyMetadata as { readonly Arn: string }).Arn;
  };
  const [key, other] = [await keyOf(), await keyOf()];
  const text = 'release “ü” '.repeat(1_000);

  const signature = await signWith(accessOn(moto), home, key, text);
  const verify = (by: string, of: string) => ports.signatures.verify(home, by, of, signature);

  expect(await verify(key, text)).toBe('good');
  expect(await verify(key, `${text}.`)).toBe('bad');
  expect(await verify(other, text)).toBe('bad');
  expect(await verify(`${key.slice(0, -4)}0000`, text)).toBe('no such key');
});

played('SQS: dead letters are taken, given back, and removed', async () => {
  const { QueueUrl } = await queueOf('tidegate-test-dead-letters');
  const client = new SQSClient(wire);
  for (const MessageBody of ['{"one":1}', 'two'])
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  const letters = await deadLetters(sdkOf(moto), realClock, 'tidegate-test-dead');

  const [one, two] = await letters.take();
  expect(await letters.take()).toEqual([]);
  await letters.giveBack(one!);
  await letters.remove(two!);
  const again = await letters.take();

  expect(again.map(({ id }) => id)).toEqual([one!.id]);
  await expect(deadLetters(sdkOf(moto), realClock, 'none')).rejects.toMatchObject({
    name: 'Refused',
  });
});

played('STS: whose credentials these are, and what time it is there', async () => {
  const { home: _home, ...settings } = sdkOf(moto);
  const caller = await callerOf(home.region, realClock, settings);

  expect(caller).toMatchObject({ account: home.account, at: expect.any(Date) });
});
