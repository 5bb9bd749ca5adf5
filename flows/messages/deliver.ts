// Delivers one message, in the form of its channel. Throws `ServiceFailed` where it was not taken.

import * as z from 'zod';
import { Failure } from '../../core/failure.ts';
import {
  busEvent,
  chatMessage,
  messageId,
  SLACK_EVENT,
  slackMessage,
  snsMessage,
  teamsMessage,
} from '../../core/messages/formats.ts';
import type { Route } from '../../core/messages/route-schema.ts';
import type { Send } from '../../core/messages/thread.ts';
import type { Story } from '../../core/messages/told.ts';
import { orLogged } from '../one-by-one.ts';
import type { Ports } from '../ports.ts';

/**
 * What the channel knows it by; a channel that tells nothing gets its moment's own name. Where nobody knows, since a
 * time, whether it was taken before, it is looked for first, if the channel can be read.
 */
export async function deliver(
  ports: Ports,
  route: Route,
  story: Story,
  send: Send,
  unsure?: string,
): Promise<string> {
  const own = `${story.release} ${story.moment}`;
  if (route.slack) return toSlack(ports, route.slack, story, { send, unsure });
  if (route.teams) {
    const address = await secretOf(ports, route.teams.webhook);
    if (!address.startsWith('https://'))
      throw new Failure(
        'ServiceFailed',
        `expected ${route.teams.webhook} to hold an https address`,
      );
    const { status } = await ports.outside.post(
      address,
      JSON_BODY,
      JSON.stringify(teamsMessage(story)),
    );
    if (status >= 200 && status < 300) return own;
    throw refused(new URL(address).hostname, `HTTP ${status}`);
  }
  if (route.chat) {
    const text = JSON.stringify(chatMessage(story));
    return ports.topics.publish(route.chat.topic, { text, attributes: {} });
  }
  if (route.sns) return ports.topics.publish(route.sns.topic, snsMessage(story, send));
  await ports.buses.put(route.eventBridge?.bus ?? '', [busEvent(story)]);
  return own;
}

const JSON_BODY = { 'content-type': 'application/json; charset=utf-8' };

const SlackAnswer = z.object({
  ok: z.boolean(),
  ts: z.string().optional(),
  error: z.string().optional(),
});

/** A message that is gone, or may be changed no more, is told no more; its thread goes on. */
const GONE = ['message_not_found', 'cant_update_message', 'edit_window_closed', 'thread_not_found'];

interface Sending {
  readonly send: Send;
  readonly unsure: string | undefined;
}

async function toSlack(
  ports: Ports,
  { channel, token }: NonNullable<Route['slack']>,
  story: Story,
  { send, unsure }: Sending,
): Promise<string> {
  const bearer = await secretOf(ports, token);
  const call = { channel, bearer };
  const isNew = send.as === 'post' || send.as === 'reply';
  const there =
    isNew && unsure !== undefined
      ? await foundInSlack(ports, call, story, send, unsure)
      : undefined;
  // What is there may be of an earlier moment: it is changed, and not repeated.
  const wanted: Send =
    there === undefined
      ? send
      : { ...send, as: send.as === 'post' ? 'change' : 'changeReply', to: there };
  const isChange = wanted.as === 'change' || wanted.as === 'changeReply';
  const method = isChange ? 'chat.update' : 'chat.postMessage';
  const headers = { ...JSON_BODY, authorization: `Bearer ${bearer}` };
  const body = JSON.stringify(slackMessage(story, channel, wanted));
  const { status, text } = await ports.outside.post(`${SLACK}/${method}`, headers, body);
  const { ok, ts, error = `HTTP ${status}` } = answerIn(text);
  if (ok) return ts ?? wanted.to ?? '';
  if (isChange && wanted.to !== undefined && GONE.includes(error)) return wanted.to;
  throw refused(`slack.com for ${channel}`, error);
}

const SLACK = 'https://slack.com/api';
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
/** So many messages are looked through at once, of some kilobytes each, and so many times that. */
const LOOKED_THROUGH = 200;
const MOST_PAGES = 5;
const MOST_READ = 2_000_000;
/** Clocks differ. */
const SLACK_SECONDS = 60;

const SlackMessages = z.object({
  ok: z.literal(true),
  messages: z.array(
    z.object({
      ts: z.string(),
      metadata: z
        .object({ event_type: z.string(), event_payload: z.looseObject({ id: z.string() }) })
        .optional()
        .catch(undefined),
    }),
  ),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

/** What it is known by, where it was taken already. Who may not read, or gets no answer, sends it rather twice. */
async function foundInSlack(
  ports: Ports,
  { channel, bearer }: { readonly channel: string; readonly bearer: string },
  story: Story,
  send: Send,
  unsure: string,
): Promise<string | undefined> {
  const { as, to } = send;
  const oldest = Math.floor(Date.parse(unsure) / 1000) - SLACK_SECONDS;
  const asked = new URLSearchParams({
    channel,
    oldest: String(oldest),
    limit: String(LOOKED_THROUGH),
    include_all_metadata: 'true',
    ...(as === 'reply' && to !== undefined && { ts: to }),
  });
  const method = as === 'reply' ? 'conversations.replies' : 'conversations.history';
  const headers = { ...FORM, authorization: `Bearer ${bearer}` };
  const id = messageId(story, send);
  return orLogged(ports, { channel, release: story.release }, async () => {
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const { text } = await ports.outside.post(
        `${SLACK}/${method}`,
        headers,
        asked.toString(),
        MOST_READ,
      );
      const read = SlackMessages.safeParse(parsed(text));
      if (!read.success) throw refused(`slack.com to show ${channel}`, text.slice(0, 200));
      const { messages, response_metadata: { next_cursor: next } = {} } = read.data;
      const found = messages.find(
        ({ metadata }) => metadata?.event_type === SLACK_EVENT && metadata.event_payload.id === id,
      );
      if (found || !next) return found?.ts;
      asked.set('cursor', next);
    }
    return undefined;
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Slack says in its answer whether it has taken it, whatever its status. */
function answerIn(text: string): z.output<typeof SlackAnswer> {
  const read = SlackAnswer.safeParse(parsed(text));
  return read.success ? read.data : { ok: false };
}

async function secretOf({ parameters }: Ports, name: string): Promise<string> {
  const value = (await parameters.read(name))?.trim();
  if (value) return value;
  throw new Failure('ServiceFailed', `expected parameter ${name} to hold a secret, got none`);
}

function refused(who: string, got: string): Failure {
  return new Failure('ServiceFailed', `expected ${who} to take a message, got ${got}`);
}
