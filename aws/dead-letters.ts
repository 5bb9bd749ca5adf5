// SQS and Lambda: the queue of dead letters as a person sees it, and a letter handed to its function again.

import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ListQueuesCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { Clock } from '../core/clock.ts';
import { type DeadLetter, letterOf } from '../core/dead-letter.ts';
import { Failure } from '../core/failure.ts';
import { configurationFor, type SdkSettings } from './clients.ts';
import { translated } from './translate.ts';

export interface HeldLetter extends DeadLetter {
  /** Of the receipt: who has it may remove the letter, or give it back. */
  readonly receipt: string;
}

export interface DeadLetters {
  /** All that lies there, hidden from others for two minutes: take each away or give it back. */
  take(): Promise<readonly HeldLetter[]>;
  giveBack(letter: HeldLetter): Promise<void>;
  remove(letter: HeldLetter): Promise<void>;
  /** Hands the event to the function again: once this resolves, Lambda keeps it until it was tried three times. */
  handOver(letter: HeldLetter & { readonly functionArn: string }): Promise<void>;
}

const HIDDEN_SECONDS = 120;
/** A receive asks some of SQS's servers only: so often in a row nothing new means that there is no more. */
const EMPTY_ENOUGH = 3;

/** The queue whose name begins so. Throws `Refused` where there is none, or several. */
export async function deadLetters(
  settings: SdkSettings,
  clock: Clock,
  namePrefix: string,
): Promise<DeadLetters> {
  const configuration = configurationFor(settings, clock, settings.home.region) as object;
  const sqs = new SQSClient(configuration);
  const functions = new LambdaClient(configuration);
  const QueueUrl = await queueNamed(sqs, namePrefix);
  const at = ({ receipt }: HeldLetter) => ({ QueueUrl, ReceiptHandle: receipt });
  return {
    take: () => takeAll(sqs, QueueUrl),
    async giveBack(letter) {
      const command = new ChangeMessageVisibilityCommand({ ...at(letter), VisibilityTimeout: 0 });
      await translated('giving a dead letter back', sqs.send(command));
    },
    async remove(letter) {
      await translated('removing a dead letter', sqs.send(new DeleteMessageCommand(at(letter))));
    },
    async handOver({ functionArn, event }) {
      const command = new InvokeCommand({
        FunctionName: functionArn,
        InvocationType: 'Event',
        Payload: new TextEncoder().encode(JSON.stringify(event)),
      });
      await translated(`invoking ${functionArn}`, functions.send(command));
    },
  };
}

async function queueNamed(sqs: SQSClient, QueueNamePrefix: string): Promise<string> {
  const command = new ListQueuesCommand({ QueueNamePrefix });
  const { QueueUrls = [] } = await translated('listing queues', sqs.send(command));
  const [found] = QueueUrls;
  if (found !== undefined && QueueUrls.length === 1) return found;
  throw new Failure(
    'Refused',
    `expected one queue whose name begins with ${QueueNamePrefix}, got ${QueueUrls.length}: name it with --queue`,
  );
}

async function takeAll(sqs: SQSClient, QueueUrl: string): Promise<readonly HeldLetter[]> {
  const found = new Map<string, HeldLetter>();
  for (let empty = 0; empty < EMPTY_ENOUGH; empty += 1) {
    const command = new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: 10,
      VisibilityTimeout: HIDDEN_SECONDS,
      MessageSystemAttributeNames: ['SentTimestamp'],
      MessageAttributeNames: ['All'],
    });
    const { Messages = [] } = await translated('reading dead letters', sqs.send(command));
    if (Messages.length > 0) empty = -1;
    for (const message of Messages) found.set(message.MessageId ?? '', heldOf(message));
  }
  return [...found.values()].sort((a, b) => (a.at < b.at ? -1 : 1));
}

function heldOf({ MessageId, ReceiptHandle, Body, Attributes, MessageAttributes }: Message) {
  const attributes = Object.entries(MessageAttributes ?? {}).map(
    ([name, { StringValue }]) => [name, StringValue ?? ''] as const,
  );
  const letter = letterOf({
    id: MessageId ?? '',
    sentMillis: Number(Attributes?.SentTimestamp ?? 0),
    body: Body ?? '',
    attributes: Object.fromEntries(attributes),
  });
  return { ...letter, receipt: ReceiptHandle ?? '' };
}
