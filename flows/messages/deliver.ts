// Delivers one message, in the form of its channel. Throws `ServiceFailed` where it was not taken.

import * as z from 'zod';
import { Failure } from '../../core/failure.ts';
import {
  busEvent,
  chatMessage,
  slackMessage,
  snsMessage,
  teamsMessage,
} from '../../core/messages/formats.ts';
import type { Route } from '../../core/messages/route-schema.ts';
import type { Send } from '../../core/messages/thread.ts';
import type { Story } from '../../core/messages/told.ts';
import type { Ports } from '../ports.ts';

/** What the channel knows it by; a channel that tells nothing gets its moment's own name. */
export async function deliver(
  ports: Ports,
  route: Route,
  story: Story,
  send: Send,
): Promise<string> {
  const own = `${story.release} ${story.moment}`;
  if (route.slack) return toSlack(ports, route.slack, story, send);
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
  if (route.sns) return ports.topics.publish(route.sns.topic, snsMessage(story));
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

async function toSlack(
  ports: Ports,
  { channel, token }: NonNullable<Route['slack']>,
  story: Story,
  { as, to }: Send,
): Promise<string> {
  const bearer = await secretOf(ports, token);
  const isChange = as === 'change' || as === 'changeReply';
  const method = isChange ? 'chat.update' : 'chat.postMessage';
  const headers = { ...JSON_BODY, authorization: `Bearer ${bearer}` };
  const body = JSON.stringify(slackMessage(story, channel, as, to));
  const { status, text } = await ports.outside.post(
    `https://slack.com/api/${method}`,
    headers,
    body,
  );
  const { ok, ts, error = `HTTP ${status}` } = answerIn(text);
  if (ok) return ts ?? to ?? '';
  if (isChange && to !== undefined && GONE.includes(error)) return to;
  throw refused(`slack.com for ${channel}`, error);
}

/** Slack says in its answer whether it has taken it, whatever its status. */
function answerIn(text: string): z.output<typeof SlackAnswer> {
  try {
    return SlackAnswer.parse(JSON.parse(text));
  } catch {
    return { ok: false };
  }
}

async function secretOf({ parameters }: Ports, name: string): Promise<string> {
  const value = (await parameters.read(name))?.trim();
  if (value) return value;
  throw new Failure('ServiceFailed', `expected parameter ${name} to hold a secret, got none`);
}

function refused(who: string, got: string): Failure {
  return new Failure('ServiceFailed', `expected ${who} to take a message, got ${got}`);
}
