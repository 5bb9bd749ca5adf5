// SNS: publishes to topics, in AWS's Query, as its client is larger than all that is done with it.

import type { Place } from './clients.ts';
import { formOf } from './query-form.ts';
import { type Spoken, signedCall } from './signed-call.ts';
import type { MemberAccess } from './sts.ts';
import { translated } from './translate.ts';

export interface TopicMessage {
  /** What mail is headed by: at most a hundred ASCII letters. */
  readonly subject?: string;
  readonly text: string;
  /** By which whoever subscribes may filter. */
  readonly attributes: Readonly<Record<string, string>>;
  /** A topic that keeps an order takes one message of an id in five minutes, and keeps the order within a group. */
  readonly order?: { readonly id: string; readonly group: string };
}

export interface Topics {
  /** Resolves to the id of the message. The topic may be another account’s, which then lets us. */
  publish(topic: string, message: TopicMessage): Promise<string>;
}

const PUBLISH = { service: 'sns', path: '/', target: 'SNS.Publish' };

const query: Spoken = {
  type: 'application/x-www-form-urlencoded; charset=utf-8',
  write: (input) => formOf({ Action: 'Publish', Version: '2010-03-31', ...input }),
  read: (text) => /<MessageId>([^<]+)<\/MessageId>/.exec(text)?.[1] ?? '',
  nameOfError: (text) => /<Code>([\w.]+)<\/Code>/.exec(text)?.[1],
  messageOfError: (text) => /<Message>([^<]*)<\/Message>/.exec(text)?.[1] ?? text,
};

export function topics(access: MemberAccess, { account }: Place): Topics {
  return {
    async publish(topic, { subject, text, attributes, order }) {
      const [, , , region = ''] = topic.split(':');
      const entries = Object.entries(attributes).flatMap(([name, value], index) => {
        const entry = `MessageAttributes.entry.${index + 1}`;
        return [
          [`${entry}.Name`, name],
          [`${entry}.Value.DataType`, 'String'],
          [`${entry}.Value.StringValue`, value],
        ];
      });
      const input = {
        TopicArn: topic,
        Message: text,
        ...(subject !== undefined && { Subject: subject }),
        ...Object.fromEntries(entries),
        ...(order &&
          topic.endsWith('.fifo') && {
            MessageDeduplicationId: order.id,
            MessageGroupId: order.group,
          }),
      };
      const called = signedCall(access, { account, region }, PUBLISH, input, undefined, query);
      return String(await translated(`publishing to ${topic}`, called));
    },
  };
}
