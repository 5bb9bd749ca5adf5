// A release's thread: what each channel was told by now, and what it is to be told next.

import * as z from 'zod';
import { noun } from '../noun.ts';
import { cut } from './cut.ts';
import { type ChannelKind, type Level, levels } from './route-schema.ts';
import type { Story } from './told.ts';

const toldSchema = z
  .strictObject({
    at: z.string(),
    level: z.enum(levels),
    as: z.enum(['post', 'change', 'reply', 'changeReply']),
    title: z.string(),
    /** What happened, as it was told. */
    text: z.string(),
  })
  .readonly();

const channelSchema = z
  .strictObject({
    /** Of which moment of the story it knows. */
    moment: z.string().exactOptional(),
    /** By which the channel knows the message that the thread begins with. */
    root: z.string().exactOptional(),
    /** The messages of alerts, by alert. */
    alerts: z.record(z.string(), z.string()).readonly(),
    /** All that was sent, the oldest first. */
    sent: z.array(toldSchema).readonly(),
    /** Whoever sends says so first: nobody else does then, for as long as they may live. */
    sending: z.strictObject({ moment: z.string(), at: z.string() }).readonly().exactOptional(),
    /**
     * Since when it is not known whether the first of what is to be sent was taken: the first try says so, and each
     * that comes after goes by that.
     */
    unsure: z.string().exactOptional(),
    /** What could not be delivered: tried again by the sweep. */
    failed: z
      .strictObject({ times: z.int(), at: z.string(), problem: z.string() })
      .readonly()
      .exactOptional(),
  })
  .readonly();

export type ChannelThread = z.output<typeof channelSchema>;

const threadSchema = z
  .strictObject({
    kind: z.literal('thread'),
    pipeline: z.string(),
    release: z.string(),
    channels: z.record(z.string(), channelSchema).readonly(),
  })
  .readonly();

export type Thread = z.output<typeof threadSchema>;

export const threadNoun = noun('thread of messages', threadSchema);

/** A release that somebody is to be told of, until they have been told how it ended. */
const tellingSchema = z
  .strictObject({
    pipeline: z.string(),
    release: z.string(),
    execution: z.string(),
    since: z.string(),
  })
  .readonly();

export type Telling = z.output<typeof tellingSchema>;

export const tellingNoun = noun('release to be told of', tellingSchema);

const cursorSchema = z
  .strictObject({
    /** What is older was told, or never will be. */
    from: z.string(),
    /** The keys of what is younger and was told. */
    told: z.array(z.string()).readonly(),
  })
  .readonly();

export const cursorNoun = noun('lines that a bus has got', cursorSchema);

export const emptyChannel: ChannelThread = { alerts: {}, sent: [] };

export type Way = ChannelThread['sent'][number]['as'];

/** One message, or one change of it. */
export interface Send {
  readonly as: Way;
  /** What the channel knows the message by that is changed, or answered. */
  readonly to?: string;
  /** The alert that it tells of. */
  readonly alert?: string;
}

/**
 * What a channel is to be told of the story. A thread is changed, not repeated: an alert is told once, by a message
 * that is changed as long as it is about the same.
 *
 *     slack, the first moment                          →  a message
 *     slack, another moment                            →  that message, changed
 *     slack, an alert                                  →  the same, and an answer to it, which is seen
 *     mail, an alert; then another moment of it        →  a message; one more, which says how it ended
 *     mail, one more wave has passed                   →  nothing
 */
export function sendsFor(
  kind: ChannelKind,
  wanted: readonly Level[],
  channel: ChannelThread,
  story: Story,
): Send[] {
  if (channel.moment === story.moment) return [];
  const alert = wanted.includes(story.level) ? story.alert : undefined;
  if (kind === 'eventBridge') return wanted.includes(story.level) ? [{ as: 'post' }] : [];
  if (kind === 'slack') return changed(channel, alert, wanted.includes('update'));
  const isNew = alert !== undefined && channel.alerts[alert] === undefined;
  if (isNew) return [{ as: 'post', alert }];
  const isEndOfAlert = story.isOver && Object.keys(channel.alerts).length > 0;
  const isUpdate = story.alert === undefined && wanted.includes('update');
  return isEndOfAlert || isUpdate ? [{ as: 'reply', ...(alert && { alert }) }] : [];
}

function changed(
  { root, alerts }: ChannelThread,
  alert: string | undefined,
  isTold: boolean,
): Send[] {
  if (root === undefined) {
    if (alert !== undefined) return [{ as: 'post', alert }];
    return isTold ? [{ as: 'post' }] : [];
  }
  const change: Send = { as: 'change', to: root };
  if (alert === undefined) return [change];
  const answer = alerts[alert];
  if (answer === undefined) return [change, { as: 'reply', to: root, alert }];
  return answer === root ? [change] : [change, { as: 'changeReply', to: answer, alert }];
}

/** So much is kept of what was sent: of a release that asks again and again the newest. */
const MOST_SENT = 60;

/** The channel after a message was taken; `id` is what it knows it by. */
export function afterSend(
  channel: ChannelThread,
  send: Send,
  { level, title, happened }: Pick<Story, 'level' | 'title' | 'happened'>,
  { id, at }: { readonly id: string; readonly at: string },
): ChannelThread {
  const { as, alert } = send;
  const isNew = as === 'post' || as === 'reply';
  return {
    ...channel,
    ...(as === 'post' && channel.root === undefined && { root: id }),
    alerts: alert !== undefined && isNew ? { ...channel.alerts, [alert]: id } : channel.alerts,
    sent: [...channel.sent, { at, level, as, title, text: cut(happened, 500) }].slice(-MOST_SENT),
  };
}

/**
 * The function that sends lives for two minutes at most: whoever said longer ago that they send is gone. Lambda calls
 * it again within four, while a topic that keeps an order still knows what it took.
 */
const GONE_MILLIS = 150_000;

export function isBeingSent({ sending }: ChannelThread, now: number): boolean {
  return sending !== undefined && now - Date.parse(sending.at) < GONE_MILLIS;
}

/**
 * Since when it is not known whether a message was taken: whoever sent it has died before they kept that, or got no
 * answer. However often it was tried again since, that is since the first try; 0.8.0 kept the last one alone.
 */
export function unsureSince({ unsure, sending, failed }: ChannelThread): string | undefined {
  return unsure ?? sending?.at ?? failed?.at;
}

/** The channel as somebody says that they send; nobody else does then. */
export function claimedBy(channel: ChannelThread, moment: string, at: string): ChannelThread {
  return { ...channel, sending: { moment, at }, unsure: unsureSince(channel) ?? at };
}

/** The channel once all of a moment was taken, or, where more of it is to be sent, what was. */
export function afterTaken(
  { unsure: _, ...channel }: ChannelThread,
  at: string,
  moment: string | undefined,
): ChannelThread {
  if (moment === undefined) return { ...channel, unsure: at };
  const { sending: _s, failed: _f, ...rest } = channel;
  return { ...rest, moment };
}

/** The channel after a try that has failed. */
export function afterFailure(
  { sending: _, ...channel }: ChannelThread,
  at: string,
  problem: string,
): ChannelThread {
  const times = (channel.failed?.times ?? 0) + 1;
  return { ...channel, failed: { times, at, problem: problem.slice(0, 500) } };
}
