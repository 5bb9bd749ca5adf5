// Queues: what is in them, who has taken it, and until when it stays hidden.

import { createHash } from 'node:crypto';
import type { Chance } from '../../chance.ts';
import type { VirtualClock } from '../../clock.ts';
import { partitionOf } from '../../partition.ts';
import { type Place, type Places, places } from '../places.ts';
import type { MessageAttributes } from './message-attributes.ts';

export interface Message {
  readonly id: string;
  readonly body: string;
  readonly md5: string;
  readonly attributes: MessageAttributes;
  /** Milliseconds, as all times here. */
  readonly sentAt: number;
  readonly senderId: string;
  visibleAt: number;
  firstReceivedAt: number | undefined;
  receiveCount: number;
  /** Of its last receipt. */
  handle: string | undefined;
}

export interface Queue extends Place {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: number;
  /** As the API shows them: texts. */
  readonly settings: Readonly<Record<string, string>>;
  messages: Message[];
}

export interface Receipt {
  readonly most: number;
  readonly hiddenSeconds: number;
}

export interface Queues {
  create(name: string, place: Place, settings: Readonly<Record<string, string>>): Queue;
  find(name: string, place: Place): Queue | undefined;
  list(place: Place): readonly Queue[];
  /** Takes messages that are visible, and hides them. */
  receive(queue: Queue, receipt: Receipt): Message[];
  /** Messages that are still kept. */
  kept(queue: Queue): readonly Message[];
  /** Sends to a queue by its ARN; false where there is none. */
  deliver(arn: string, body: string, attributes?: Readonly<Record<string, string>>): boolean;
}

const DEFAULTS: Readonly<Record<string, string>> = {
  VisibilityTimeout: '30',
  MaximumMessageSize: '1048576',
  MessageRetentionPeriod: '345600',
  DelaySeconds: '0',
  ReceiveMessageWaitTimeSeconds: '0',
  SqsManagedSseEnabled: 'true',
};

interface Store {
  readonly clock: VirtualClock;
  readonly places: Places<Map<string, Queue>>;
  readonly ids: Chance;
}

export function queueStore(clock: VirtualClock): Queues {
  const ids = clock.chance.stream('sqs');
  const store: Store = { clock, ids, places: places(() => new Map()) };
  return {
    create: (name, place, settings) => create(store, name, place, settings),
    find: (name, place) => store.places.at(place).get(name),
    list: (place) => [...store.places.at(place).values()],
    receive: (queue, receipt) => receive(store, queue, receipt),
    kept: (queue) => kept(store, queue),
    deliver: (arn, body, attributes) => deliver(store, arn, body, attributes),
  };
}

function create(
  { clock, places: stores }: Store,
  name: string,
  place: Place,
  settings: Queue['settings'],
): Queue {
  const { account, region } = place;
  const queue: Queue = {
    account,
    region,
    name,
    arn: `arn:${partitionOf(region)}:sqs:${region}:${account}:${name}`,
    createdAt: clock.millis(),
    settings: { ...DEFAULTS, ...settings },
    messages: [],
  };
  stores.at(place).set(name, queue);
  return queue;
}

function kept({ clock }: Store, queue: Queue): readonly Message[] {
  const oldest = clock.millis() - Number(queue.settings.MessageRetentionPeriod) * 1000;
  queue.messages = queue.messages.filter(({ sentAt }) => sentAt > oldest);
  return queue.messages;
}

function receive(store: Store, queue: Queue, { most, hiddenSeconds }: Receipt): Message[] {
  const now = store.clock.millis();
  const visible = kept(store, queue).filter(({ visibleAt }) => visibleAt <= now);
  const taken = visible.slice(0, most);
  for (const message of taken) {
    message.receiveCount += 1;
    message.firstReceivedAt ??= now;
    message.visibleAt = now + hiddenSeconds * 1000;
    message.handle = `${message.id}#${message.receiveCount}#${store.ids.hex(32)}`;
  }
  return taken;
}

function deliver(
  store: Store,
  arn: string,
  body: string,
  attributes: Readonly<Record<string, string>> = {},
): boolean {
  const [, , , region = '', account = '', name = ''] = arn.split(':');
  const queue = store.places.at({ account, region }).get(name);
  if (!queue) return false;
  const texts = Object.entries(attributes).map(
    ([key, StringValue]) => [key, { DataType: 'String', StringValue }] as const,
  );
  queue.messages.push(messageOf(store, queue, body, Object.fromEntries(texts)));
  return true;
}

function messageOf(
  { clock, ids }: Store,
  { settings }: Queue,
  body: string,
  attributes: MessageAttributes,
): Message {
  const now = clock.millis();
  return {
    id: ids.uuid(),
    body,
    md5: createHash('md5').update(body).digest('hex'),
    attributes,
    sentAt: now,
    senderId: 'events.amazonaws.com',
    visibleAt: now + Number(settings.DelaySeconds) * 1000,
    firstReceivedAt: undefined,
    receiveCount: 0,
    handle: undefined,
  };
}
