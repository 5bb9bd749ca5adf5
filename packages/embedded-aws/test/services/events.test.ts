import {
  EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import type { AwsEvent } from '../../services/events/event.ts';
import type { Target } from '../../services/events/target.ts';
import type { Faults } from '../../transport/faults.ts';
import { embedded, errorName, home } from '../embedded.ts';

const arn = 'arn:aws:lambda:us-east-1:111122223333:function:on-build';

function listening(faults: Faults = {}, target: Partial<Target> = {}) {
  const world = embedded({ faults });
  const got: { event: AwsEvent; at: number }[] = [];
  const handler = async (event: unknown) => {
    got.push({ event: event as AwsEvent, at: world.clock.millis() });
  };
  world.aws.lambda.register({ ...home, name: 'on-build', handler });
  world.aws.events.putRule({
    ...home,
    name: 'builds',
    pattern: { source: ['ci'] },
    targets: [{ id: 't', arn, ...target }],
  });
  const numbers = () => got.map(({ event }) => (event.detail as { number: number }).number);
  const send = (number: number, source = 'ci', place = home) =>
    world.aws.emit({ ...place, source, 'detail-type': 'Build', detail: { number } });
  return { ...world, got, numbers, send };
}

test('an event that a rule takes reaches its function a moment later', async () => {
  const { clock, got, play, aws } = listening();
  const client = new EventBridgeClient(aws.sdkConfig());
  const Detail = '{"number":1}';

  const sentAt = await play(async () => {
    const { Entries } = await client.send(
      new PutEventsCommand({
        Entries: [
          { Source: 'ci', DetailType: 'Build', Detail },
          { Source: 'other', DetailType: 'Build', Detail },
          { Source: 'ci', DetailType: 'Build', Detail: 'not json' },
        ],
      }),
    );
    expect(Entries!.map(({ ErrorCode }) => ErrorCode)).toEqual([
      undefined,
      undefined,
      'MalformedDetail',
    ]);
    const now = clock.millis();
    await clock.sleep(5);
    return now;
  });

  expect(got).toHaveLength(1);
  expect(got[0]!.event).toMatchObject({
    source: 'ci',
    account: home.account,
    time: '2026-11-20T14:00:00Z',
    detail: { number: 1 },
  });
  expect(got[0]!.at - sentAt).toBeGreaterThan(50);
  expect(got[0]!.at - sentAt).toBeLessThan(1100);
});

test('events of other accounts and regions are forwarded home, and say where they are from', async () => {
  const { clock, got, send, drive } = listening();

  await drive(async () => {
    send(1, 'ci', { account: '444455556666', region: 'eu-west-1' });
    await clock.sleep(5);
  });

  expect(got.map(({ event }) => [event.account, event.region])).toEqual([
    ['444455556666', 'eu-west-1'],
  ]);
});

test.each<[string, NonNullable<Faults['event']>, number[]]>([
  ['lost', () => 'lost', []],
  [
    'doubled',
    (event) => ((event.detail as { number: number }).number === 1 ? 'doubled' : undefined),
    [1, 1, 2, 3],
  ],
  [
    'swapped',
    (event) => ((event.detail as { number: number }).number === 1 ? 'swapped' : undefined),
    [2, 1, 3],
  ],
  [
    'delayed',
    (event) =>
      (event.detail as { number: number }).number === 1 ? { delaySeconds: 100 } : undefined,
    [2, 3, 1],
  ],
])('an event may be %s', async (_, event, expected) => {
  const { clock, send, numbers, drive } = listening({ event });

  await drive(async () => {
    for (const number of [1, 2, 3]) {
      send(number);
      await clock.sleep(10);
    }
    await clock.sleep(200);
  });

  expect(numbers()).toEqual(expected);
});

test('a lone swapped event arrives after a minute', async () => {
  const { clock, send, got, drive } = listening({ event: () => 'swapped' });

  await drive(async () => {
    send(1);
    await clock.sleep(70);
  });

  expect(got).toHaveLength(1);
});

test('a throttled delivery is tried again', async () => {
  let refusals = 2;
  const { clock, send, numbers, drive } = listening({
    beforeCall: ({ service, operation }) => {
      if (service !== 'lambda' || operation !== 'Invoke' || refusals === 0) return undefined;
      refusals -= 1;
      return { throttle: true };
    },
  });

  await drive(async () => {
    send(1);
    await clock.sleep(30);
  });

  expect(numbers()).toEqual([1]);
});

test('an event that cannot be delivered ends with the dead letters, with what AWS says about it', async () => {
  const target = {
    deadLetterArn: 'arn:aws:sqs:us-east-1:111122223333:dead',
    retryPolicy: { maximumRetryAttempts: 2 },
  };
  const { aws, clock, send, drive } = listening({ beforeCall: () => ({ throttle: true }) }, target);

  await drive(async () => {
    send(1);
    await clock.sleep(60);
  });

  expect(aws.events.deadLetters()).toMatchObject([
    {
      queueArn: target.deadLetterArn,
      event: { detail: { number: 1 } },
      attributes: {
        TARGET_ARN: arn,
        RETRY_ATTEMPTS: '2',
        EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts',
      },
    },
  ]);
});

test('an event for a target that is gone is a dead letter at once', async () => {
  const target = { arn: `${arn}-gone`, deadLetterArn: 'arn:aws:sqs:us-east-1:111122223333:dead' };
  const { aws, clock, send, drive } = listening({}, target);

  await drive(async () => {
    send(1);
    await clock.sleep(3);
  });

  expect(aws.events.deadLetters()).toMatchObject([
    { attributes: { ERROR_CODE: 'NO_RESOURCE', RETRY_ATTEMPTS: '0' } },
  ]);
});

test('a schedule wakes its function each time, with AWS’s own event', async () => {
  const { aws, clock, got, drive } = listening();
  aws.events.putRule({
    ...home,
    name: 'sweep',
    schedule: 'rate(5 minutes)',
    targets: [{ id: 't', arn }],
  });

  await drive(() => clock.sleep(16 * 60));

  expect(got.map(({ event }) => event['detail-type'])).toEqual(Array(3).fill('Scheduled Event'));
  expect(got[0]!.event).toMatchObject({
    source: 'aws.events',
    resources: ['arn:aws:events:us-east-1:111122223333:rule/sweep'],
    detail: {},
    time: '2026-11-20T14:05:00Z',
  });
});

test('rules and targets can be put through the API', async () => {
  const { aws, clock, numbers, send, play } = listening();
  const client = new EventBridgeClient(aws.sdkConfig());

  await play(async () => {
    await client.send(new PutRuleCommand({ Name: 'more', EventPattern: '{"source":["cd"]}' }));
    await client.send(new PutTargetsCommand({ Rule: 'more', Targets: [{ Id: 'a', Arn: arn }] }));
    send(7, 'cd');
    await clock.sleep(5);
  });

  expect(numbers()).toEqual([7]);
});

test('a pattern that is not one is refused', async () => {
  const { aws, play } = listening();
  const client = new EventBridgeClient(aws.sdkConfig());
  const command = new PutRuleCommand({ Name: 'bad', EventPattern: '{"source":"ci"}' });

  expect(await play(() => errorName(client.send(command)))).toBe('InvalidEventPatternException');
});
