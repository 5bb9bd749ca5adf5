// SQS's API actions on messages.

import * as z from 'zod';
import type { VirtualClock } from '../../clock.ts';
import { AwsError, type Call, type Operation } from '../../service.ts';
import { unparked } from '../../transport/unparked.ts';
import { number, parseInput, text } from '../input.ts';
import { batch, Entries } from './batches.ts';
import { digestOf } from './message-attributes.ts';
import { ByUrl, queueAt } from './queue-operations.ts';
import { attributesDigest, type Message, type Queue, type Queues } from './queues.ts';

const Attribute = z.object({
  DataType: text.regex(/^(String|Number|Binary)(\..+)?$/),
  StringValue: text.optional(),
  BinaryValue: text.optional(),
});
const Sending = z.object({
  MessageBody: z.string(),
  DelaySeconds: number.optional(),
  MessageAttributes: z.record(text, Attribute).default({}),
});
const Names = z.array(text).default([]);
const Receive = ByUrl.extend({
  AttributeNames: Names,
  MessageSystemAttributeNames: Names,
  MessageAttributeNames: Names,
  MaxNumberOfMessages: number.default(1),
  VisibilityTimeout: number.optional(),
  WaitTimeSeconds: number.optional(),
});
const Handle = z.object({ ReceiptHandle: text });
const Hiding = Handle.extend({ VisibilityTimeout: number });

export function messageOperations(clock: VirtualClock, queues: Queues): Record<string, Operation> {
  const send = (queue: Queue, input: unknown, call: Call) => {
    const asked = parseInput(Sending, input, 'InvalidParameterValue');
    return sentForm(sendTo(queues, queue, asked, call));
  };
  const remove = (queue: Queue, input: unknown) => {
    const { ReceiptHandle } = parseInput(Handle, input, 'InvalidParameterValue');
    const message = messageOf(queue, ReceiptHandle);
    if (message) queue.messages = queue.messages.filter((each) => each !== message);
    return {};
  };
  const hide = (queue: Queue, input: unknown) => {
    const { ReceiptHandle, VisibilityTimeout } = parseInput(Hiding, input, 'InvalidParameterValue');
    refuseRange('VisibilityTimeout', VisibilityTimeout, 0, 43_200);
    const message = messageOf(queue, ReceiptHandle);
    if (!message || message.visibleAt <= clock.millis())
      throw new AwsError('MessageNotInflight', 'The specified message is not in flight.');
    message.visibleAt = clock.millis() + VisibilityTimeout * 1000;
    return {};
  };
  type Act = (queue: Queue, input: unknown, call: Call) => unknown;
  const single =
    (act: Act): Operation =>
    (input, call) =>
      act(queueAt(queues, parseInput(ByUrl, input).QueueUrl, call), input, call);
  const many =
    (act: Act): Operation =>
    (input, call) => {
      const { QueueUrl, Entries: entries } = parseInput(Entries, input, 'InvalidParameterValue');
      const queue = queueAt(queues, QueueUrl, call);
      return batch(entries, (entry) => act(queue, entry, call) as object);
    };
  return {
    SendMessage: single(send),
    SendMessageBatch: many(send),
    DeleteMessage: single(remove),
    DeleteMessageBatch: many(remove),
    ChangeMessageVisibility: single(hide),
    ChangeMessageVisibilityBatch: many(hide),
    ReceiveMessage: (input, call) => {
      const asked = parseInput(Receive, input, 'InvalidParameterValue');
      return receive(clock, queues, queueAt(queues, asked.QueueUrl, call), asked);
    },
  };
}

function sendTo(queues: Queues, queue: Queue, asked: z.infer<typeof Sending>, call: Call): Message {
  const { MessageBody: body, DelaySeconds: delaySeconds, MessageAttributes: attributes } = asked;
  const most = Number(queue.settings.MaximumMessageSize);
  if (body === '')
    throw new AwsError('MissingParameter', 'The request must contain the parameter MessageBody.');
  if (Buffer.byteLength(body) + Buffer.byteLength(JSON.stringify(attributes)) > most + 2)
    throw invalid(
      `One or more parameters are invalid. Reason: Message must be shorter than ${most} bytes.`,
    );
  if (NOT_XML.test(body))
    throw new AwsError(
      'InvalidMessageContents',
      'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF',
    );
  if (Object.keys(attributes).length > 10)
    throw invalid('Number of message attributes [11] exceeds the allowed maximum [10].');
  if (delaySeconds !== undefined) refuseRange('DelaySeconds', delaySeconds, 0, 900);
  return queues.send(queue, { body, attributes, delaySeconds, senderId: call.account });
}

