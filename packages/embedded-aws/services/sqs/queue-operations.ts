// SQS's API actions on queues.

import * as z from 'zod';
import type { VirtualClock } from '../../clock.ts';
import { own } from '../../own.ts';
import { AwsError, type Call, type Operation } from '../../service.ts';
import { number, parseInput, text } from '../input.ts';
import { pageOf } from '../paging.ts';
import type { Queue, Queues } from './queues.ts';

const Attributes = z.record(text, z.string()).default({});
const ByName = z.object({ QueueName: text, QueueOwnerAWSAccountId: text.optional() });
const Create = ByName.extend({ Attributes });
export const ByUrl = z.object({ QueueUrl: text });
const GetAttributes = ByUrl.extend({ AttributeNames: z.array(text).default([]) });
const List = z.object({
  QueueNamePrefix: z.string().default(''),
  MaxResults: number.default(1000),
  NextToken: text.optional(),
});

/** The least and the most of each number that a queue may be set to. */
const RANGES: Readonly<Record<string, readonly [least: number, most: number]>> = {
  DelaySeconds: [0, 900],
  MaximumMessageSize: [1024, 1_048_576],
  MessageRetentionPeriod: [60, 1_209_600],
  ReceiveMessageWaitTimeSeconds: [0, 20],
  VisibilityTimeout: [0, 43_200],
};
const OTHERS = [
  ...['Policy', 'RedrivePolicy', 'RedriveAllowPolicy', 'KmsMasterKeyId'],
  ...['KmsDataKeyReusePeriodSeconds', 'SqsManagedSseEnabled'],
];

export function queueOperations(clock: VirtualClock, queues: Queues): Record<string, Operation> {
  return {
    CreateQueue: (input, call) => {
      const { QueueName, Attributes: settings } = parseInput(Create, input);
      refuseName(QueueName);
      refuseSettings(settings);
      const known = queues.find(QueueName, call);
      if (known) refuseOther(known, settings);
      return { QueueUrl: urlOf(known ?? queues.create(QueueName, call, settings), call) };
    },
    GetQueueUrl: (input, call) => {
      const { QueueName, QueueOwnerAWSAccountId: account = call.account } = parseInput(
        ByName,
        input,
      );
      const found = queues.find(QueueName, { ...call, account });
      if (!found) throw missing();
      return { QueueUrl: urlOf(found, call) };
    },
    ListQueues: (input, call) => {
      const { QueueNamePrefix, MaxResults, NextToken } = parseInput(List, input);
      const found = queues.list(call).filter(({ name }) => name.startsWith(QueueNamePrefix));
      const page = pageOf(found, MaxResults, NextToken, 'InvalidParameterValue');
      const QueueUrls = page.items.map((queue) => urlOf(queue, call));
      return { ...(QueueUrls.length > 0 && { QueueUrls }), NextToken: page.nextToken };
    },
    GetQueueAttributes: (input, call) => {
      const { QueueUrl, AttributeNames } = parseInput(GetAttributes, input);
      const all = attributesOf(queueAt(queues, QueueUrl, call), queues, clock);
      for (const name of AttributeNames)
        refuseAttribute(name, [...Object.keys(all), ...OTHERS, 'All']);
      const asked = Object.entries(all).filter(
        ([name]) => AttributeNames.includes('All') || AttributeNames.includes(name),
      );
      return asked.length > 0 ? { Attributes: Object.fromEntries(asked) } : {};
    },
  };
}

/** By the last two parts of its URL, whatever host that names. */
export function queueAt(queues: Queues, url: string, call: Call): Queue {
  const [, account, name] = /(?:^|\/)(\d{12})\/([^/?]+)$/.exec(url) ?? [];
  if (!account || !name)
    throw new AwsError('InvalidAddress', `The address ${url} is not valid for this endpoint.`);
  const found = queues.find(name, { account, region: call.region });
  if (!found) throw missing();
  return found;
}

/** At the address that was asked, so that clients which follow it find this place again. */
function urlOf({ account, region, name }: Queue, { origin }: Call): string {
  return `${origin ?? `https://sqs.${region}.amazonaws.com`}/${account}/${name}`;
}

function missing(): AwsError {
  return new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');
}

function refuseName(name: string): void {
  if (name.endsWith('.fifo'))
    throw new AwsError(
      'UnsupportedOperation',
      'FIFO queues are not simulated: standard queues are.',
    );
  if (!/^[\w-]{1,80}$/.test(name))
    throw new AwsError(
      'InvalidParameterValue',
      'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
    );
}

function refuseSettings(settings: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(settings)) {
    refuseAttribute(name, [...Object.keys(RANGES), ...OTHERS]);
    const range = own(RANGES, name);
    const [least, most] = range ?? [-Infinity, Infinity];
    const isNumber = !range || /^\d+$/.test(value);
    if (!isNumber || Number(value) < least || Number(value) > most)
      throw new AwsError('InvalidAttributeValue', `Invalid value for the parameter ${name}.`);
  }
}

function refuseAttribute(name: string, known: readonly string[]): void {
  if (known.includes(name)) return;
  throw new AwsError('InvalidAttributeName', `Unknown Attribute ${name}.`);
}

function refuseOther(known: Queue, settings: Readonly<Record<string, string>>): void {
  const other = Object.entries(settings).find(([name, value]) => known.settings[name] !== value);
  if (!other) return;
  throw new AwsError(
    'QueueNameExists',
    `A queue already exists with the same name and a different value for attribute ${other[0]}`,
  );
}

function attributesOf(queue: Queue, queues: Queues, clock: VirtualClock): Record<string, string> {
  const now = clock.millis();
  const all = queues.kept(queue);
  const hidden = all.filter(({ visibleAt }) => visibleAt > now);
  const delayed = hidden.filter(({ receiveCount }) => receiveCount === 0).length;
  return {
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(all.length - hidden.length),
    ApproximateNumberOfMessagesNotVisible: String(hidden.length - delayed),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    CreatedTimestamp: String(Math.floor(queue.createdAt / 1000)),
    LastModifiedTimestamp: String(Math.floor(queue.createdAt / 1000)),
    ...queue.settings,
  };
}
