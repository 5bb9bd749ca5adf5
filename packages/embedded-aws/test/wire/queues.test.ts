// SQS over the wire: what a person reads dead letters with.

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

const create = async (name: string, Attributes: Record<string, string> = {}) =>
  (await json('CreateQueue', { QueueName: name, Attributes })).body.QueueUrl as string;

test('a queue is at the address that was asked', async () => {
  const QueueUrl = await create('q');

  expect(QueueUrl).toBe(`http://127.0.0.1:${wire.port}/${account}/q`);
  expect((await json('GetQueueUrl', { QueueName: 'q' })).body).toEqual({ QueueUrl });
  expect((await json('ListQueues', {})).body).toEqual({ QueueUrls: [QueueUrl] });
});

test('a dead letter is hidden from others while one has it, and gone once deleted', async () => {
  const QueueUrl = await create('q', { VisibilityTimeout: '30' });
  const arn = `arn:aws:sqs:us-east-1:${account}:q`;
  wire.aws.sqs.queues.deliver(arn, 'hello', { ERROR_CODE: 'NO_RESOURCE' });

  const receive = async (VisibilityTimeout?: number) => {
    const asked = { QueueUrl, AttributeNames: ['All'], MessageAttributeNames: ['.*'] };
    return (await json('ReceiveMessage', { ...asked, VisibilityTimeout })).body.Messages;
  };
  const [shown] = await receive(0);
  const [taken] = await receive();
  const hidden = await receive();
  const { body: counted } = await json('GetQueueAttributes', {
    QueueUrl,
    AttributeNames: ['ApproximateNumberOfMessagesNotVisible'],
  });
  await json('DeleteMessage', { QueueUrl, ReceiptHandle: taken.ReceiptHandle });

  expect(shown).toMatchObject({
    Body: 'hello',
    MD5OfBody: createHash('md5').update('hello').digest('hex'),
    MessageAttributes: { ERROR_CODE: { DataType: 'String', StringValue: 'NO_RESOURCE' } },
    Attributes: { ApproximateReceiveCount: '1' },
  });
  expect(taken).toMatchObject({ Attributes: { ApproximateReceiveCount: '2' } });
  expect(hidden).toBeUndefined();
  expect(counted.Attributes).toEqual({ ApproximateNumberOfMessagesNotVisible: '1' });
  expect(wire.aws.sqs.queues.list({ account, region: 'us-east-1' })[0]!.messages).toEqual([]);
});

test('a client of the older protocol is told to speak the newer one', async () => {
  const answer = await ask(wire.port, {
    headers: {
      authorization: authorization('sqs'),
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: 'Version=2012-11-05&Action=ListQueues',
  });

  expect(answer.status).toBe(400);
  expect(answer.text).toContain('Expected AWS JSON 1.0 with X-Amz-Target');
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