/** What XML 1.0 cannot say. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters it is about.
const NOT_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/;

function sentForm(message: Message) {
  return {
    MessageId: message.id,
    MD5OfMessageBody: message.md5,
    MD5OfMessageAttributes: attributesDigest(message),
  };
}

/** At once what there is; else, where the caller waits, what comes until then. */
function receive(
  clock: VirtualClock,
  queues: Queues,
  queue: Queue,
  asked: z.infer<typeof Receive>,
) {
  const most = asked.MaxNumberOfMessages;
  const waitSeconds = asked.WaitTimeSeconds ?? Number(queue.settings.ReceiveMessageWaitTimeSeconds);
  const hiddenSeconds = asked.VisibilityTimeout ?? Number(queue.settings.VisibilityTimeout);
  refuseRange('MaxNumberOfMessages', most, 1, 10);
  refuseRange('VisibilityTimeout', hiddenSeconds, 0, 43_200);
  refuseRange('WaitTimeSeconds', waitSeconds, 0, 20);
  const take = () =>
    queues.receive(queue, { most, hiddenSeconds }).map((each) => receivedForm(each, asked));
  const form = (messages: object[]) => (messages.length > 0 ? { Messages: messages } : {});
  const taken = take();
  if (taken.length > 0 || waitSeconds === 0) return form(taken);
  return unparked(
    new Promise((resolve) => {
      const end = clock.millis() + waitSeconds * 1000;
      const look = () => {
        const found = take();
        if (found.length > 0 || clock.millis() >= end) resolve(form(found));
        else clock.at(Math.min(end, clock.millis() + LOOK_MILLIS), look);
      };
      clock.at(clock.millis() + LOOK_MILLIS, look);
    }),
  );
}

/** How often a receiver that waits looks. */
const LOOK_MILLIS = 250;

function receivedForm(message: Message, asked: z.infer<typeof Receive>) {
  const chosen = chosenAttributes(message, asked.MessageAttributeNames);
  const Attributes = systemAttributes(message, [
    ...asked.AttributeNames,
    ...asked.MessageSystemAttributeNames,
  ]);
  return {
    MessageId: message.id,
    ReceiptHandle: message.handle,
    MD5OfBody: message.md5,
    Body: message.body,
    ...(Object.keys(Attributes).length > 0 && { Attributes }),
    ...(Object.keys(chosen).length > 0 && {
      MD5OfMessageAttributes: digestOf(chosen),
      MessageAttributes: chosen,
    }),
  };
}

/** `All`, `.*`, a name, or the beginning of names: `ERROR.*`. */
function chosenAttributes({ attributes }: Message, names: readonly string[]) {
  const fits = (name: string) =>
    names.some((each) =>
      each === 'All' || each === '.*' || each === name
        ? true
        : each.endsWith('.*') && name.startsWith(each.slice(0, -2)),
    );
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => fits(name)));
}

function systemAttributes(message: Message, names: readonly string[]): Record<string, string> {
  const all = {
    SenderId: message.senderId,
    SentTimestamp: String(message.sentAt),
    ApproximateReceiveCount: String(message.receiveCount),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
  };
  return Object.fromEntries(
    Object.entries(all).filter(([name]) => names.includes('All') || names.includes(name)),
  );
}

/** Undefined for one that has been deleted, which is no error. */
function messageOf(queue: Queue, handle: string): Message | undefined {
  if (!/^[\w-]+#\d+#\w+$/.test(handle))
    throw new AwsError('ReceiptHandleIsInvalid', 'The input receipt handle is invalid.');
  const id = handle.split('#')[0];
  return queue.messages.find((each) => each.id === id);
}

function refuseRange(name: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw invalid(
    `Value ${value} for parameter ${name} is invalid. Reason: Must be between ${least} and ${most}, if provided.`,
  );
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterValue', message);
}
