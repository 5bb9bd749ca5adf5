// SNS: topics that are published to. Nobody subscribes: what was published is kept, in its order.

import * as z from 'zod';
import type { VirtualClock } from '../clock.ts';
import { AwsError, type Call, type Service } from '../service.ts';
import { parseInput, text } from './input.ts';
import { type Place, places } from './places.ts';

export interface Published {
  readonly topic: string;
  readonly subject?: string;
  readonly message: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface Sns {
  readonly service: Service;
  /** Makes a topic, by its ARN. */
  topic(arn: string): void;
  readonly published: readonly Published[];
}

const Publish = z.object({
  TopicArn: text,
  Message: z.string().min(1),
  Subject: z.string().optional(),
  MessageAttributes: z.unknown().optional(),
  MessageDeduplicationId: z.string().max(128).optional(),
  MessageGroupId: z.string().max(128).optional(),
});

const Attributes = z.object({
  entry: z.record(
    z.string(),
    z.object({
      Name: z.string(),
      Value: z.object({ DataType: z.string(), StringValue: z.string() }),
    }),
  ),
});

const MOST_BYTES = 262_144;
const LONGEST_SUBJECT = 100;

/** A topic that keeps an order takes what has the same id once in this time. */
const SAME_MILLIS = 5 * 60_000;

export function sns(clock: Pick<VirtualClock, 'millis'>): Sns {
  const taken = new Map<string, { readonly at: number; readonly id: string }>();
  const topics = places(() => new Set<string>());
  const published: Published[] = [];

  function publish(input: unknown, call: Call) {
    const parsed = parseInput(Publish, input, 'InvalidParameter');
    const { TopicArn, Message, Subject, MessageAttributes } = parsed;
    const { MessageDeduplicationId, MessageGroupId } = parsed;
    const [, , , region = '', account = ''] = TopicArn.split(':');
    if (region !== call.region) throw invalid('TopicArn');
    if (!topics.at({ account, region }).has(TopicArn))
      throw new AwsError('NotFound', 'Topic does not exist', 404);
    const read = Attributes.safeParse(MessageAttributes);
    const entries = read.success ? Object.values(read.data.entry) : [];
    const attributes = Object.fromEntries(
      entries.map(({ Name, Value }) => [Name, Value.StringValue]),
    );
    const bytes = [Message, ...Object.entries(attributes).flat()];
    if (bytes.reduce((sum, each) => sum + Buffer.byteLength(each), 0) > MOST_BYTES)
      throw invalid('Message too long');
    if (Object.values(attributes).includes('')) throw invalid('MessageAttributes');
    if (Subject !== undefined && !isSubject(Subject)) throw invalid('Subject');
    const keepsOrder = TopicArn.endsWith('.fifo');
    if (keepsOrder !== (MessageGroupId !== undefined)) throw invalid('MessageGroupId');
    if (keepsOrder !== (MessageDeduplicationId !== undefined))
      throw invalid('MessageDeduplicationId');
    const same = `${TopicArn} ${MessageDeduplicationId}`;
    const before = keepsOrder ? taken.get(same) : undefined;
    if (before && clock.millis() - before.at < SAME_MILLIS) return { MessageId: before.id };
    if (keepsOrder) taken.set(same, { at: clock.millis(), id: call.requestId });
    published.push({
      topic: TopicArn,
      ...(Subject !== undefined && { subject: Subject }),
      message: Message,
      attributes,
    });
    return { MessageId: call.requestId };
  }

  return {
    service: { id: 'sns', operations: { Publish: publish } },
    topic: (arn) => {
      const [, , , region = '', account = ''] = arn.split(':');
      topics.at({ account, region } satisfies Place).add(arn);
    },
    published,
  };
}

/** ASCII, on one line, and begun by a letter, a digit or a mark. */
function isSubject(subject: string): boolean {
  return subject.length <= LONGEST_SUBJECT && /^[\x21-\x7e][\x20-\x7e]*$/.test(subject);
}

function invalid(what: string): AwsError {
  return new AwsError('InvalidParameter', `Invalid parameter: ${what}`);
}
