// SQS over the wire, in both of its protocols: what a person reads dead letters with.

import { createHash } from 'node:crypto';
import { ask, authorization, type Served, served } from './served.ts';

let wire: Served;
beforeEach(async () => {
  wire = await served();
});
afterEach(() => wire.close());

const account = '111122223333';

async function json(operation: string, input: object) {
  const answer = await ask(wire.port, {
    headers: {
      'x-amz-target': `AmazonSQS.${operation}`,
      'content-type': 'application/x-amz-json-1.0',
    },
    body: JSON.stringify(input),
  });
  const body = answer.text === '' ? {} : JSON.parse(answer.text);
  return { status: answer.status, headers: answer.headers, body };
}

async function form(body: string, path = '/') {
  const headers = {
    authorization: authorization('sqs'),
    'content-type': 'application/x-www-form-urlencoded',
  };
  return ask(wire.port, { path, headers, body: `Version=2012-11-05&${body}` });
}

const create = async (name: string, Attributes: Record<string, string> = {}) =>
  (await json('CreateQueue', { QueueName: name, Attributes })).body.QueueUrl as string;

test('a queue is at the address that was asked', async () => {
  const QueueUrl = await create('q');

  expect(QueueUrl).toBe(`http://127.0.0.1:${wire.port}/${account}/q`);
  expect((await json('GetQueueUrl', { QueueName: 'q' })).body).toEqual({ QueueUrl });
  expect((await json('ListQueues', {})).body).toEqual({ QueueUrls: [QueueUrl] });
});

test('a message is hidden from others while one has it, and gone once deleted', async () => {
  const QueueUrl = await create('q');
  const { body: sent } = await json('SendMessage', {
    QueueUrl,
    MessageBody: 'hello',
    MessageAttributes: { colour: { DataType: 'String', StringValue: 'red' } },
  });

  const receive = async () =>
    (
      await json('ReceiveMessage', {
        QueueUrl,
        AttributeNames: ['All'],
        MessageAttributeNames: ['.*'],
      })
    ).body.Messages;
  const [message] = await receive();
  const hidden = await receive();
  await json('ChangeMessageVisibility', {
    QueueUrl,
    ReceiptHandle: message.ReceiptHandle,
    VisibilityTimeout: 0,
  });
  const [again] = await receive();
  await json('DeleteMessage', { QueueUrl, ReceiptHandle: again.ReceiptHandle });

  expect(sent.MD5OfMessageBody).toBe(createHash('md5').update('hello').digest('hex'));
  expect(message).toMatchObject({
    Body: 'hello',
    MD5OfMessageAttributes: sent.MD5OfMessageAttributes,
    MessageAttributes: { colour: { StringValue: 'red' } },
    Attributes: { ApproximateReceiveCount: '1' },
  });
  expect(hidden).toBeUndefined();
  expect(again).toMatchObject({ Attributes: { ApproximateReceiveCount: '2' } });
  expect(wire.aws.sqs.queues.list({ account, region: 'us-east-1' })[0]!.messages).toEqual([]);
});

test('Query flattens its lists and maps', async () => {
  const made = await form(
    'Action=CreateQueue&QueueName=q&Attribute.1.Name=DelaySeconds&Attribute.1.Value=0',
  );
  const batch = ['a', 'b']
    .map(
      (id, index) =>
        `SendMessageBatchRequestEntry.${index + 1}.Id=${id}&SendMessageBatchRequestEntry.${index + 1}.MessageBody=${id}`,
    )
    .join('&');

  const sent = await form(`Action=SendMessageBatch&${batch}`, `/${account}/q`);
  const got = await form(
    'Action=ReceiveMessage&MaxNumberOfMessages=10&AttributeName.1=All',
    `/${account}/q`,
  );

  expect(made.text).toContain(`<QueueUrl>http://127.0.0.1:${wire.port}/${account}/q</QueueUrl>`);
  expect(sent.text.match(/<SendMessageBatchResultEntry>/g)).toHaveLength(2);
  expect(got.text).toMatch(/<Message>.*<Attribute><Name>SentTimestamp<\/Name><Value>\d+</);
  expect(got.text.match(/<Body>/g)).toHaveLength(2);
});

test.each([
  [
    'GetQueueUrl',
    { QueueName: 'nope' },
    'QueueDoesNotExist',
    'AWS.SimpleQueueService.NonExistentQueue',
  ],
  ['CreateQueue', { QueueName: 'a b' }, 'InvalidParameterValue', 'InvalidParameterValue'],
  [
    'CreateQueue',
    { QueueName: 'a.fifo' },
    'UnsupportedOperation',
    'AWS.SimpleQueueService.UnsupportedOperation',
  ],
  ['CreateQueue', {}, 'MissingParameter', 'MissingParameter'],
  [
    'CreateQueue',
    { QueueName: 'a', Attributes: { Nope: '1' } },
    'InvalidAttributeName',
    'InvalidAttributeName',
  ],
])('%s %j is refused as %s', async (operation, input, name, older) => {
  const { status, headers, body } = await json(operation, input);

  expect(status).toBe(400);
  expect(body.__type).toBe(name);
  expect(headers['x-amzn-query-error']).toBe(`${older};Sender`);
});

test('of a batch, each entry stands or falls alone', async () => {
  const QueueUrl = await create('q');
  const Entries = [
    { Id: 'good', MessageBody: 'a' },
    { Id: 'bad', MessageBody: '\u0000' },
  ];

  const { body } = await json('SendMessageBatch', { QueueUrl, Entries });

  expect(body).toMatchObject({
    Successful: [{ Id: 'good' }],
    Failed: [{ Id: 'bad', SenderFault: true, Code: 'InvalidMessageContents' }],
  });
});

test('a message that is taken too often goes to the dead letters', async () => {
  const dead = await create('dead');
  const deadLetterTargetArn = `arn:aws:sqs:us-east-1:${account}:dead`;
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 1 });
  const QueueUrl = await create('q', { RedrivePolicy, VisibilityTimeout: '0' });
  await json('SendMessage', { QueueUrl, MessageBody: 'poison' });

  await json('ReceiveMessage', { QueueUrl });
  await json('ReceiveMessage', { QueueUrl });

  expect((await json('ReceiveMessage', { QueueUrl: dead })).body.Messages[0].Body).toBe('poison');
});
