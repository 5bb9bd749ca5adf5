// SQS's API actions on messages: a queue here is filled by what could not be delivered, and read by a person.

import * as z from 'zod';
import type { VirtualClock } from '../../clock.ts';
import { AwsError, type Operation } from '../../service.ts';
import { unparked } from '../../transport/unparked.ts';
import { number, parseInput, text } from '../input.ts';
import { digestOf } from './message-attributes.ts';
import { ByUrl, queueAt } from './queue-operations.ts';
import type { Message, Queue, Queues } from './queues.ts';

const Names = z.array(text).default([]);
const Receive = ByUrl.extend({
  AttributeNames: Names,
  MessageSystemAttributeNames: Names,
  MessageAttributeNames: Names,
  MaxNumberOfMessages: number.default(1),
  VisibilityTimeout: number.optional(),
  WaitTimeSeconds: number.optional(),
});
const Handle = ByUrl.extend({ ReceiptHandle: text });
const Visibility = Handle.extend({ VisibilityTimeout: number });

export function messageOperations(clock: VirtualClock, queues: Queues): Record<string, Operation> {
  return {
    ReceiveMessage: (input, call) => {
      const asked = parseInput(Receive, input, 'InvalidParameterValue');
      return receive(clock, queues, queueAt(queues, asked.QueueUrl, call), asked);
    },
    ChangeMessageVisibility: (input, call) => {
      const asked = parseInput(Visibility, input, 'InvalidParameterValue');
      refuseRange('VisibilityTimeout', asked.VisibilityTimeout, 0, 43_200);
      const message = messageOf(queueAt(queues, asked.QueueUrl, call), asked.ReceiptHandle);
      if (message) message.visibleAt = clock.millis() + asked.VisibilityTimeout * 1000;
      return {};
    },
    DeleteMessage: (input, call) => {
      const { QueueUrl, ReceiptHandle } = parseInput(Handle, input, 'InvalidParameterValue');
      const queue = queueAt(queues, QueueUrl, call);
      const message = messageOf(queue, ReceiptHandle);
      if (message) queue.messages = queue.messages.filter((each) => each !== message);
      return {};
    },
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
