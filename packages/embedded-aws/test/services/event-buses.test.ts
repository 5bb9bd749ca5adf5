import {
  DeleteRuleCommand,
  DescribeEventBusCommand,
  DescribeRuleCommand,
  EventBridgeClient,
  ListEventBusesCommand,
  ListRuleNamesByTargetCommand,
  ListTargetsByRuleCommand,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  type Target,
} from '@aws-sdk/client-eventbridge';
import { embedded, errorName, home } from '../embedded.ts';

const EventPattern = JSON.stringify({ source: ['shop'] });
const busArn = (name: string) => `arn:aws:events:us-east-1:${home.account}:event-bus/${name}`;
const queueArn = (name: string) => `arn:aws:sqs:us-east-1:${home.account}:${name}`;

function bridged() {
  const world = embedded();
  const events = new EventBridgeClient(world.aws.sdkConfig());
  const { queues } = world.aws.sqs;
  const queue = (name: string) => {
    const made = queues.create(name, home, {});
    return () =>
      queues.kept(made).map(({ body, attributes }) => ({ body: JSON.parse(body), attributes }));
  };
  const rule = async (target: Partial<Target>) => {
    await events.send(new PutRuleCommand({ Name: 'r', EventPattern }));
    const Targets = [{ Id: 't', Arn: queueArn('q'), ...target }];
    await events.send(new PutTargetsCommand({ Rule: 'r', Targets }));
  };
  const put = (EventBusName?: string) =>
    events.send(
      new PutEventsCommand({
        Entries: [
          {
            Source: 'shop',
            DetailType: 'Sold',
            Detail: '{"n":1}',
            ...(EventBusName && { EventBusName }),
          },
        ],
      }),
    );
  return { ...world, events, queue, rule, put };
}

test('a bus is named by its name or its ARN, and one that is not there swallows its events', async () => {
  const { clock, queue, rule, put, play } = bridged();
  const taken = queue('q');

  await play(async () => {
    await rule({});
    await put();
    await put('default');
    await put(busArn('default'));
    await put('nowhere');
    await clock.sleep(5);
  });

  expect(taken().map(({ body }) => body.detail)).toEqual([{ n: 1 }, { n: 1 }, { n: 1 }]);
});

test('what cannot be delivered lies in the queue, with why', async () => {
  const { clock, queue, rule, put, play } = bridged();
  const dead = queue('dead');
  const nobody = `arn:aws:lambda:us-east-1:${home.account}:function:nobody`;

  await play(async () => {
    await rule({ Arn: nobody, DeadLetterConfig: { Arn: queueArn('dead') } });
    await put();
    await clock.sleep(5);
  });

  const text = (StringValue: string) => ({ DataType: 'String', StringValue });
  expect(dead()).toEqual([
    {
      body: expect.objectContaining({ source: 'shop', 'detail-type': 'Sold', detail: { n: 1 } }),
      attributes: {
        RULE_ARN: text(`arn:aws:events:us-east-1:${home.account}:rule/r`),
        TARGET_ARN: text(nobody),
        ERROR_CODE: text('NO_RESOURCE'),
        ERROR_MESSAGE: text(`Function not found: ${nobody}`),
        RETRY_ATTEMPTS: text('0'),
      },
    },
  ]);
});

test('the bus and its rules are listed and described', async () => {
  const { events, rule, play } = bridged();

  const [bus, listed, described, names, targets] = await play(async () => {
    await rule({ RetryPolicy: { MaximumRetryAttempts: 3 } });
    return [
      await events.send(new DescribeEventBusCommand({})),
      await events.send(new ListEventBusesCommand({})),
      await events.send(new DescribeRuleCommand({ Name: 'r' })),
      await events.send(new ListRuleNamesByTargetCommand({ TargetArn: queueArn('q') })),
      await events.send(new ListTargetsByRuleCommand({ Rule: 'r' })),
    ];
  });

  expect(bus).toMatchObject({ Name: 'default', Arn: busArn('default') });
  expect(listed).toMatchObject({ EventBuses: [{ Name: 'default', Arn: busArn('default') }] });
  expect(described).toMatchObject({
    Arn: `arn:aws:events:us-east-1:${home.account}:rule/r`,
    EventBusName: 'default',
    CreatedBy: home.account,
  });
  expect(names.RuleNames).toEqual(['r']);
  expect(targets.Targets).toEqual([
    {
      Id: 't',
      Arn: queueArn('q'),
      RetryPolicy: { MaximumRetryAttempts: 3 },
    },
  ]);
});

type Client = EventBridgeClient;

test.each<[string, (events: Client) => Promise<unknown>, string]>([
  [
    'the end of a rule with targets',
    (events) => events.send(new DeleteRuleCommand({ Name: 'r' })),
    'ValidationException',
  ],
  [
    'a rule on no bus',
    (events) => events.send(new PutRuleCommand({ Name: 'r', EventPattern, EventBusName: 'no' })),
    'ResourceNotFoundException',
  ],
  [
    'a name with a space',
    (events) => events.send(new PutRuleCommand({ Name: 'a b', EventPattern })),
    'ValidationException',
  ],
  [
    'eleven entries',
    (events) =>
      events.send(new PutEventsCommand({ Entries: Array.from({ length: 11 }, () => ({})) })),
    'ValidationException',
  ],
  [
    'more than a megabyte',
    (events) =>
      events.send(
        new PutEventsCommand({
          Entries: [{ Source: 'a', DetailType: 'a', Detail: `"${'x'.repeat(1_048_577)}"` }],
        }),
      ),
    'ValidationException',
  ],
])('%s is refused', async (_, attempt, name) => {
  const { events, rule, play } = bridged();
  await play(() => rule({}));

  expect(await play(() => errorName(attempt(events)))).toBe(name);
});

test.each<[string, Partial<Target>]>([
  ['a constant in place of the event', { Input: '{}' }],
  ['a part of the event', { InputPath: '$.detail' }],
  [
    'a template filled from the event',
    { InputTransformer: { InputTemplate: '"<aws.events.event>"' } },
  ],
  ['an ARN that is none', { Arn: 'nobody' }],
  ['too many retries', { RetryPolicy: { MaximumRetryAttempts: 186 } }],
  ['a life that is too short', { RetryPolicy: { MaximumEventAgeInSeconds: 59 } }],
])('a target with %s is refused', async (_, target) => {
  const { rule, play } = bridged();

  expect(await play(() => errorName(rule(target)))).toBe('ValidationException');
});
